#!/usr/bin/env python3
"""Accepts m, then m different lines with two different names of 1-6 letters a to z.

The arguments are those of the case, as the submission gets them: a room of the plan and a number
of minutes. Files in invalid_input have none, so that no arguments are let pass too.
"""
import re
import sys

lines = sys.stdin.buffer.read().split(b"\n")
if not re.fullmatch(rb"[1-9]\d{0,4}", lines[0]) or lines[-1] != b"":
    sys.exit(43)
doors = lines[1:-1]
if int(lines[0]) > 10000 or len(doors) != int(lines[0]) or len(set(doors)) != len(doors):
    sys.exit(43)
rooms = set()
for door in doors:
    match = re.fullmatch(rb"([a-z]{1,6}) ([a-z]{1,6})", door)
    if not match or match[1] == match[2]:
        sys.exit(43)
    rooms.update(match.groups())

if len(sys.argv) > 1:
    if len(sys.argv) != 3 or sys.argv[1].encode() not in rooms:
        sys.exit(43)
    if not re.fullmatch(r"0|[1-9][0-9]{0,4}", sys.argv[2]) or int(sys.argv[2]) > 20000:
        sys.exit(43)
sys.exit(42)
