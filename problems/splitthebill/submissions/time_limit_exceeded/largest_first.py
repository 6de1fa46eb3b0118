# Right, but looks through all the friends for the largest debt and claim before each payment.
count = int(input())
balances = list(map(int, input().split()))
payments = []
while any(balances):
    payer = min(range(count), key=lambda i: balances[i])
    paid = max(range(count), key=lambda i: balances[i])
    cents = min(balances[paid], -balances[payer])
    payments.append((payer + 1, paid + 1, cents))
    balances[payer] += cents
    balances[paid] -= cents
print(len(payments))
for payment in payments:
    print(*payment)
