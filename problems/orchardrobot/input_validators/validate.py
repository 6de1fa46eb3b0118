#!/usr/bin/env python3
"""Accepts one line of 1 to 200000 letters N, E, S, W."""
import re
import sys

text = sys.stdin.read()
sys.exit(42 if re.fullmatch("[NESW]{1,200000}\n", text) else 43)
