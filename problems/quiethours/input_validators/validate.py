#!/usr/bin/env python3
"""Accepts `n T`, then n noises from 0 to 1000 on one line.

Arguments, from a group's test_group.yaml: `most_hours N` bounds n, `flat` asks for equal noises.
"""
import re
import sys

most_hours = 20000
flat = False
arguments = sys.argv[1:]
while arguments:
    word = arguments.pop(0)
    if word == "most_hours":
        most_hours = int(arguments.pop(0))
    elif word == "flat":
        flat = True
    else:
        sys.exit(f"unknown argument {word}")

text = sys.stdin.buffer.read()
if not re.fullmatch(rb"[1-9]\d{0,4} (0|[1-9]\d{0,9})\n(0|[1-9]\d*)( (0|[1-9]\d*))*\n", text):
    sys.exit(43)
hours, most_noise, *noises = map(int, text.split())
if hours > most_hours or most_noise > 10**9 or len(noises) != hours or max(noises) > 1000:
    sys.exit(43)
if flat and len(set(noises)) > 1:
    sys.exit(43)
sys.exit(42)
