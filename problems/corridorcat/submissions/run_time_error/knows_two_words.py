# Has no entry for the reply "same": a KeyError when the cat lies just in the middle.
import sys


def knock(door):
    print(door, flush=True)
    reply = input()
    if reply == "found":
        sys.exit()
    return reply


low, high = 1, int(input())
while True:
    knock(low)
    middle = (low + high) // 2
    low, high = {
        "closer": (middle + 1, high - 1),
        "farther": (low + 1, (low + high - 1) // 2),
    }[knock(high)]
