#!/usr/bin/env python3
"""Accepts n and s, then n numbers between -10^9 and 10^9."""
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
n, s = numbers(lines[0], 2, -10**9, 10**9)
if not 1 <= n <= 100000 or len(lines) != 2:
    sys.exit(43)
numbers(lines[1], n, -10**9, 10**9)
sys.exit(42)
