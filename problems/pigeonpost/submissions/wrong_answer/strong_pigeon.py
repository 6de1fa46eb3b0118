# Ties the whole message to one pigeon.
if input() == "send":
    print(1)
    print(input())
else:
    input()
    print(input())
