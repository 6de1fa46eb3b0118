# Right, but sleeps anew from each hour: quadratic when nights are long.
hours, most_noise = map(int, input().split())
noises = list(map(int, input().split()))
length = first = 0
for start in range(hours):
    noise = 0
    end = start
    while end < hours and noise + noises[end] <= most_noise:
        noise += noises[end]
        end += 1
    if end - start > length:
        length, first = end - start, start + 1
print(length, first)
