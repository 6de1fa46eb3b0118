#!/usr/bin/env python3
"""Makes data/secret. Run without arguments: python3 generators/generate.py

Each case has a .yaml file with its arguments: the room of the alarm and the minutes.
"""
import pathlib
import random
import string

SECRET = pathlib.Path(__file__).resolve().parent.parent / "data" / "secret"
MOST = 10000
LONGEST = 20000
rng = random.Random(20250909)


def reached(doors, start, minutes):
    leads = {}
    for a, b in doors:
        leads.setdefault(a, []).append(b)
    time, now = {start: 0}, [start]
    for minute in range(1, minutes + 1):
        now = sorted({b for a in now for b in leads.get(a, []) if b not in time})
        if not now:
            break
        time.update(dict.fromkeys(now, minute))
    return sorted((minute, room) for room, minute in time.items())


def names(count, length):
    """Different names in random order."""
    found = set()
    while len(found) < count:
        found.add("".join(rng.choice(string.ascii_lowercase) for _ in range(length)))
    return rng.sample(sorted(found), count)


def in_random_order(doors):
    doors = list(doors)
    return rng.sample(doors, len(doors))


def chain(rooms):
    return list(zip(rooms, rooms[1:]))


def random_doors(rooms, count):
    doors = set()
    while len(doors) < count:
        doors.add(tuple(rng.sample(rooms, 2)))
    return in_random_order(sorted(doors))


def grid(side):
    """Doors lead right and down."""
    rooms = names(side * side, 4)
    doors = []
    for i in range(side * side):
        if i % side < side - 1:
            doors.append((rooms[i], rooms[i + 1]))
        if i + side < side * side:
            doors.append((rooms[i], rooms[i + side]))
    return in_random_order(doors), rooms


FEW = names(12, 2)
MANY = names(MOST, 4)
RING = names(40, 3)
SPARSE, DENSE = random_doors(MANY[:2000], 4000), random_doors(MANY[:70], 3000)
GRID, GRID_ROOMS = grid(50)
LONG = MANY + ["end"]

CASES = {
    "01-one-door": ([("a", "b")], "a", 1),
    "02-no-minutes": ([("a", "b")], "a", 0),
    "03-against-the-door": ([("a", "b")], "b", 5),
    "04-there-and-back": ([("hall", "attic"), ("attic", "hall")], "hall", 20),
    "05-ring": (in_random_order(chain(RING + RING[:1])), RING[7], 30),
    "06-ring-all-round": (in_random_order(chain(RING + RING[:1])), RING[7], LONGEST),
    "07-two-ways-to-a-room": (
        [("a", "b"), ("b", "c"), ("c", "d"), ("a", "e"), ("e", "d"), ("d", "f")], "a", 4),
    "08-names-that-begin-alike": (
        [("x", room) for room in ("ab", "a", "abc", "b", "aa", "aab")], "x", 1),
    "09-other-wing": ([("a", "b"), ("c", "d"), ("d", "c")], "a", 3),
    "10-words-of-yaml": ([("no", "null"), ("null", "yes"), ("yes", "no")], "no", 2),
    "11-random-few-rooms": (random_doors(FEW, 40), FEW[0], 5),
    "12-random-dead-ends": (random_doors(FEW, 16), FEW[3], 12),
    "13-many-doors-few-rooms": (DENSE, MANY[0], 6),
    "14-many-rooms": (SPARSE, SPARSE[0][0], 8),
    "15-many-rooms-long-walk": (SPARSE, SPARSE[1][0], LONGEST),
    "16-grid": (GRID, GRID_ROOMS[0], LONGEST),
    "17-grid-half-way": (GRID, GRID_ROOMS[0], 60),
    "18-star": ([("star", room) for room in MANY[:2000]], "star", 1),
    "19-chain": (chain(LONG[:1000]), LONG[0], LONGEST),
    "20-long-chain-backwards": (chain(LONG)[::-1], LONG[0], LONGEST),
}

SECRET.mkdir(parents=True, exist_ok=True)
for case, (doors, start, minutes) in CASES.items():
    plan = "".join(f"{a} {b}\n" for a, b in doors)
    answer = "".join(f"{minute} {room}\n" for minute, room in reached(doors, start, minutes))
    (SECRET / f"{case}.in").write_text(f"{len(doors)}\n{plan}")
    (SECRET / f"{case}.ans").write_text(answer)
    (SECRET / f"{case}.yaml").write_text(f'args: ["{start}", "{minutes}"]\n')
