# Sends the message in pieces of four and hopes that they arrive in order.
if input() == "send":
    message = input()
    print((len(message) + 3) // 4)
    for i in range(0, len(message), 4):
        print(message[i : i + 4])
else:
    print("".join(input() for _ in range(int(input()))))
