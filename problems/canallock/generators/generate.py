#!/usr/bin/env python3
"""Makes data/secret. Run without arguments: python3 generators/generate.py"""
import pathlib
import random

SECRET = pathlib.Path(__file__).resolve().parent.parent / "data" / "secret"
MOST = 20000
rng = random.Random(20250902)


def fillings(chamber, barges):
    count, free = 1, chamber + 1
    for barge in barges:
        if barge + 1 > free:
            count, free = count + 1, chamber + 1
        free -= barge + 1
    return count


def among(low, high, count):
    return [rng.randint(low, high) for _ in range(count)]


CASES = {
    "01-one-barge": (1, [1]),
    "02-one-barge-fills-all": (10**6, [10**6]),
    "03-two-that-just-fit": (10, [4, 5]),
    "04-two-that-miss-by-the-gap": (10, [5, 5]),
    "05-all-as-long-as-the-chamber": (12, [12] * 40),
    "06-all-of-one-metre": (9, [1] * 47),
    "07-overtaking-would-help": (20, [15, 9, 4, 10, 4, 9] * 5),
    "08-long-and-short-in-turn": (50, [49, 1] * 60),
    "09-exact-fits": (100, [33, 33, 32] * 30),
    "10-random-short-queue": (30, among(1, 30, 100)),
    "11-random-small-barges": (1000, among(1, 20, 900)),
    "12-nearly-all-at-once": (1000, among(1, 3, 300)),
    "13-random-middle": (1000, among(1, 1000, 5000)),
    "14-long-queue-all-in-one": (10**6, [1] * MOST),
    "15-long-queue-tiny-barges": (10**6, among(1, 90, MOST)),
    "16-long-queue-large-barges": (10**4, among(1000, 10**4, MOST)),
}

SECRET.mkdir(parents=True, exist_ok=True)
for case, (chamber, barges) in CASES.items():
    lengths = " ".join(map(str, barges))
    (SECRET / f"{case}.in").write_text(f"{chamber} {len(barges)}\n{lengths}\n")
    (SECRET / f"{case}.ans").write_text(f"{fillings(chamber, barges)}\n")
