#!/usr/bin/env python3
"""Accepts a name of 1-20 letters, then two integers from 0 to 10^10, each line ended by LF."""
import re
import sys

text = sys.stdin.buffer.read()
match = re.fullmatch(rb"[A-Za-z]{1,20}\n(0|[1-9][0-9]{0,10}) (0|[1-9][0-9]{0,10})\n", text)
if not match or max(int(match[1]), int(match[2])) > 10**10:
    sys.exit(43)
sys.exit(42)
