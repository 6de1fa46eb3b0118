# Counts the steps as if there were no hedges; the squares are right.
import sys

lines = sys.stdin.read().split("\n")
r, c = map(int, lines[0].split())
wide = c + 1
squares = "#" * wide + "".join(row + "#" for row in lines[1:r + 1]) + "#" * wide
gate, table = squares.index("G"), squares.index("T")
seen = {gate}
queue = [gate]
for place in queue:
    for near in (place - 1, place + 1, place - wide, place + wide):
        if squares[near] != "#" and near not in seen:
            seen.add(near)
            queue.append(near)
away = abs(gate // wide - table // wide) + abs(gate % wide - table % wide)
print(away if table in seen else "cold", len(queue))
