# Lets all candles burn at their rate for ever, past the last of their wax.
import sys

numbers = list(map(int, sys.stdin.read().split()))
total, rate = sum(numbers[1::2]), sum(numbers[2::2])
print(total / 2 / rate if rate else "never")
