n, k = map(int, input().split())
creaks = list(map(int, input().split()))
least = [creaks[0]]
for plank in range(1, n):
    least.append(creaks[plank] + min(least[max(0, plank - k):plank]))
print(least[-1])
