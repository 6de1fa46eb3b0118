x = y = bare = 0
seen = [(0, 0)]
for step in input():
    x += (step == "E") - (step == "W")
    y += (step == "N") - (step == "S")
    if (x, y) in seen:
        bare += 1
    else:
        seen.append((x, y))
print(len(seen), bare)
