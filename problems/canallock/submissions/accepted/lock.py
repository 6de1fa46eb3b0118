chamber, count = map(int, input().split())
fillings = 0
used = chamber
for barge in map(int, input().split()):
    if used + 1 + barge <= chamber:
        used += 1 + barge
    else:
        fillings += 1
        used = barge
print(fillings)
