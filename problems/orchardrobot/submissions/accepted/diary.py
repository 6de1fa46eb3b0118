x = y = bare = 0
seen = {(0, 0)}
for step in input():
    x += (step == "E") - (step == "W")
    y += (step == "N") - (step == "S")
    bare += (x, y) in seen
    seen.add((x, y))
print(len(seen), bare)
