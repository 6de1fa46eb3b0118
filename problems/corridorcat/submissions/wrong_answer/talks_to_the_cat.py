# Does not keep to the protocol once it has missed.
doors = int(input())
print((doors + 1) // 2, flush=True)
if input() != "found":
    print("here, kitty", flush=True)
