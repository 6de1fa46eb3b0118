import sys
from collections import deque

n, k, *creaks = map(int, sys.stdin.buffer.read().split())
least = [creaks[0]] + [0] * (n - 1)
window = deque([0])
for plank in range(1, n):
    while window[0] < plank - k:
        window.popleft()
    least[plank] = least[window[0]] + creaks[plank]
    while window and least[window[-1]] >= least[plank]:
        window.pop()
    window.append(plank)
print(least[-1])
