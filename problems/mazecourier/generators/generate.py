#!/usr/bin/env python3
"""Makes data/secret. Run without arguments: python3 generators/generate.py"""
import pathlib
import random

SECRET = pathlib.Path(__file__).resolve().parent.parent / "data" / "secret"
rng = random.Random(20261105)
MOST = 500


def solve(text):
    rows = text.splitlines()[1:]
    squares = {(y, x): mark for y, row in enumerate(rows) for x, mark in enumerate(row)}
    gate = next(place for place, mark in squares.items() if mark == "G")
    steps, queue, table = {gate: 0}, [gate], "cold"
    for y, x in queue:
        if squares[y, x] == "T":
            table = steps[y, x]
        for place in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
            if squares.get(place, "#") != "#" and place not in steps:
                steps[place] = steps[y, x] + 1
                queue.append(place)
    return f"{table} {len(steps)}\n"


def maze(grid, gate, table):
    grid = [list(row) for row in grid]
    grid[gate[0]][gate[1]] = "G"
    grid[table[0]][table[1]] = "T"
    return f"{len(grid)} {len(grid[0])}\n" + "".join("".join(row) + "\n" for row in grid)


def hedges(r, c, share):
    return [["#" if rng.random() < share else "." for _ in range(c)] for _ in range(r)]


def comb(r, c):
    return [["#" if y % 2 == 1 and x != (c - 1 if y % 4 == 1 else 0) else "." for x in range(c)]
            for y in range(r)]


END = (MOST - 1, MOST - 1)
CASES = {
    "01-neighbours": maze(["..",], (0, 0), (0, 1)),
    "02-column": maze(["."] * 7, (6, 0), (0, 0)),
    "03-walled-in": maze(["...", "###", "..."], (0, 1), (2, 1)),
    "04-corner": maze([".#.", "##.", "..."], (0, 0), (2, 2)),
    "05-no-hedges": maze(["." * 9] * 9, (4, 4), (0, 8)),
    "06-comb": maze(comb(9, 9), (0, 0), (8, 8)),
    "07-random-small": maze(hedges(12, 12, 0.3), (0, 0), (11, 11)),
    "08-random": maze(hedges(100, 100, 0.35), (0, 99), (99, 0)),
    "09-large-field": maze(["." * MOST] * MOST, (0, 0), END),
    "10-large-comb": maze(comb(MOST - 1, MOST), (0, 0), (MOST - 2, MOST - 1)),
    "11-large-random": maze(hedges(MOST, MOST, 0.3), (0, 0), END),
    "12-large-dense": maze(hedges(MOST, MOST, 0.45), (250, 250), END),
    "13-one-row": maze(["." * MOST], (0, 499), (0, 0)),
}

SECRET.mkdir(parents=True, exist_ok=True)
for case, text in CASES.items():
    (SECRET / f"{case}.in").write_text(text)
    (SECRET / f"{case}.ans").write_text(solve(text))
