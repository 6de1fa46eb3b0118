# Right, but counts the games one by one.
name = input()
won, lost = map(int, input().split())
games = 0
while won > 0:
    won -= 1
    games += 1
while lost > 0:
    lost -= 1
    games += 1
print(f"Hello, {name}!")
print(f"Games played: {games}")
