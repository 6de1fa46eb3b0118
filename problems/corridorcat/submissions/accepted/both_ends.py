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
    if reply == "same":
        low = high = (low + high) // 2
    elif reply == "closer":
        low, high = (low + high) // 2 + 1, high - 1
    else:
        low, high = low + 1, (low + high - 1) // 2
