#!/usr/bin/env python3
"""Accepts n, then n points within a million of the origin."""
import re
import sys

NUMBER = "(0|-?[1-9][0-9]{0,17})"


def numbers(line, count, low, high):
    """Exactly `count` integers within [low, high], one blank between them."""
    if not re.fullmatch(NUMBER + "( " + NUMBER + ")*", line):
        sys.exit(43)
    values = [int(word) for word in line.split(" ")]
    if len(values) != count or min(values) < low or max(values) > high:
        sys.exit(43)
    return values


text = sys.stdin.read()
if not text.endswith("\n"):
    sys.exit(43)
lines = text[:-1].split("\n")
n, = numbers(lines[0], 1, 2, 50000)
if len(lines) != n + 1:
    sys.exit(43)
for line in lines[1:]:
    numbers(line, 2, -10**6, 10**6)
sys.exit(42)
