import sys

numbers = list(map(int, sys.stdin.buffer.read().split()))
count = end = 0
for last, first in sorted(zip(numbers[2::2], numbers[1::2])):
    if first > end:
        count, end = count + 1, last
print(count, end)
