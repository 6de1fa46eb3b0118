# Forgets the tailors: compares only bakers with masons.
people = int(input())
place = parts = 0
seen = {0: 1}
for guild in input():
    place += {"B": 1, "M": -1, "T": 0}[guild]
    parts += seen.get(place, 0)
    seen[place] = seen.get(place, 0) + 1
print(parts)
