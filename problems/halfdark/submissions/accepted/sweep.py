import sys


def main():
    numbers = list(map(int, sys.stdin.read().split()))
    candles = list(zip(numbers[1::2], numbers[2::2]))
    total = sum(weight for weight, _ in candles)
    lit = sorted((c for c in candles if c[1] > 0), key=lambda c: c[0] / c[1])
    weight_left, rate_left = total, sum(rate for _, rate in lit)
    for weight, rate in lit:
        if 2 * (weight_left * rate - rate_left * weight) <= total * rate:
            print((2 * weight_left - total) / (2 * rate_left))
            return
        weight_left -= weight
        rate_left -= rate
    print("never")


main()
