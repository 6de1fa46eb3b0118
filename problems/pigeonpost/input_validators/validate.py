#!/usr/bin/env python3
"""Accepts the word `send`, then a message of 1-1000 letters a to z, each on its line."""
import re
import sys

sys.exit(42 if re.fullmatch(rb"send\n[a-z]{1,1000}\n", sys.stdin.buffer.read()) else 43)
