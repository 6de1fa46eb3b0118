# Right, but tries each door of the museum anew in each minute.
import sys

start, minutes = sys.argv[1], int(sys.argv[2])
doors = [door.split() for door in sys.stdin.read().splitlines()[1:]]
time = {start: 0}
for minute in range(1, minutes + 1):
    found = set()
    for a, b in doors:
        if a in time and b not in time:
            found.add(b)
    if not found:
        break
    for room in found:
        time[room] = minute
for minute, room in sorted((minute, room) for room, minute in time.items()):
    print(minute, room)
