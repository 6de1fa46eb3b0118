import sys

numbers = list(map(int, sys.stdin.buffer.read().split()))
kiosks = sorted(zip(numbers[1::2], numbers[2::2]), key=lambda kiosk: kiosk[1] - kiosk[0])
chosen = []
for a, b in kiosks[:2000]:
    if all(b < c or d < a for c, d in chosen):
        chosen.append((a, b))
print(len(chosen), max(d for _, d in chosen))
