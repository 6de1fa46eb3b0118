#!/usr/bin/env python3
"""Makes data/secret but for its test_group.yaml. Run: python3 generators/generate.py

The answers come from exact fractions and are rounded once, at the end.
"""
import pathlib
import random
from fractions import Fraction

SECRET = pathlib.Path(__file__).resolve().parent.parent / "data" / "secret"
MOST = 10000
rng = random.Random(20250903)


def half_time(candles):
    total = sum(weight for weight, _ in candles)
    lit = sorted((c for c in candles if c[1] > 0), key=lambda c: Fraction(c[0], c[1]))
    weight_left, rate_left = total, sum(rate for _, rate in lit)
    for weight, rate in lit:
        if 2 * (weight_left * rate - rate_left * weight) <= total * rate:
            return Fraction(2 * weight_left - total, 2 * rate_left)
        weight_left -= weight
        rate_left -= rate
    return None


def among(weights, rates, count):
    return [(rng.randint(*weights), rng.randint(*rates)) for _ in range(count)]


CASES = {
    "01-one-candle": [(7, 3)],
    "02-one-damp-candle": [(7, 0)],
    "03-all-equal": [(100, 9)] * 50,
    "04-all-damp": [(3, 0), (5, 0), (8, 0)],
    "05-just-half-damp": [(10, 0), (4, 3), (6, 1)],
    "06-a-gram-over-half-damp": [(11, 0), (4, 3), (6, 1)],
    "07-slowest-and-heaviest": [(10000, 1)],
    "08-fastest-and-lightest": [(1, 1000)],
    "09-sparks-and-a-log": [(1, 1000)] * 99 + [(10000, 1)],
    "10-half-at-a-burn-out": [(5, 5), (10, 1), (3, 1)],
    "11-random-few": among((1, 50), (1, 20), 12),
    "12-random-some-damp": among((1, 500), (0, 6), 80),
    "13-random-middle": among((1, 10000), (1, 1000), 1000),
    "14-many-random": among((1, 10000), (0, 1000), 4000),
    "15-many-with-one-giant": among((1, 1), (3, 1000), MOST - 1) + [(10000, 1)],
    "16-many-slow": among((9000, 10000), (1, 2), MOST),
    "17-many-never": among((1, 10), (1, 1000), 7000) + among((14, 16), (0, 0), 3000),
}

SECRET.mkdir(parents=True, exist_ok=True)
for case, candles in CASES.items():
    rng.shuffle(candles)
    lines = "".join(f"{weight} {rate}\n" for weight, rate in candles)
    time = half_time(candles)
    answer = "never" if time is None else f"{float(time):.12g}"
    (SECRET / f"{case}.in").write_text(f"{len(candles)}\n{lines}")
    (SECRET / f"{case}.ans").write_text(f"{answer}\n")
