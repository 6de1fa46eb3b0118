# Right, but the lighthouse looks for each word of three or four letters among the notes.
import itertools

letters = "abcdefghijklmnopqrstuvwxyz"
if input() == "send":
    message = input()
    pairs = [message[i : i + 2] for i in range(0, len(message), 2)]
    print(len(pairs))
    for place, pair in enumerate(pairs):
        print(letters[place // 26] + letters[place % 26] + pair)
else:
    notes = [input() for _ in range(int(input()))]
    found = []
    for length in (3, 4):
        for word in map("".join, itertools.product(letters, repeat=length)):
            if word in notes:
                found.append(word)
    print("".join(word[2:] for word in sorted(found)))
