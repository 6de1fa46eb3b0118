def main():
    people = int(input())
    line = input()
    step = {"B": 1, "M": 10**6, "T": -1 - 10**6}
    place = parts = 0
    seen = {0: 1}
    for guild in line:
        place += step[guild]
        before = seen.get(place, 0)
        parts += before
        seen[place] = before + 1
    print(parts)


main()
