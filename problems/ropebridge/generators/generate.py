#!/usr/bin/env python3
"""Makes data/secret. Run without arguments: python3 generators/generate.py"""
import pathlib
import random

SECRET = pathlib.Path(__file__).resolve().parent.parent / "data" / "secret"
rng = random.Random(20261103)
MOST = 100000
LOUD = 10**9


def solve(text):
    n, k, *creaks = map(int, text.split())
    least = [creaks[0]] + [0] * (n - 1)
    window = [0]
    head = 0
    for plank in range(1, n):
        while window[head] < plank - k:
            head += 1
        least[plank] = least[window[head]] + creaks[plank]
        while len(window) > head and least[window[-1]] >= least[plank]:
            window.pop()
        window.append(plank)
    return f"{least[-1]}\n"


def bridge(k, creaks):
    return f"{len(creaks)} {k}\n" + " ".join(map(str, creaks)) + "\n"


def random_creaks(n, most):
    return [rng.randint(0, most) for _ in range(n)]


CASES = {
    "01-one-plank": bridge(1, [7]),
    "02-each-plank": bridge(1, [3, 1, 4, 1, 5]),
    "03-one-step": bridge(5, [2, 9, 9, 9, 9, 3]),
    "04-silent": bridge(2, [0] * 50),
    "05-loud": bridge(3, [LOUD] * 1000),
    "06-traps": bridge(2, [1, LOUD, 1, 1, LOUD, 1, LOUD, 1]),
    "07-random-small": bridge(4, random_creaks(30, 20)),
    "08-random": bridge(50, random_creaks(5000, LOUD)),
    "09-rising": bridge(1000, list(range(MOST))),
    "10-falling": bridge(1000, list(range(MOST, 0, -1))),
    "11-long-short-steps": bridge(2, random_creaks(MOST, LOUD)),
    "12-long-long-steps": bridge(MOST // 2, random_creaks(MOST, LOUD)),
    "13-every-plank-loud": bridge(1, [LOUD] * MOST),
}

SECRET.mkdir(parents=True, exist_ok=True)
for case, text in CASES.items():
    (SECRET / f"{case}.in").write_text(text)
    (SECRET / f"{case}.ans").write_text(solve(text))
