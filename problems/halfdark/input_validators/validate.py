#!/usr/bin/env python3
"""Accepts n, then n lines `h r` with 1 <= h <= 10000 and 0 <= r <= 1000."""
import re
import sys

lines = sys.stdin.buffer.read().split(b"\n")
if not re.fullmatch(rb"[1-9]\d{0,4}", lines[0]) or lines[-1] != b"":
    sys.exit(43)
candles = lines[1:-1]
if int(lines[0]) > 10000 or len(candles) != int(lines[0]):
    sys.exit(43)
for candle in candles:
    if not re.fullmatch(rb"[1-9]\d{0,4} (0|[1-9]\d{0,3})", candle):
        sys.exit(43)
    weight, rate = map(int, candle.split())
    if weight > 10000 or rate > 1000:
        sys.exit(43)
sys.exit(42)
