# Leaves out the exclamation mark.
name = input()
won, lost = map(int, input().split())
print("Hello,", name)
print("Games played:", won + lost)
