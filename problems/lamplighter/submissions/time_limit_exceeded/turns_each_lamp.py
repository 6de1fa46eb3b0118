n, m = map(int, input().split())
lamps = [False] * n
for _ in range(m):
    a, b = map(int, input().split())
    for lamp in range(a - 1, b):
        lamps[lamp] = not lamps[lamp]
run = longest = 0
for lamp in lamps:
    run = run + 1 if lamp else 0
    longest = max(longest, run)
print(sum(lamps), longest)
