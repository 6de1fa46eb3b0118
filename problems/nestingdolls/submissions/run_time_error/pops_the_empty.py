import sys

opened, most = [], 0
for number, call in enumerate(sys.stdin.read().splitlines()[1:], 1):
    word, years = call.split()
    years = int(years)
    if word == "open":
        if opened and opened[-1] <= years:
            print("no", number)
            break
        opened.append(years)
        most = max(most, len(opened))
    elif opened.pop() != years:
        print("no", number)
        break
else:
    print("fine", most)
