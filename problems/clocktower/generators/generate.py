#!/usr/bin/env python3
"""Makes data/secret. Run without arguments: python3 generators/generate.py"""
import pathlib
import random

SECRET = pathlib.Path(__file__).resolve().parent.parent / "data" / "secret"
import math

rng = random.Random(20261109)
BOUND = 10**18


def solve(text):
    n, *minutes = map(int, text.split())
    together = math.lcm(*minutes)
    return f"{together} {together // min(minutes)}\n"


def town(minutes):
    assert math.lcm(*minutes) <= BOUND
    return f"{len(minutes)}\n" + " ".join(map(str, minutes)) + "\n"


def divisors_of(number, n):
    parts = [d for d in range(1, 10**6) if number % d == 0]
    return [rng.choice(parts) for _ in range(n)]


CASES = {
    "01-one-bell": town([60]),
    "02-each-minute": town([1]),
    "03-equal": town([15] * 10),
    "04-multiples": town([5, 10, 20, 40]),
    "05-no-common": town([7, 11, 13]),
    "06-some-common": town([12, 18, 30]),
    "07-quarter-hours": town([15, 30, 45, 60]),
    "08-leaves-32-bits": town([65536, 65537, 3]),
    "09-two-large": town([999999937, 999999929]),
    "10-powers-of-two": town([2**i for i in range(30)]),
    "11-many": town(divisors_of(math.lcm(*range(1, 41)), 1000)),
    "12-small-numbers": town(list(range(1, 41))),
    "13-large-common": town([10**9, 5 * 10**8, 999999999]),
}

SECRET.mkdir(parents=True, exist_ok=True)
for case, text in CASES.items():
    (SECRET / f"{case}.in").write_text(text)
    (SECRET / f"{case}.ans").write_text(solve(text))
