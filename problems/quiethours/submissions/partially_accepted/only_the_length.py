# Knows how long, but not when.
hours, most_noise = map(int, input().split())
noises = list(map(int, input().split()))
length = start = noise = 0
for end, added in enumerate(noises, 1):
    noise += added
    while noise > most_noise:
        noise -= noises[start]
        start += 1
    length = max(length, end - start)
print(length, 0)
