#!/usr/bin/env python3
"""Makes data/secret. Run without arguments: python3 generators/generate.py"""
import pathlib
import random

SECRET = pathlib.Path(__file__).resolve().parent.parent / "data" / "secret"
import math

rng = random.Random(20261111)
MOST = 50000
FAR = 10**6


def solve(text):
    numbers = list(map(int, text.split()))
    pots = list(zip(numbers[1::2], numbers[2::2]))
    trail = math.fsum(math.dist(a, b) for a, b in zip(pots, pots[1:]))
    return f"{trail:.9f} {math.dist(pots[0], pots[-1]):.9f}\n"


def terrace(pots):
    return f"{len(pots)}\n" + "".join(f"{x} {y}\n" for x, y in pots)


def pots(n, most):
    return [(rng.randint(-most, most), rng.randint(-most, most)) for _ in range(n)]


CASES = {
    "01-two-pots": terrace([(0, 0), (3, 4)]),
    "02-the-same-pot": terrace([(5, 5), (5, 5)]),
    "03-there-and-back": terrace([(0, 0), (7, 1), (0, 0)]),
    "04-square": terrace([(0, 0), (0, 9), (9, 9), (9, 0), (0, 0)]),
    "05-straight": terrace([(i, 2 * i) for i in range(100)]),
    "06-small": terrace(pots(20, 10)),
    "07-random": terrace(pots(1000, FAR)),
    "08-corners": terrace([(FAR, FAR), (-FAR, -FAR)] * 50),
    "09-one-step-each": terrace([(i % 2, 0) for i in range(MOST)]),
    "10-long-way": terrace(pots(MOST, FAR)),
    "11-far-corners": terrace([(FAR, -FAR), (-FAR, FAR)] * (MOST // 2)),
    "12-short-steps": terrace(pots(MOST, 3)),
}

SECRET.mkdir(parents=True, exist_ok=True)
for case, text in CASES.items():
    (SECRET / f"{case}.in").write_text(text)
    (SECRET / f"{case}.ans").write_text(solve(text))
