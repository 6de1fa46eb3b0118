# Counts the exchanges, not the coins.
n = int(input())
tree = [0] * (n + 1)
count = 0
for stall in reversed(input().split()):
    stall = int(stall)
    at = stall
    while at:
        count += tree[at]
        at &= at - 1
    at = stall
    while at <= n:
        tree[at] += 1
        at += at & -at
print(count)
