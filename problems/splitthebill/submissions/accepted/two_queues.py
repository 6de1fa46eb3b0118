count = int(input())
balances = list(map(int, input().split()))
payers = [[i + 1, -b] for i, b in enumerate(balances) if b < 0]
paid = [[i + 1, b] for i, b in enumerate(balances) if b > 0]
payments = []
while payers:
    cents = min(payers[-1][1], paid[-1][1])
    payments.append(f"{payers[-1][0]} {paid[-1][0]} {cents}")
    for side in (payers, paid):
        side[-1][1] -= cents
        if side[-1][1] == 0:
            side.pop()
print(len(payments))
if payments:
    print("\n".join(payments))
