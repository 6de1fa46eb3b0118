# Takes the first hour's noise for the noise of every hour.
hours, most_noise = map(int, input().split())
noise = int(input().split()[0])
length = min(hours, most_noise // noise) if noise else hours
print(length, 1 if length else 0)
