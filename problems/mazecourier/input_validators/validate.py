#!/usr/bin/env python3
"""Accepts r and c, then r rows of c characters with one G and one T."""
import re
import sys

text = sys.stdin.read()
match = re.fullmatch("([1-9][0-9]{0,2}) ([1-9][0-9]{0,2})\n((?:[#.GT]+\n)+)", text)
if not match:
    sys.exit(43)
r, c, rows = int(match[1]), int(match[2]), match[3].splitlines()
good = r <= 500 and c <= 500 and len(rows) == r and all(len(row) == c for row in rows)
sys.exit(42 if good and match[3].count("G") == 1 and match[3].count("T") == 1 else 43)
