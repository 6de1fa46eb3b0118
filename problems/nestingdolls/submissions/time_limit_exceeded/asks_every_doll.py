import sys

opened, most = [], 0
for number, call in enumerate(sys.stdin.read().splitlines()[1:], 1):
    word, years = call.split()
    years = int(years)
    if word == "open":
        if any(doll <= years for doll in opened):
            print("no", number)
            break
        opened.append(years)
        most = max(most, len(opened))
    elif not opened or min(opened) != years:
        print("no", number)
        break
    else:
        opened.remove(years)
else:
    print("fine", most)
