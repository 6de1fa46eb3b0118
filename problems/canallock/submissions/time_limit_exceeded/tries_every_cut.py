# Right, but looks at every way to cut off the last filling: quadratic when many barges fit.
chamber, count = map(int, input().split())
barges = list(map(int, input().split()))
best = [0] * (count + 1)
for end in range(1, count + 1):
    best[end] = count
    length = -1
    for begin in range(end - 1, -1, -1):
        length += barges[begin] + 1
        if length > chamber:
            break
        if best[begin] + 1 < best[end]:
            best[end] = best[begin] + 1
print(best[count])
