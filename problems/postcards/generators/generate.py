#!/usr/bin/env python3
"""Makes data/secret. Run without arguments: python3 generators/generate.py"""
import pathlib
import random

SECRET = pathlib.Path(__file__).resolve().parent.parent / "data" / "secret"
rng = random.Random(20261110)
MOST = 50000
LAST = 10**9


def solve(text):
    numbers = list(map(int, text.split()))
    count = end = 0
    for last, first in sorted(zip(numbers[2::2], numbers[1::2])):
        if first > end:
            count, end = count + 1, last
    return f"{count} {end}\n"


def coast(kiosks):
    return f"{len(kiosks)}\n" + "".join(f"{a} {b}\n" for a, b in kiosks)


def somewhere(n, days, longest):
    out = []
    for _ in range(n):
        a = rng.randint(1, days)
        out.append((a, min(days, a + rng.randint(0, longest))))
    return out


CASES = {
    "01-one-kiosk": coast([(3, 8)]),
    "02-one-day": coast([(1, 1)]),
    "03-share-a-day": coast([(1, 5), (5, 9)]),
    "04-day-after-day": coast([(1, 5), (6, 9)]),
    "05-short-one-between": coast([(1, 10), (9, 12), (11, 20)]),
    "06-early-and-long": coast([(1, 100), (2, 3), (4, 5), (6, 7)]),
    "07-all-the-same": coast([(4, 6)] * 50),
    "08-random-small": coast(somewhere(30, 60, 10)),
    "09-random": coast(somewhere(5000, 10**6, 2000)),
    "10-many-short": coast(somewhere(MOST, LAST, 1000)),
    "11-many-long": coast(somewhere(MOST, LAST, LAST)),
    "12-one-after-another": coast([(i, i) for i in range(1, MOST + 1)]),
    "13-nested": coast([(i, LAST - i) for i in range(1, MOST + 1)]),
}

SECRET.mkdir(parents=True, exist_ok=True)
for case, text in CASES.items():
    (SECRET / f"{case}.in").write_text(text)
    (SECRET / f"{case}.ans").write_text(solve(text))
