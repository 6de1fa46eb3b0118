import sys

numbers = list(map(int, sys.stdin.buffer.read().split()))
best = []
for last, first in sorted(zip(numbers[2::2], numbers[1::2])):
    most = max([count for count, end in best if end < first], default=0)
    best.append((most + 1, last))
count = max(count for count, _ in best)
print(count, min(end for number, end in best if number == count))
