import heapq

n, plates = map(int, input().split())
ready = [(int(minutes), int(minutes)) for minutes in input().split()]
heapq.heapify(ready)
for _ in range(plates - 1):
    at, minutes = ready[0]
    heapq.heapreplace(ready, (at + minutes, minutes))
print(ready[0][0])
