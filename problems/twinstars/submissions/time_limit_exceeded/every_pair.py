n, s = map(int, input().split())
stars = list(map(int, input().split()))
pairs = 0
for i in range(n):
    for j in range(i):
        if stars[i] + stars[j] == s:
            pairs += 1
print(pairs)
