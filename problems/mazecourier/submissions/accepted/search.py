import sys

lines = sys.stdin.read().split("\n")
r, c = map(int, lines[0].split())
# A border of hedges, so that no neighbour is outside.
wide = c + 1
squares = "#" * wide + "".join(row + "#" for row in lines[1:r + 1]) + "#" * wide
gate, table = squares.index("G"), squares.index("T")
steps = [-1] * len(squares)
steps[gate] = 0
queue = [gate]
for place in queue:
    for near in (place - 1, place + 1, place - wide, place + wide):
        if squares[near] != "#" and steps[near] < 0:
            steps[near] = steps[place] + 1
            queue.append(near)
print("cold" if steps[table] < 0 else steps[table], len(queue))
