# Adds up what the potters make in a minute, half plates and all.
n, plates = map(int, input().split())
speed = sum(1 / int(minutes) for minutes in input().split())
print(int(plates / speed) + 1)
