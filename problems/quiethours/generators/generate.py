#!/usr/bin/env python3
"""Makes the groups in data/secret but for their test_group.yaml.

Run without arguments: python3 generators/generate.py
"""
import pathlib
import random

SECRET = pathlib.Path(__file__).resolve().parent.parent / "data" / "secret"
MOST = 20000
MIDDLE = 2000
rng = random.Random(20250906)


def longest(most_noise, noises):
    best, start, noise = (0, 0), 0, 0
    for end, added in enumerate(noises, 1):
        noise += added
        while noise > most_noise:
            noise -= noises[start]
            start += 1
        if end - start > best[0]:
            best = (end - start, start + 1)
    return best


def among(low, high, count):
    return [rng.randint(low, high) for _ in range(count)]


def loud_with_gap(count, start, length):
    return [900 if not start <= i < start + length else 1 for i in range(count)]


GROUPS = {
    "1-short": {
        "01-one-hour-quiet": (0, [0]),
        "02-one-hour-loud": (3, [4]),
        "03-all-of-it": (10**9, among(0, 1000, 100)),
        "04-never": (9, among(10, 30, 100)),
        "05-only-silence-will-do": (0, [0, 3, 0, 0, 0, 7, 0, 0]),
        "06-at-the-end": (12, [9, 9, 9, 4, 4, 4]),
        "07-at-the-start": (12, [4, 4, 4, 9, 9, 9]),
        "08-many-pieces": (5, [2, 3] * 50),
        "09-random": (400, among(0, 100, 100)),
        "10-random-quiet": (6, among(0, 3, 100)),
    },
    "2-even": {
        "01-all-silent": (0, [0] * MIDDLE),
        "02-all-loud": (999, [1000] * MIDDLE),
        "03-just-fits": (1000 * 700, [1000] * MIDDLE),
        "04-misses-by-one": (1000 * 700 - 1, [1000] * MIDDLE),
        "05-whole-stay": (14000, [7] * MIDDLE),
    },
    "3-middle": {
        "01-random": (30000, among(0, 1000, MIDDLE)),
        "02-random-quiet": (700, among(0, 1, MIDDLE)),
        "03-gap-at-the-end": (350, loud_with_gap(MIDDLE, MIDDLE - 350, 350)),
        "04-gap-inside": (351, loud_with_gap(MIDDLE, 801, 350)),
        "05-all-but-one-hour": (MIDDLE, [1] * (MIDDLE - 1) + [2]),
        "06-never": (1, among(2, 1000, MIDDLE)),
    },
    "4-long": {
        "01-random": (8 * 10**6, among(0, 1000, MOST)),
        "02-random-few-hours": (5000, among(0, 1000, MOST)),
        "03-random-quiet": (9000, among(0, 1, MOST)),
        "04-silent": (0, [0] * MOST),
        "05-never": (0, among(1, 9, MOST)),
        "06-gap-at-the-end": (2000, loud_with_gap(MOST, MOST - 2000, 2000)),
        "07-gap-inside": (1999, loud_with_gap(MOST, 12345, 1999)),
        "08-whole-stay": (10**9, among(0, 1000, MOST)),
        "09-all-but-one-hour": (MOST, [1] * (MOST - 1) + [2]),
        "10-louder-and-louder": (5 * 10**6, [i // 20 for i in range(MOST)]),
    },
}

for group, cases in GROUPS.items():
    (SECRET / group).mkdir(parents=True, exist_ok=True)
    for case, (most_noise, noises) in cases.items():
        text = " ".join(map(str, noises))
        length, first = longest(most_noise, noises)
        (SECRET / group / f"{case}.in").write_text(f"{len(noises)} {most_noise}\n{text}\n")
        (SECRET / group / f"{case}.ans").write_text(f"{length} {first}\n")
