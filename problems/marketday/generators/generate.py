#!/usr/bin/env python3
"""Makes data/secret. Run without arguments: python3 generators/generate.py"""
import pathlib
import random

SECRET = pathlib.Path(__file__).resolve().parent.parent / "data" / "secret"
rng = random.Random(20261107)
MOST = 100000


def solve(text):
    n, *row = map(int, text.split())
    tree = [0] * (n + 1)
    coins = 0
    for stall in reversed(row):
        at = stall
        while at:
            coins += tree[at] * stall
            at -= at & -at
        at = stall
        while at <= n:
            tree[at] += 1
            at += at & -at
    return f"{coins}\n"


def row(stalls):
    return f"{len(stalls)}\n" + " ".join(map(str, stalls)) + "\n"


def shuffled(n):
    stalls = list(range(1, n + 1))
    rng.shuffle(stalls)
    return stalls


def nearly(n, swaps):
    stalls = list(range(1, n + 1))
    for _ in range(swaps):
        i = rng.randrange(n - 1)
        stalls[i], stalls[i + 1] = stalls[i + 1], stalls[i]
    return stalls


CASES = {name: row(stalls) for name, stalls in {
    "01-one-stall": [1],
    "02-in-order": list(range(1, 11)),
    "03-two": [2, 1],
    "04-backwards": list(range(10, 0, -1)),
    "05-last-first": [10] + list(range(1, 10)),
    "06-first-last": list(range(2, 11)) + [1],
    "07-random-small": shuffled(20),
    "08-random": shuffled(3000),
    "09-long-in-order": list(range(1, MOST + 1)),
    "10-long-backwards": list(range(MOST, 0, -1)),
    "11-long-random": shuffled(MOST),
    "12-long-nearly": nearly(MOST, MOST),
}.items()}

SECRET.mkdir(parents=True, exist_ok=True)
for case, text in CASES.items():
    (SECRET / f"{case}.in").write_text(text)
    (SECRET / f"{case}.ans").write_text(solve(text))
