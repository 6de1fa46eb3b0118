# Ends after two knocks, with or without the cat.
doors = int(input())
for door in (1, doors):
    print(door, flush=True)
    if input() == "found":
        break
