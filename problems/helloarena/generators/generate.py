#!/usr/bin/env python3
"""Makes data/secret. Run without arguments: python3 generators/generate.py"""
import pathlib
import random
import string

SECRET = pathlib.Path(__file__).resolve().parent.parent / "data" / "secret"
LIMIT = 10**10
rng = random.Random(20250901)


def random_name():
    return "".join(rng.choice(string.ascii_letters) for _ in range(rng.randint(2, 20)))


CASES = {
    "01-one-each": ("Bo", 1, 1),
    "02-newcomer": ("Mira", 0, 0),
    "03-only-won": ("Champion", 412, 0),
    "04-only-lost": ("Optimist", 0, 977),
    "05-shortest-name": ("Q", 3, 8),
    "06-longest-name": ("Abracadabrasesamopen", 20, 25),
    "07-mixed-case": ("mcDuCK", 99, 1),
    "08-sum-leaves-31-bits": ("Tortoise", 2**31 - 1, 1),
    "09-sum-leaves-32-bits": ("Hare", 2**32 - 1, 1),
    "10-won-leaves-32-bits": ("Phoenix", 2**32, 0),
    "11-most-won": ("Sphinx", LIMIT, 0),
    "12-most-of-both": ("Eternity", LIMIT, LIMIT),
    "13-random-small": (random_name(), rng.randint(0, 1000), rng.randint(0, 1000)),
    "14-random-middle": (random_name(), rng.randint(0, 10**6), rng.randint(0, 10**6)),
    "15-random-large": (random_name(), rng.randint(0, LIMIT), rng.randint(0, LIMIT)),
}

SECRET.mkdir(parents=True, exist_ok=True)
for case, (name, won, lost) in CASES.items():
    (SECRET / f"{case}.in").write_text(f"{name}\n{won} {lost}\n")
    (SECRET / f"{case}.ans").write_text(f"Hello, {name}!\nGames played: {won + lost}\n")
