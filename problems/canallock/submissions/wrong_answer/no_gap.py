# Forgets the metre between two barges.
chamber, count = map(int, input().split())
fillings = 1
used = 0
for barge in map(int, input().split()):
    if used + barge > chamber:
        fillings += 1
        used = 0
    used += barge
print(fillings)
