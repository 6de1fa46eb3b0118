n, plates = map(int, input().split())
minutes = sorted(map(int, input().split()))
low, high = 0, plates * minutes[0]
while low + 1 < high:
    middle = (low + high) // 2
    made = 0
    for each in minutes:
        made += middle // each
        if made >= plates or each > middle:
            break
    if made >= plates:
        high = middle
    else:
        low = middle
print(high)
