# Reaches everything by recursion, which Python ends soon, and then searches.
import sys

lines = sys.stdin.read().split("\n")
r, c = map(int, lines[0].split())
wide = c + 1
squares = "#" * wide + "".join(row + "#" for row in lines[1:r + 1]) + "#" * wide
seen = set()


def visit(place):
    seen.add(place)
    for near in (place - 1, place + 1, place - wide, place + wide):
        if squares[near] != "#" and near not in seen:
            visit(near)


visit(squares.index("G"))
steps = {squares.index("G"): 0}
queue = list(steps)
for place in queue:
    for near in (place - 1, place + 1, place - wide, place + wide):
        if squares[near] != "#" and near not in steps:
            steps[near] = steps[place] + 1
            queue.append(near)
print(steps.get(squares.index("T"), "cold"), len(seen))
