n, s = map(int, input().split())
seen, pairs = {}, 0
for star in map(int, input().split()):
    pairs += seen.get(s - star, 0)
    seen[star] = seen.get(star, 0) + 1
print(pairs)
