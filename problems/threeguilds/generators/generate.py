#!/usr/bin/env python3
"""Makes data/secret. Run without arguments: python3 generators/generate.py"""
import collections
import pathlib
import random

SECRET = pathlib.Path(__file__).resolve().parent.parent / "data" / "secret"
MOST = 150000
rng = random.Random(20250908)


def parts(line):
    """Two cuts bound such a part when the differences of the three counts are equal at both."""
    count = dict.fromkeys("BMT", 0)
    cuts = collections.Counter({(0, 0): 1})
    for guild in line:
        count[guild] += 1
        cuts[count["B"] - count["M"], count["M"] - count["T"]] += 1
    return sum(seen * (seen - 1) // 2 for seen in cuts.values())


def among(guilds, length):
    return "".join(rng.choice(guilds) for _ in range(length))


def shuffled_triples(length):
    return "".join("".join(rng.sample("BMT", 3)) for _ in range(length // 3))


CASES = {
    "01-one-person": "M",
    "02-two-people": "BT",
    "03-just-three": "TMB",
    "04-two-of-a-guild": "TMT",
    "05-all-bakers": "B" * 300,
    "06-no-tailors": "BM" * 150,
    "07-guild-by-guild": "B" * 100 + "M" * 100 + "T" * 100,
    "08-one-short": "B" * 100 + "M" * 99 + "T" * 100,
    "09-in-turn": "BMT" * 100,
    "10-and-back": "BMTTMB" * 50,
    "11-random-small": among("BMT", 300),
    "12-random-middle": among("BMT", 20000),
    "13-long-in-turn": ("BMT" * MOST)[:MOST],
    "14-long-guild-by-guild": "T" * 49999 + "B" * 50000 + "M" * 50001,
    "15-long-shuffled-triples": shuffled_triples(MOST),
    "16-long-many-bakers": among("BBBMT", MOST),
}

SECRET.mkdir(parents=True, exist_ok=True)
for case, line in CASES.items():
    (SECRET / f"{case}.in").write_text(f"{len(line)}\n{line}\n")
    (SECRET / f"{case}.ans").write_text(f"{parts(line)}\n")
