import math
import sys

numbers = list(map(int, sys.stdin.buffer.read().split()))
pots = list(zip(numbers[1::2], numbers[2::2]))
trail = sum(math.dist(a, b) for a, b in zip(pots, pots[1:]))
print(f"{trail:.7f} {math.dist(pots[0], pots[-1]):.7f}")
