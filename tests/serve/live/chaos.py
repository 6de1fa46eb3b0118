#!/usr/bin/env python3
"""Kills the server, a worker, both, or the database under load, and proves what survived.

Pairs play private blitz matches without a pause: each submits, is cut off, reconnects and resumes
by `since`; one pair comes through the lobby. After the last kill everything is let come to rest,
and then, for each match:
  - what a client was sent is the journal, event by event: on each connection the numbers go up by
    one from where it resumed, and each event is that of its number in the replay;
  - every acknowledged submission is in the replay once, with one verdict or one void;
  - each player's rating changed once in the mode and once overall, as the last event says, and the
    changes of all matches chain up to the rating of today.

  chaos.py ARENA PROBLEMS [--kills N] [--store sqlite|postgres] [--seed N] [--pairs N]
           [--plant gap|repeat|submission|verdict|rating]

--plant puts a fault into what was seen, which the proofs must then find (exit status 1).
"""

import argparse
import os
import random
import signal
import sys
import threading
import time

from arena_server import Client, Server
from chaos_proofs import check_chains, check_match, histories_of, plant
from postgres import Postgres

GOOD = "a, b = map(int, input().split())\nprint(a + b)\n"
settle_s = 90


class Player:
    """One account that keeps its connection up."""

    def __init__(self, server, name):
        self.server, self.name = server, name
        self.account = server.player(name)
        self.signed_in = time.time()
        self.client = None
        self.seen = {}  # match -> {seq: event}
        self.streams = []  # (match, since, client): what each connection resumed
        self.acknowledged = {}  # match -> set of submissions
        self.next_id = 0
        self.heard = (None, 0)  # how far the lobby's messages of a connection were read

    def heard_of(self, client):
        return self.heard[1] if self.heard[0] is client else 0

    def connect(self):
        for _ in range(1200):
            try:
                self.client = Client(self.server, self.token())
                return
            except (OSError, ConnectionError):
                time.sleep(0.1)
        raise AssertionError("no way back to the server")

    def token(self):
        """Of a long run, a fresh one now and then: it lives for 15 minutes."""
        if time.time() > self.signed_in + 600:
            status, answer = self.server.post(
                "/api/auth/login", {"username": self.name, "password": "correct horse"})
            if status == 200:
                self.account, self.signed_in = answer, time.time()
                if self.client:
                    self.client.send({"event": "auth", "data": {"token": answer["token"]}})
        return self.account["token"]

    def drain(self):
        """Puts what the connections brought into `seen`, and returns what is wrong with it."""
        faults = []
        for match, since, client in self.streams:
            expected = since + 1
            for message in list(client.log):
                if message.get("match") != match or "seq" not in message:
                    continue
                number = message["seq"]
                if message["event"] == "match:state":  # without reset it opens the problems
                    if message["data"].get("reset"):
                        faults.append(f"{match}: {self.name} was told to begin anew")
                        expected = number + 1
                    continue
                if number != expected:
                    faults.append(f"{match}: {self.name} got {number}, not {expected}")
                expected = number + 1
                self.seen.setdefault(match, {})[number] = message
        return faults

    def last(self, match):
        self.drain()
        return max(self.seen.get(match) or {0: 0})

    def call(self, event, data, tries=400):
        """Until it is answered, over however many connections; the id makes it count once."""
        self.next_id += 1
        for _ in range(tries):
            if not self.client or self.client.close_code:
                self.connect()
                if "match" in data:
                    self.resume(data["match"])
            try:
                answer = self.client.call(event, data, id=f"{self.name}-{self.next_id}")
            except OSError:
                answer = None
            code = (answer or {}).get("error", {}).get("code")
            if answer and code not in ("store_unavailable", "restarting"):
                return answer
            time.sleep(0.2)
        return None

    def resume(self, match):
        """Joins on the connection there is, once; a connection that goes is the caller's matter."""
        since = self.last(match)
        client = self.client
        for _ in range(200):
            if client.close_code:
                return
            try:
                answer = client.call("match:join", {"match": match, "since": since})
            except OSError:
                return
            if answer and "data" in answer:
                self.streams.append((match, since, client))
                return
            if answer and answer["error"]["code"] == "not_found":
                return  # it ended before the server did
            time.sleep(0.2)

    def enter(self, match):
        if not self.client or self.client.close_code:
            self.connect()
        self.resume(match)


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
                player.enter(match)
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


def wait_in_lobby(pair, is_over):
    """Both wait, again after each cut, until one match has found both; None when time is up."""
    found = {}
    while len(found) != 2 or len(set(found.values())) != 1:
        if is_over():
            return None
        for player in pair:
            if player.client is None or player.client.close_code:
                player.connect()
            player.call("queue:join", {"mode": "blitz"})
        for player in pair:
            message = player.client.wait_event("match:found", 0.5, player.heard_of(player.client))
            if message:
                found[player.name] = message["match"]
                player.heard = (player.client, player.client.log.index(message) + 1)
    return found[pair[0].name]


def play_in_lobby(pair, stop, matches, faults):
    """As often as the kills let it, and once more when they are over: nobody is forgotten.

    Two who have just met wait 10 s for each other, longer than a server lives here.
    """
    try:
        is_last = False
        while not is_last:
            is_last = stop.is_set()
            deadline = time.time() + settle_s
            match = wait_in_lobby(pair, lambda: time.time() > deadline if is_last
                                  else stop.is_set())
            if not match:
                if is_last:
                    faults.append("the lobby forgot its players")
                continue
            matches.append((match, *pair))
            for player in pair:
                player.enter(match)
            pair[0].call("match:resign", {"match": match})
    except Exception as error:
        faults.append(f"a player of the lobby gave up: {error!r}")


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def wait_for_server(server):
    for _ in range(600):
        pid = server.server_pid()
        if pid:
            return pid
        time.sleep(0.05)
    raise AssertionError("the server is not started again")


def kill_once(server, postgres):
    kinds = ["server", "worker", "both"] + (["database", "database and server"] if postgres else [])
    what = random.choice(kinds)
    serving = wait_for_server(server)
    workers = [pid for pid in server.children() if pid != serving]
    if what in ("server", "both", "database and server"):
        kill(serving)
    if what in ("worker", "both") and workers:
        kill(random.choice(workers))
    if what.startswith("database"):
        postgres.crash()
        time.sleep(random.uniform(0, 1))
        postgres.start_again()


def kill_some(server, postgres, count, stop):
    for number in range(count):
        time.sleep(random.uniform(0.05, 0.9))
        kill_once(server, postgres)
        if sys.stderr.isatty():
            print(f"\rkills {number + 1}/{count}", end="", file=sys.stderr)
    stop.set()


def bring_to_end(match, first, admin):
    """Resigns, or aborts what never began; the journal, once the match is over."""
    deadline = time.time() + settle_s
    while time.time() < deadline:
        status, replay = first.server.get(f"/api/matches/{match}/replay", first.token())
        if status == 200:
            return replay["events"]
        answer = first.call("match:resign", {"match": match}, tries=3)
        if (answer or {}).get("error", {}).get("code") == "not_active":
            first.server.post(f"/api/admin/matches/{match}/abort", {}, admin["token"])
        time.sleep(0.3)
    return None


def start_players(server, pairs, stop, matches, faults):
    threads = [threading.Thread(target=play, args=(server, pair, stop, matches, faults))
               for pair in pairs[1:]]
    threads.append(threading.Thread(target=play_in_lobby, args=(pairs[0], stop, matches, faults)))
    for thread in threads:
        thread.start()
    return threads


def main():
    parser = argparse.ArgumentParser(prog="scripts/chaos")
    parser.add_argument("arena")
    parser.add_argument("problems")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--store", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--plant", choices=["gap", "repeat", "submission", "verdict", "rating"])
    args = parser.parse_args()
    random.seed(args.seed)
    flags, postgres = ["--no-rate-limits", "--workers", "2"], None
    if args.store == "postgres":
        postgres = Postgres()
        if not postgres.is_installed():
            print("skipped: PostgreSQL is not installed")
            return 77
        flags += ["--store", postgres.start().url()]
    server = Server(args.arena, *flags, problems=args.problems).start()
    faults, matches, stop = [], [], threading.Event()
    try:
        pairs = [(Player(server, f"left{n}"), Player(server, f"right{n}"))
                 for n in range(args.pairs + 1)]
        players = [player for pair in pairs for player in pair]
        while not server.setup_token:
            time.sleep(0.01)
        admin = server.player("root", setupToken=server.setup_token)
        threads = start_players(server, pairs, stop, matches, faults)
        kill_some(server, postgres, args.kills, stop)
        for thread in threads:
            thread.join()
        for match, first, _ in matches:
            bring_to_end(match, first, admin)
        histories = histories_of(players)
        if args.plant:
            for player in players:
                player.drain()
            plant(args.plant, players, histories)
        for player in players:
            faults += player.drain()
        for match, first, second in matches:
            events = bring_to_end(match, first, admin)
            check_match(match, first, second, events, histories, faults)
        check_chains(players, histories, faults)
    finally:
        server.stop()
        if postgres:
            postgres.stop()
        if not faults:
            server.clean()
    submissions = sum(len(one) for player in players for one in player.acknowledged.values())
    for fault in faults[:40]:
        print("FAULT", fault)
    print(f"{args.kills} kills on {args.store} (seed {args.seed}): {len(matches)} matches, "
          f"{submissions} acknowledged submissions, {len(faults)} faults")
    return 1 if faults or not matches else 0


if __name__ == "__main__":
    sys.exit(main())
