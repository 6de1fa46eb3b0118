# Right, but weighs all the candles again at each burn-out: quadratic.
import sys


def main():
    numbers = list(map(int, sys.stdin.read().split()))
    candles = list(zip(numbers[1::2], numbers[2::2]))
    half = sum(weight for weight, _ in candles) / 2
    before, weight_before = 0, 2 * half
    for now in sorted(weight / rate for weight, rate in candles if rate > 0):
        weight_now = 0
        for weight, rate in candles:
            if weight > rate * now:
                weight_now += weight - rate * now
        if weight_now <= half + 1e-9:
            part = (weight_before - half) / (weight_before - weight_now)
            print(before + (now - before) * part)
            return
        before, weight_before = now, weight_now
    print("never")


main()
