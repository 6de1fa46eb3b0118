n = int(input())
row = list(map(int, input().split()))
coins = 0
for done in range(n):
    moved = False
    for i in range(n - 1 - done):
        if row[i] > row[i + 1]:
            coins += row[i]
            row[i], row[i + 1] = row[i + 1], row[i]
            moved = True
    if not moved:
        break
print(coins)
