#!/usr/bin/env python3
"""Makes data/secret. Run without arguments: python3 generators/generate.py"""
import pathlib
import random

SECRET = pathlib.Path(__file__).resolve().parent.parent / "data" / "secret"
rng = random.Random(20261104)
MOST = 100000
OLDEST = 10**9


def solve(text):
    opened, most = [], 0
    for number, call in enumerate(text.splitlines()[1:], 1):
        word, years = call.split()
        if word == "open":
            if opened and opened[-1] <= int(years):
                return f"no {number}\n"
            opened.append(int(years))
        elif not opened or opened.pop() != int(years):
            return f"no {number}\n"
        most = max(most, len(opened))
    return f"fine {most}\n"


def calls(list_of_calls):
    return f"{len(list_of_calls)}\n" + "".join(f"{word} {years}\n" for word, years in list_of_calls)


def play(length, oldest):
    opened, out = [], []
    while len(out) < length:
        youngest = opened[-1] if opened else oldest + 1
        if youngest > 1 and (not opened or rng.random() < 0.6):
            opened.append(rng.randint(max(1, youngest - oldest // 50 - 1), youngest - 1))
            out.append(("open", opened[-1]))
        else:
            out.append(("close", opened.pop()))
    return out


def spoiled(length, oldest, at, call):
    out = play(length, oldest)
    out[at] = call
    return out


DOWN = [("open", MOST - i) for i in range(MOST // 2)]
CASES = {name: calls(given) for name, given in {
    "01-one-open": [("open", 5)],
    "02-one-close": [("close", 5)],
    "03-the-same-again": [("open", 5), ("open", 5)],
    "04-older-inside": [("open", 5), ("open", 6)],
    "05-wrong-close": [("open", 9), ("open", 4), ("close", 9)],
    "06-close-twice": [("open", 9), ("close", 9), ("close", 9)],
    "07-open-again": [("open", 9), ("open", 3), ("close", 3), ("open", 8), ("close", 8)],
    "08-play": play(200, 1000),
    "09-spoiled": spoiled(1000, 10**6, 700, ("open", OLDEST)),
    "10-long-play": play(MOST, OLDEST),
    "11-late-mistake": spoiled(MOST, OLDEST, MOST - 1, ("open", OLDEST)),
    "12-all-the-way": DOWN + [("close", years) for _, years in reversed(DOWN)],
}.items()}

SECRET.mkdir(parents=True, exist_ok=True)
for case, text in CASES.items():
    (SECRET / f"{case}.in").write_text(text)
    (SECRET / f"{case}.ans").write_text(solve(text))
