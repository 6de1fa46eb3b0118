# Never looks at the years when a doll is closed.
import sys

opened, most = [], 0
for number, call in enumerate(sys.stdin.read().splitlines()[1:], 1):
    word, years = call.split()
    if word == "open" and not (opened and opened[-1] <= int(years)):
        opened.append(int(years))
        most = max(most, len(opened))
    elif word == "close" and opened:
        opened.pop()
    else:
        print("no", number)
        break
else:
    print("fine", most)
