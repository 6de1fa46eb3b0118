# Finds the cat, and then knocks once more.
low, high = 1, int(input())
reply = ""
while reply != "found":
    print(low, flush=True)
    reply = input()
    if reply != "found":
        print(high, flush=True)
        reply = input()
    if reply == "same":
        low = high = (low + high) // 2
    elif reply == "closer":
        low, high = (low + high) // 2 + 1, high - 1
    else:
        low, high = low + 1, (low + high - 1) // 2
print(1, flush=True)
