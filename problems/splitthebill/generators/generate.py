#!/usr/bin/env python3
"""Makes data/secret. Run without arguments: python3 generators/generate.py

The answer files hold one right list of payments each; the output validator does not need them.
"""
import pathlib
import random

SECRET = pathlib.Path(__file__).resolve().parent.parent / "data" / "secret"
MOST = 10000
RICHEST = 10**9
rng = random.Random(20250904)


def settle(balances):
    payers = [[i + 1, -b] for i, b in enumerate(balances) if b < 0]
    payments = []
    for paid, due in ((i + 1, b) for i, b in enumerate(balances) if b > 0):
        while due > 0:
            payer = payers[-1]
            cents = min(due, payer[1])
            payments.append((payer[0], paid, cents))
            due -= cents
            payer[1] -= cents
            if payer[1] == 0:
                payers.pop()
    return payments


def in_random_order(balances):
    return rng.sample(balances, len(balances))


def zero_sum(count, biggest):
    """Pairs of opposite sign, then many small loans among them."""
    balances = [0] * count
    for i in range(count // 2):
        balances[i] = rng.randint(0, biggest)
        balances[count - 1 - i] = -balances[i]
    for _ in range(3 * count):
        a, b = rng.randrange(count), rng.randrange(count)
        loan = rng.randint(0, max(1, biggest // 50))
        if balances[a] + loan <= biggest and balances[b] - loan >= -biggest:
            balances[a] += loan
            balances[b] -= loan
    return balances


def one_against_all(count, each):
    return in_random_order([each * (count - 1)] + [-each] * (count - 1))


CASES = {
    "01-one-friend": [0],
    "02-two-friends": [-70, 70],
    "03-all-zero": [0] * 30,
    "04-one-cent": [0, 0, -1, 0, 1],
    "05-one-pays-all": [-b for b in one_against_all(40, 25)],
    "06-one-gets-all": one_against_all(40, 25),
    "07-equal-pairs": in_random_order([7, -7] * 30),
    "08-chain-of-leftovers": [3] + [-5, 5] * 40 + [-3],
    "09-richest-and-poorest": [RICHEST, -RICHEST] * 50,
    "10-none-can-be-spared": [RICHEST, 1 - RICHEST, -1],
    "11-some-are-even": in_random_order(zero_sum(40, 1000) + [0] * 20),
    "12-random-few": zero_sum(9, 30),
    "13-random-small": zero_sum(100, 50),
    "14-random-middle": zero_sum(1000, RICHEST),
    "15-many-cents": in_random_order([1, -1] * 2000),
    "16-many-random": zero_sum(MOST, RICHEST),
    "17-many-for-one": one_against_all(MOST, 7),
}

SECRET.mkdir(parents=True, exist_ok=True)
for case, balances in CASES.items():
    assert sum(balances) == 0 and max(map(abs, balances)) <= RICHEST, case
    payments = settle(balances)
    lines = "".join(f"{a} {b} {c}\n" for a, b, c in payments)
    text = " ".join(map(str, balances))
    (SECRET / f"{case}.in").write_text(f"{len(balances)}\n{text}\n")
    (SECRET / f"{case}.ans").write_text(f"{len(payments)}\n{lines}")
