#!/usr/bin/env python3
"""Makes data/secret. Run without arguments: python3 generators/generate.py

An answer file has the message and then the order in which the notes arrive.
"""
import pathlib
import random
import string

SECRET = pathlib.Path(__file__).resolve().parent.parent / "data" / "secret"
MOST = 1000
rng = random.Random(20250907)


def among(letters, count):
    return "".join(rng.choice(letters) for _ in range(count))


ALL = string.ascii_lowercase

CASES = {
    "01-one-letter": ("q", "keep"),
    "02-two-letters": ("ok", "reverse"),
    "03-three-letters": ("fog", "reverse"),
    "04-four-letters": ("ship", "shuffle 4"),
    "05-five-letters": ("rocks", "sorted"),
    "06-a-to-z": (ALL, "shuffle 6"),
    "07-z-to-a": (ALL[::-1], "sorted"),
    "08-kept-in-order": ("nopigeonwasevenlate", "keep"),
    "09-words-that-look-like-ours": ("sendreceivesendreceive", "shuffle 9"),
    "10-all-equal": ("a" * 64, "shuffle 10"),
    "11-all-z": ("z" * MOST, "reverse"),
    "12-period-of-two": ("ab" * 32, "sorted"),
    "13-period-of-three": ("abc" * 21, "shuffle 13"),
    "14-random-two-letters": (among("ab", MOST), "shuffle 14"),
    "15-random-kept": (among(ALL, 64), "keep"),
    "16-random-reversed": (among(ALL, 64), "reverse"),
    "17-random-long-sorted": (among(ALL, MOST), "sorted"),
    "18-random-long-shuffled": (among(ALL, MOST), "shuffle 18"),
    "19-random-long-odd": (among(ALL, MOST - 1), "shuffle 19"),
}

SECRET.mkdir(parents=True, exist_ok=True)
for case, (message, order) in CASES.items():
    (SECRET / f"{case}.in").write_text(f"send\n{message}\n")
    (SECRET / f"{case}.ans").write_text(f"{message}\n{order}\n")
