#!/usr/bin/env python3
"""Makes data/secret. Run without arguments: python3 generators/generate.py"""
import pathlib
import random

SECRET = pathlib.Path(__file__).resolve().parent.parent / "data" / "secret"
rng = random.Random(20261106)
MOST = 50000
LONG = 10**9


def solve(text):
    n, plates, *minutes = map(int, text.split())
    low, high = 0, plates * min(minutes)
    while low + 1 < high:
        middle = (low + high) // 2
        if sum(middle // each for each in minutes) >= plates:
            high = middle
        else:
            low = middle
    return f"{high}\n"


def order(plates, minutes):
    return f"{len(minutes)} {plates}\n" + " ".join(map(str, minutes)) + "\n"


def potters(n, least, most):
    return [rng.randint(least, most) for _ in range(n)]


CASES = {
    "01-one-plate": order(1, [5]),
    "02-one-potter": order(1000, [7]),
    "03-the-quicker": order(1, [9, 4, 6]),
    "04-equal": order(10, [3, 3, 3, 3]),
    "05-one-is-quick": order(100, [1, LONG, LONG]),
    "06-random-small": order(50, potters(8, 1, 20)),
    "07-random": order(10**6, potters(1000, 1, 1000)),
    "08-longest-wait": order(LONG, [LONG]),
    "09-many-slow": order(LONG, [LONG] * MOST),
    "10-many-quick": order(LONG, [1] * MOST),
    "11-many": order(LONG, potters(MOST, 1, LONG)),
    "12-few-plates": order(10, potters(MOST, LONG // 2, LONG)),
}

SECRET.mkdir(parents=True, exist_ok=True)
for case, text in CASES.items():
    (SECRET / f"{case}.in").write_text(text)
    (SECRET / f"{case}.ans").write_text(solve(text))
