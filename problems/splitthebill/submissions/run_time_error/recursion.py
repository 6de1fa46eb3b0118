# Makes each payment one call deeper than the one before; the stack ends at about a thousand.
count = int(input())
balances = list(map(int, input().split()))
payers = [[i + 1, -b] for i, b in enumerate(balances) if b < 0]
paid = [[i + 1, b] for i, b in enumerate(balances) if b > 0]


def settle(i, j):
    if i == len(payers):
        return []
    cents = min(payers[i][1], paid[j][1])
    payers[i][1] -= cents
    paid[j][1] -= cents
    payment = (payers[i][0], paid[j][0], cents)
    return settle(i + (payers[i][1] == 0), j + (paid[j][1] == 0)) + [payment]


payments = settle(0, 0)
print(len(payments))
for payment in payments:
    print(*payment)
