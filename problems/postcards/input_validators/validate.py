#!/usr/bin/env python3
"""Accepts n, then n ranges of days from 1 to 10^9."""
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
n, = numbers(lines[0], 1, 1, 50000)
if len(lines) != n + 1:
    sys.exit(43)
for line in lines[1:]:
    a, b = numbers(line, 2, 1, 10**9)
    if a > b:
        sys.exit(43)
sys.exit(42)
