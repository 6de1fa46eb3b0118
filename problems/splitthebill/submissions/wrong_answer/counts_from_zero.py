# Right payments, but the friends are numbered from 0.
count = int(input())
balances = list(map(int, input().split()))
payments = []
payer = 0
for paid in range(count):
    while balances[paid] > 0:
        while balances[payer] >= 0:
            payer += 1
        cents = min(balances[paid], -balances[payer])
        payments.append((payer, paid, cents))
        balances[paid] -= cents
        balances[payer] += cents
print(len(payments))
for payment in payments:
    print(*payment)
