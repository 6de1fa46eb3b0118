#!/usr/bin/env python3
"""Makes data/secret. Run without arguments: python3 generators/generate.py"""
import pathlib
import random

SECRET = pathlib.Path(__file__).resolve().parent.parent / "data" / "secret"
rng = random.Random(20261101)
MOST = 100000


def solve(text):
    numbers = list(map(int, text.split()))
    change = [0] * (numbers[0] + 2)
    for a, b in zip(numbers[2::2], numbers[3::2]):
        change[a] ^= 1
        change[b + 1] ^= 1
    state = run = lit = longest = 0
    for lamp in change[1:numbers[0] + 1]:
        state ^= lamp
        run = run + 1 if state else 0
        lit += state
        longest = max(longest, run)
    return f"{lit} {longest}\n"


def road(n, walks):
    return f"{n} {len(walks)}\n" + "".join(f"{a} {b}\n" for a, b in walks)


def somewhere(n, longest):
    a = rng.randint(1, n)
    return a, min(n, a + rng.randint(0, longest))


CASES = {
    "01-one-lamp": road(1, [(1, 1)]),
    "02-twice": road(5, [(2, 4), (2, 4)]),
    "03-all": road(9, [(1, 9)]),
    "04-all-but-one": road(9, [(1, 9), (5, 5)]),
    "05-the-ends": road(6, [(1, 1), (6, 6)]),
    "06-side-by-side": road(10, [(1, 3), (4, 7)]),
    "07-random-small": road(20, [somewhere(20, 8) for _ in range(15)]),
    "08-random": road(1000, [somewhere(1000, 300) for _ in range(800)]),
    "09-short-walks": road(MOST, [somewhere(MOST, 3) for _ in range(MOST)]),
    "10-long-walks": road(MOST, [somewhere(MOST, MOST) for _ in range(MOST)]),
    "11-whole-road": road(MOST, [(1, MOST)] * (MOST - 1)),
}

SECRET.mkdir(parents=True, exist_ok=True)
for case, text in CASES.items():
    (SECRET / f"{case}.in").write_text(text)
    (SECRET / f"{case}.ans").write_text(solve(text))
