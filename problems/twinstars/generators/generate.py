#!/usr/bin/env python3
"""Makes data/secret. Run without arguments: python3 generators/generate.py"""
import pathlib
import random

SECRET = pathlib.Path(__file__).resolve().parent.parent / "data" / "secret"
rng = random.Random(20261108)
MOST = 100000
BRIGHT = 10**9


def solve(text):
    n, s, *stars = map(int, text.split())
    seen, pairs = {}, 0
    for star in stars:
        pairs += seen.get(s - star, 0)
        seen[star] = seen.get(star, 0) + 1
    return f"{pairs}\n"


def sky(s, stars):
    return f"{len(stars)} {s}\n" + " ".join(map(str, stars)) + "\n"


def stars(n, low, high):
    return [rng.randint(low, high) for _ in range(n)]


CASES = {
    "01-one-star": sky(10, [5]),
    "02-half-and-half": sky(10, [5, 5]),
    "03-all-equal": sky(8, [4] * 100),
    "04-no-twins": sky(1, [2, 4, 6, 8]),
    "05-dark": sky(-7, [-3, -4, -3, 0, -7]),
    "06-sum-zero": sky(0, [-2, 2, 0, 0, -2, 2]),
    "07-random-small": sky(10, stars(50, 0, 10)),
    "08-random": sky(100, stars(2000, -200, 300)),
    "09-extremes": sky(0, [BRIGHT, -BRIGHT] * 500),
    "10-many-equal": sky(2, [1] * MOST),
    "11-many-different": sky(MOST, list(range(MOST))),
    "12-many-random": sky(12345, stars(MOST, -BRIGHT, BRIGHT)),
    "13-few-values": sky(3, stars(MOST, 0, 3)),
}

SECRET.mkdir(parents=True, exist_ok=True)
for case, text in CASES.items():
    (SECRET / f"{case}.in").write_text(text)
    (SECRET / f"{case}.ans").write_text(solve(text))
