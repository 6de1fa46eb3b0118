#!/usr/bin/env python3
"""Kills the server, a worker, or both at random moments under load, and proves what survived.

Players play private blitz matches without a pause; each submits, is cut off, reconnects and resumes
by `since`. After the last kill everything is let come to rest, and then, for each match:
  - every event a client saw is the event of that number in the replay, without a gap or a repeat;
  - every acknowledged submission is in the replay once, with one verdict or one void;
  - each player's rating changed once in the mode and once overall, and as the last event says.

  chaos.py ARENA PROBLEMS [--kills N] [--store sqlite|postgres:URL] [--seed N] [--pairs N]
"""

import argparse
import os
import random
import signal
import sys
import threading
import time

from arena_server import Client, Server

GOOD = "a, b = map(int, input().split())\nprint(a + b)\n"
settle_s = 90


class Player:
    """One account that keeps its connection up."""

    def __init__(self, server, name):
        self.server, self.name = server, name
        self.account = server.player(name)
        self.client, self.lock = None, threading.Lock()
        self.seen = {}  # match -> {seq: event}
        self.acknowledged = {}  # match -> set of submissions
        self.faults = []
        self.next_id = 0

    def connect(self):
        for _ in range(600):
            try:
                self.client = Client(self.server, self.token())
                return
            except (OSError, ConnectionError):
                time.sleep(0.1)
        raise AssertionError("no way back to the server")

    def token(self):
        return self.account["token"]

    def drain(self, match):
        """Puts what came into `seen`; a number may come only once on one connection."""
        seen = self.seen.setdefault(match, {})
        for message in list(self.client.log):
            if message.get("match") != match or "seq" not in message:
                continue
            if message["event"] == "match:state":
                continue
            known = seen.get(message["seq"])
            if known is not None and known != message:
                self.faults.append(f"{match}: event {message['seq']} changed")
            seen[message["seq"]] = message

    def last(self, match):
        return max(self.seen.get(match) or {0: 0})

    def call(self, event, data):
        """Until it is answered, over however many connections; the id makes it count once."""
        self.next_id += 1
        for _ in range(200):
            if not self.client or self.client.close_code:
                self.back(data.get("match"))
            try:
                answer = self.client.call(event, data, id=f"{self.name}-{self.next_id}")
            except OSError:
                answer = None
            code = (answer or {}).get("error", {}).get("code")
            if answer and code not in ("store_unavailable", "restarting", "not_found"):
                return answer
            time.sleep(0.2)
        return None

    def back(self, match):
        if match and self.client:
            self.drain(match)
        self.connect()
        if not match:
            return
        for _ in range(100):
            answer = self.client.call("match:join", {"match": match, "since": self.last(match)})
            if answer and "data" in answer or not self.client or self.client.close_code:
                return
            time.sleep(0.2)

    def over(self, match):
        self.drain(match)
        return any(event["event"] in ("match:end", "match:abort")
                   for event in self.seen.get(match, {}).values())


def play(server, pair, stop, matches, faults):
    first, second = pair
    try:
        while not stop.is_set():
            status, made = server.post("/api/battle/create",
                                       {"mode": "blitz", "problems": ["helloarena"]},
                                       first.token())
            if status != 201:
                time.sleep(0.2)
                continue
            match = made["matchId"]
            matches.append((match, first, second))
            joined = 0
            while joined != 200 and not stop.is_set():
                joined, _ = server.post("/api/battle/join", {"code": made["code"]}, second.token())
                time.sleep(0.05)
            for player in pair:
                player.call("match:join", {"match": match, "since": player.last(match)})
            one_match(pair, match, stop)
    except Exception as error:  # a thread's fault is the test's
        faults.append(f"a player gave up: {error!r}")


def one_match(pair, match, stop):
    for round_number in range(4):
        for player in pair:
            source = GOOD if round_number == 3 else f"print({round_number})\n"
            answer = player.call("match:submit", {"match": match, "problemId": "helloarena",
                                                  "code": source, "language": "python3"})
            submission = (answer or {}).get("data", {}).get("submission")
            if submission:
                player.acknowledged.setdefault(match, set()).add(submission)
            time.sleep(random.uniform(0, 0.3))
        if stop.is_set():
            return
    pair[0].call("match:resign", {"match": match})


def kill_some(server, count, stop):
    for number in range(count):
        time.sleep(random.uniform(0.05, 0.9))
        children, serving = server.children(), server.server_pid()
        what = random.choice(["server", "worker", "both"])
        victims = [serving] if serving and what != "worker" else []
        workers = [pid for pid in children if pid != serving]
        if workers and what != "server":
            victims.append(random.choice(workers))
        for pid in victims:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        if sys.stderr.isatty():
            print(f"\rkills {number + 1}/{count}", end="", file=sys.stderr)
    stop.set()


def bring_to_end(match, first, second):
    """Resigns for whoever is left; true once the match is over for a client."""
    deadline = time.time() + settle_s
    while time.time() < deadline:
        status, replay = first.server.get(f"/api/matches/{match}/replay", first.token())
        if status == 200:
            return replay["events"]
        first.call("match:resign", {"match": match})
        time.sleep(0.3)
    return None


def check_match(match, first, second, faults):
    events = bring_to_end(match, first, second)
    if events is None:
        faults.append(f"{match}: never ended")
        return
    numbers = [event["seq"] for event in events]
    if numbers != list(range(1, len(events) + 1)):
        faults.append(f"{match}: the journal has gaps")
    for player in (first, second):
        check_seen(match, player, events, faults)
        check_submissions(match, player, events, faults)
        check_ratings(match, player, events, faults)


def check_seen(match, player, events, faults):
    by_number = {event["seq"]: event for event in events}
    for number, seen in player.seen.get(match, {}).items():
        truth = by_number.get(number)
        if truth is None:
            faults.append(f"{match}: {player.name} saw {number}, which the journal lacks")
        elif seen["event"] not in (truth["event"], "match:hidden"):
            faults.append(f"{match}: {player.name} saw {seen['event']} for {truth['event']}")


def check_submissions(match, player, events, faults):
    for submission in player.acknowledged.get(match, set()):
        mine = [event for event in events if event["data"].get("submission") == submission]
        received = sum(event["event"] == "match:submit" for event in mine)
        judged = sum(event["event"] in ("match:verdict", "match:void") for event in mine)
        if received != 1:
            faults.append(f"{match}: submission {submission} was received {received} times")
        if judged > 1:
            faults.append(f"{match}: submission {submission} was judged {judged} times")
        if judged == 0 and events[-1]["event"] == "match:end":
            faults.append(f"{match}: it ended without a verdict of {submission}")


def check_ratings(match, player, events, faults):
    if events[-1]["event"] != "match:end":
        return
    user = player.account["user"]["id"]
    told = [change for change in events[-1]["data"]["eloChanges"] if change["userId"] == user]
    for dimension in ("blitz", "overall"):
        _, history = player.server.get(
            f"/api/rating/{player.name}/history?dimension={dimension}&limit=200")
        mine = [change for change in history["changes"] if change["match"] == match]
        if len(mine) != 1:
            faults.append(f"{match}: {player.name} has {len(mine)} changes of {dimension}")
            continue
        wanted = told[0]["mode" if dimension == "blitz" else "overall"]
        if abs(mine[0]["after"] - wanted["after"]) > 1e-9:
            faults.append(f"{match}: {player.name}: {mine[0]} is not {wanted}")


def main():
    parser = argparse.ArgumentParser(prog="scripts/chaos")
    parser.add_argument("arena")
    parser.add_argument("problems")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--store", default="sqlite")
    args = parser.parse_args()
    random.seed(args.seed)
    flags = ["--no-rate-limits"]
    if args.store != "sqlite":
        flags += ["--store", args.store]
    server = Server(args.arena, *flags, problems=args.problems).start()
    faults, matches, stop = [], [], threading.Event()
    try:
        pairs = [(Player(server, f"left{n}"), Player(server, f"right{n}"))
                 for n in range(args.pairs)]
        threads = [threading.Thread(target=play, args=(server, pair, stop, matches, faults))
                   for pair in pairs]
        for thread in threads:
            thread.start()
        kill_some(server, args.kills, stop)
        for thread in threads:
            thread.join()
        for match, first, second in matches:
            check_match(match, first, second, faults)
        for pair in pairs:
            for player in pair:
                faults += player.faults
    finally:
        server.stop()
        if not faults:
            server.clean()
    submissions = sum(len(one) for pair in pairs for player in pair
                      for one in player.acknowledged.values())
    for fault in faults[:40]:
        print("FAULT", fault)
    print(f"{args.kills} kills (seed {args.seed}): {len(matches)} matches, "
          f"{submissions} acknowledged submissions, {len(faults)} faults")
    return 1 if faults or not matches else 0


sys.exit(main())
