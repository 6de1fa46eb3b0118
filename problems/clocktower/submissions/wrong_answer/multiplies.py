input()
minutes = list(map(int, input().split()))
together = 1
for each in minutes:
    together = min(together * each, 10**18)
print(together, together // min(minutes))
