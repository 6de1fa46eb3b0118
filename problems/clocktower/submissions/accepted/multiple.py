import math

input()
minutes = list(map(int, input().split()))
together = 1
for each in minutes:
    together = together // math.gcd(together, each) * each
print(together, together // min(minutes))
