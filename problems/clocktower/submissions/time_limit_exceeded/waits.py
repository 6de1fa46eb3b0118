input()
minutes = list(map(int, input().split()))
most = max(minutes)
time = most
while any(time % each for each in minutes):
    time += most
print(time, time // min(minutes))
