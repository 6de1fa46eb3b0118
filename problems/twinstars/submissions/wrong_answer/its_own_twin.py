n, s = map(int, input().split())
count = {}
for star in map(int, input().split()):
    count[star] = count.get(star, 0) + 1
print(sum(number * count.get(s - star, 0) for star, number in count.items()) // 2)
