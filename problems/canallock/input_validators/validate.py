#!/usr/bin/env python3
"""Accepts `L n`, then n lengths from 1 to L on one line; no leading zeros, single spaces."""
import re
import sys

text = sys.stdin.buffer.read()
if not re.fullmatch(rb"[1-9]\d{0,6} [1-9]\d{0,4}\n[1-9]\d{0,6}( [1-9]\d{0,6})*\n", text):
    sys.exit(43)
chamber, count, *barges = map(int, text.split())
if chamber > 10**6 or count > 20000 or len(barges) != count or max(barges) > chamber:
    sys.exit(43)
sys.exit(42)
