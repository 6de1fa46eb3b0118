#!/usr/bin/env python3
"""Accepts n, then n calls of a doll from 1 to 10^9 years."""
import re
import sys

text = sys.stdin.read()
match = re.fullmatch("([1-9][0-9]{0,5})\n((?:(?:open|close) [1-9][0-9]{0,9}\n)+)", text)
if not match:
    sys.exit(43)
calls = match[2].splitlines()
good = len(calls) == int(match[1]) <= 100000
sys.exit(42 if good and max(int(call.split()[1]) for call in calls) <= 10**9 else 43)
