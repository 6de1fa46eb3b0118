import sys


def answer(calls):
    opened, most = [], 0
    for number, call in enumerate(calls, 1):
        word, years = call.split()
        years = int(years)
        if word == "open":
            if opened and opened[-1] <= years:
                return f"no {number}"
            opened.append(years)
            most = max(most, len(opened))
        elif not opened or opened.pop() != years:
            return f"no {number}"
    return f"fine {most}"


print(answer(sys.stdin.read().splitlines()[1:]))
