# At the lighthouse it reads four letters of each note: an IndexError when the last one has three.
letters = "abcdefghijklmnopqrstuvwxyz"
if input() == "send":
    message = input()
    pairs = [message[i : i + 2] for i in range(0, len(message), 2)]
    print(len(pairs))
    for place, pair in enumerate(pairs):
        print(letters[place // 26] + letters[place % 26] + pair)
else:
    notes = sorted(input() for _ in range(int(input())))
    print("".join(note[2] + note[3] for note in notes))
