# Right, but walks past each door that cannot be the cat's.
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
    reply = knock(high)
    both = low + high
    if reply == "closer":
        while low + low <= both:
            low += 1
    elif reply == "farther":
        while high + high >= both:
            high -= 1
    else:
        while low + low < both:
            low += 1
        high = low
