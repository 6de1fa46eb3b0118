import sys

numbers = list(map(int, sys.stdin.buffer.read().split()))
change = [0] * (numbers[0] + 2)
for a, b in zip(numbers[2::2], numbers[3::2]):
    change[a] ^= 1
    change[b + 1] ^= 1
state = run = lit = longest = 0
for lamp in change[1:numbers[0] + 1]:
    state ^= lamp
    run = run + 1 if state else 0
    lit += state
    longest = max(longest, run)
print(lit, longest)
