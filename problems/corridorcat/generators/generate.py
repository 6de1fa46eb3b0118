#!/usr/bin/env python3
"""Makes data/secret. Run without arguments: python3 generators/generate.py

An input has the number of doors and the cat's door; the hotel shows the program only the first.
"""
import pathlib
import random

SECRET = pathlib.Path(__file__).resolve().parent.parent / "data" / "secret"
MOST = 10**9
rng = random.Random(20250905)

CASES = {
    "01-one-door": (1, 1),
    "02-two-doors-first": (2, 1),
    "03-two-doors-last": (2, 2),
    "04-three-doors-middle": (3, 2),
    "05-at-the-stairs": (100, 1),
    "06-at-the-window": (100, 100),
    "07-just-the-middle": (101, 51),
    "08-left-of-the-middle": (100, 50),
    "09-right-of-the-middle": (100, 51),
    "10-random-small": (1000, rng.randint(1, 1000)),
    "11-power-of-two": (2**19, rng.randint(1, 2**19)),
    "12-random-middle": (10**6, rng.randint(1, 10**6)),
    "13-long-at-the-stairs": (MOST, 1),
    "14-long-second-door": (MOST, 2),
    "15-long-at-the-window": (MOST, MOST),
    "16-long-one-from-the-window": (MOST, MOST - 1),
    "17-long-near-the-middle": (MOST, MOST // 2 - 1),
    "18-long-random": (MOST, rng.randint(1, MOST)),
    "19-long-random-odd": (MOST - 1, rng.randint(1, MOST - 1)),
}

SECRET.mkdir(parents=True, exist_ok=True)
for case, (doors, cat) in CASES.items():
    (SECRET / f"{case}.in").write_text(f"{doors} {cat}\n")
    (SECRET / f"{case}.ans").write_text(f"{cat}\n")
