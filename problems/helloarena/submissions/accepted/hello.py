name = input()
won, lost = map(int, input().split())
print(f"Hello, {name}!")
print(f"Games played: {won + lost}")
