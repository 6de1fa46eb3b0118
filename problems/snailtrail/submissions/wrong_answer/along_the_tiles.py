import math
import sys

numbers = list(map(int, sys.stdin.buffer.read().split()))
pots = list(zip(numbers[1::2], numbers[2::2]))
trail = sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in zip(pots, pots[1:]))
print(trail, math.dist(pots[0], pots[-1]))
