#!/usr/bin/env python3
"""Accepts one line `n x` with 1 <= x <= n <= 10^9: the number of doors and the cat's door."""
import re
import sys

match = re.fullmatch(rb"([1-9]\d{0,9}) ([1-9]\d{0,9})\n", sys.stdin.buffer.read())
if not match or not int(match[2]) <= int(match[1]) <= 10**9:
    sys.exit(43)
sys.exit(42)
