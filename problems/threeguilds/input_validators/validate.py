#!/usr/bin/env python3
"""Accepts n from 1 to 150000, then n letters B, M or T on one line."""
import re
import sys

match = re.fullmatch(rb"([1-9]\d{0,5})\n([BMT]+)\n", sys.stdin.buffer.read())
if not match or int(match[1]) > 150000 or len(match[2]) != int(match[1]):
    sys.exit(43)
sys.exit(42)
