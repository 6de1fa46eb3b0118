#!/usr/bin/env python3
"""Accepts n and k, then n numbers from 0 to 10^9."""
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
n, k = numbers(lines[0], 2, 1, 100000)
if k > n or len(lines) != 2:
    sys.exit(43)
numbers(lines[1], n, 0, 10**9)
sys.exit(42)
