#!/usr/bin/env python3
"""Makes data/secret. Run without arguments: python3 generators/generate.py"""
import pathlib
import random

SECRET = pathlib.Path(__file__).resolve().parent.parent / "data" / "secret"
rng = random.Random(20261102)
MOST = 200000


def solve(text):
    x = y = 0
    seen = {(0, 0)}
    bare = 0
    for step in text.strip():
        x += (step == "E") - (step == "W")
        y += (step == "N") - (step == "S")
        bare += (x, y) in seen
        seen.add((x, y))
    return f"{len(seen)} {bare}\n"


def walk(length, letters="NESW"):
    return "".join(rng.choice(letters) for _ in range(length))


def spiral(length):
    out, side = "", 1
    while len(out) < length:
        out += "N" * side + "E" * side + "S" * (side + 1) + "W" * (side + 1)
        side += 2
    return out[:length]


CASES = {name: steps + "\n" for name, steps in {
    "01-one-step": "N",
    "02-there-and-back": "NS",
    "03-square": "NESW",
    "04-square-twice": "NESWNESW",
    "05-straight": "E" * 1000,
    "06-to-and-fro": "EW" * 500,
    "07-random": walk(2000),
    "08-north-and-east": walk(MOST, "NE"),
    "09-mostly-east": walk(MOST, "EEENSW"),
    "10-spiral": spiral(MOST),
    "11-long-random": walk(MOST),
    "12-long-straight": "S" * MOST,
}.items()}

SECRET.mkdir(parents=True, exist_ok=True)
for case, text in CASES.items():
    (SECRET / f"{case}.in").write_text(text)
    (SECRET / f"{case}.ans").write_text(solve(text))
