import sys
from collections import defaultdict, deque

start, minutes = sys.argv[1], int(sys.argv[2])
leads = defaultdict(list)
for door in sys.stdin.read().splitlines()[1:]:
    a, b = door.split()
    leads[a].append(b)
time = {start: 0}
queue = deque([start])
while queue:
    room = queue.popleft()
    if time[room] == minutes:
        break
    for other in leads[room]:
        if other not in time:
            time[other] = time[room] + 1
            queue.append(other)
for minute, room in sorted((minute, room) for room, minute in time.items()):
    print(minute, room)
