n = int(input())
tree = [0] * (n + 1)
coins = 0
for stall in reversed(input().split()):
    stall = int(stall)
    at = stall
    while at:
        coins += tree[at] * stall
        at &= at - 1
    at = stall
    while at <= n:
        tree[at] += 1
        at += at & -at
print(coins)
