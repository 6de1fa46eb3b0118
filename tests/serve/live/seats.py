#!/usr/bin/env python3
"""Seats of waiting matches on a real server: who holds one, who is who, and what it shows.

  seats.py ARENA PROBLEMS

A seat that is given up moves those behind it, and everybody goes on seeing their own. A connection
that breaks, or a server that is killed, costs nobody a seat. Who comes back over the start is shown
the problems. A rematch is as the match was, and who asked for it is its host.
"""

import os
import signal
import sys
import time

from arena_server import Client, Server
from match_room import code_of, enter, room

WRONG = "print('wrong')"


def until(what, holds, seconds=30):
    deadline = time.time() + seconds
    while not holds():
        assert time.time() < deadline, what
        time.sleep(0.05)


def state_of(server, match, account=None):
    return server.get(f"/api/matches/{match}/state", account and account["token"])[1]["data"]


def create(server, host, mode="blitz", **more):
    status, made = server.post("/api/battle/create", {"mode": mode, **more}, host["token"])
    assert status == 201, made
    return made


def join(server, made, *guests):
    for guest in guests:
        answer = server.post("/api/battle/join", {"code": made["code"]}, guest["token"])
        assert answer[0] == 200, answer
    return [enter(server, guest, made["matchId"]) for guest in guests]


def check_shift(server, players):
    """The second of four gives the seat up, so that the others move up in the waiting room."""
    made = create(server, players[0], problems=["helloarena"], players=4, startsWhenFull=False)
    match = made["matchId"]
    clients = [enter(server, players[0], match), *join(server, made, *players[1:])]
    assert "data" in clients[1].call("match:leave", {"match": match})
    assert clients[0].wait_event("match:leave"), clients[0].log
    assert "data" in clients[0].call("match:start", {"match": match}), clients[0].log
    last = clients[3]
    told = last.call("match:submit", {"match": match, "problemId": "helloarena", "code": WRONG,
                                      "language": "python3"})
    submission = told["data"]["submission"]
    own = last.wait(lambda one: one.get("event") == "match:verdict")
    assert own["data"].get("submission") == submission and "detail" in own["data"], own
    received = last.wait_event("match:submit", 1)
    assert received and received["data"]["submission"] == submission, received
    assert last.wait_event("match:test", 1), "the own tests were not told"
    for other in (clients[0], clients[2]):
        assert other.wait_event("match:verdict"), other.log
        assert submission not in str(other.log), other.log
        assert not other.wait_event("match:test", 0)
    for client in clients:
        client.close()


def check_shifted_sabotage(server, players):
    made = create(server, players[0], "sabotage", players=4, startsWhenFull=False, partS=600)
    match = made["matchId"]
    clients = [enter(server, players[0], match), *join(server, made, *players[1:])]
    clients[1].call("match:leave", {"match": match})
    assert clients[0].wait_event("match:leave")
    assert not clients[1].call("match:join", {"match": match})["data"]["player"]
    assert "data" in clients[0].call("match:start", {"match": match})
    for account, client in zip(players, clients):
        given = client.wait_event("match:start")["data"]["assignments"]
        mine = [one["authorId"] for one in given if one.get("source")]
        expected = [] if account is players[1] else [account["user"]["id"]]
        assert mine == expected, (account["user"]["name"], mine)
        client.close()


def check_kept(server, players):
    ann, bob, cyd, dan = players
    made = create(server, ann, problems=["helloarena"], players=3)
    match = made["matchId"]
    host, guest = enter(server, ann, match), *join(server, made, bob)
    guest.close()
    told = host.wait_event("match:leave")
    assert told and told["data"]["seatEndsAt"] > time.time() * 1000, told
    waiting = join(server, made, cyd)[0]
    assert code_of(server.post("/api/battle/join", {"code": made["code"]}, dan["token"])) == (
        409, "match_full")
    assert state_of(server, match)["status"] == "waiting", "it began without one who is away"
    guest = Client(server, bob["token"])
    answer = guest.call("match:join", {"match": match, "since": 2})
    assert answer["data"]["player"], answer
    assert host.wait_event("match:start"), host.log
    for client in (host, guest, waiting):
        client.close()


def check_kill(server, players):
    ann, bob, cyd, dan = players
    made = create(server, ann, problems=["helloarena"], players=3)
    match = made["matchId"]
    clients = [enter(server, ann, match), *join(server, made, bob)]
    before = server.server_pid()
    os.kill(before, signal.SIGKILL)
    until("the server is back", lambda: server.server_pid() not in (None, before)
          and server.get("/health/ready")[0] == 200)
    until("who is away is told so", lambda: [one["present"] for one in state_of(
        server, match)["players"]] == [False, False])
    third = join(server, made, cyd)[0]
    assert code_of(server.post("/api/battle/join", {"code": made["code"]}, dan["token"])) == (
        409, "match_full")
    again = [Client(server, one["token"]) for one in (ann, bob)]
    for client in again:
        answer = client.call("match:join", {"match": match, "since": 3})
        assert answer["data"]["player"], answer
    assert third.wait_event("match:start"), third.log
    for client in (*clients, *again, third):
        client.close()


def check_over_the_start(server, players):
    ann, bob, eve, _ = players
    made = create(server, ann, problems=["helloarena"], startsWhenFull=False)
    match = made["matchId"]
    host, guest = enter(server, ann, match), *join(server, made, bob)
    onlooker = enter(server, eve, match, since=0)
    seen = onlooker.log[0]["data"]["seq"]
    onlooker.close()
    assert "data" in host.call("match:start", {"match": match})
    assert guest.wait_event("match:state", begin=2)
    onlooker = enter(server, eve, match, since=seen)
    assert onlooker.wait_event("match:start", 5), onlooker.log
    shown = onlooker.wait_event("match:state", 5)
    assert shown and shown["data"]["problems"], onlooker.log
    assert onlooker.log.index(shown) > onlooker.log.index(onlooker.wait_event("match:start"))
    numbers = [one["seq"] for one in onlooker.log if one.get("seq")]
    assert numbers == sorted(numbers), numbers
    for client in (host, guest, onlooker):
        client.close()


def numbers_of(client, match):
    return [one["seq"] for one in client.log if one.get("seq") and one.get("match") == match
            and one["event"] != "match:state"]


def check_promoted(server, players):
    """Who looked on late and takes a seat sees it as a player from then on, and misses nothing."""
    ann, bob, eve, _ = players
    made = create(server, ann, problems=["helloarena"], players=3, startsWhenFull=False,
                  spectatorDelayS=3600)
    match = made["matchId"]
    host = enter(server, ann, match)
    late = enter(server, eve, match, since=0)
    assert not late.wait_event("match:created", 0.5), late.log
    guest = join(server, made, bob)[0]
    assert server.post("/api/battle/join", {"code": made["code"]}, eve["token"])[0] == 200
    assert late.wait(lambda one: one.get("event") == "match:join" and
                     one["data"]["userId"] == eve["user"]["id"], 5), late.log
    assert "data" in host.call("match:start", {"match": match})
    assert late.wait_event("match:start", 5), late.log
    assert "data" in late.call("match:resign", {"match": match})
    assert late.wait_event("match:forfeit", 5)
    assert numbers_of(late, match) == list(range(1, len(numbers_of(late, match)) + 1)), late.log
    for client in (host, late, guest):
        client.close()


def check_chosen(server, players):
    """What the server chose, nobody can work on before the start; nor find out by asking."""
    ann, bob = players[:2]
    made = create(server, ann, startsWhenFull=False)
    match = made["matchId"]
    host, guest = enter(server, ann, match), *join(server, made, bob)
    assert state_of(server, match, ann)["problems"] == [], "the maker was shown them"
    entry = {"problemId": "helloarena", "code": WRONG, "language": "python3"}
    for account in (ann, bob):
        answers = {code_of(server.post("/api/submissions", {**entry, "problemId": one},
                                       account["token"]))
                   for one in ("helloarena", "halfdark", "postcards", "twinstars", "canallock",
                               "clocktower")}
        assert answers == {(409, "in_match")}, answers
    host.call("match:start", {"match": match})
    for client in (host, guest):
        assert client.wait(lambda one: one.get("event") == "match:state" and
                           len(one["data"]["problems"]) == 5), client.log
        client.close()


def settings_of(server, account, match):
    client = enter(server, account, match, since=0)
    told = client.wait_event("match:created")["data"]["settings"]
    client.close()
    return told


def check_rematch(server, players):
    ann, bob, cyd, _ = players
    made = create(server, ann, "sabotage", players=3, startsWhenFull=False, partS=20)
    match = made["matchId"]
    clients = [enter(server, ann, match), *join(server, made, bob, cyd)]
    clients[0].call("match:start", {"match": match})
    for client in clients[:2]:
        client.call("match:resign", {"match": match})
    assert clients[2].wait_event("match:end")
    status, again = server.post(f"/api/matches/{match}/rematch", {}, bob["token"])
    assert status == 201, again
    old, new = (settings_of(server, ann, one) for one in (match, again["matchId"]))
    assert [one["userId"] for one in new["players"]] == [
        one["user"]["id"] for one in (bob, ann, cyd)], new["players"]
    assert new["sabotage"]["sabotageMs"] == new["sabotage"]["repairMs"] == 20_000, new
    for one in (old, new):
        for changed in ("matchId", "seed", "players", "problems", "sabotage", "open"):
            one.pop(changed)
    assert old == new, (old, new)
    comers = [enter(server, one, again["matchId"]) for one in (bob, ann)]
    assert code_of((0, comers[1].call("match:start", {"match": again["matchId"]}))) == (
        0, "not_allowed")
    assert "data" in comers[0].call("match:start", {"match": again["matchId"]})
    for client in (*clients, *comers):
        client.close()
    match = room(server, ann, bob)
    clients = [enter(server, one, match) for one in (ann, bob)]
    clients[0].call("match:resign", {"match": match})
    assert clients[1].wait_event("match:end")
    again = server.post(f"/api/matches/{match}/rematch", {}, ann["token"])[1]
    comers = [enter(server, one, again["matchId"]) for one in (ann, bob)]
    until("as many problems", lambda: len(state_of(server, again["matchId"])["problems"]) == 1)
    for client in (*clients, *comers):
        client.close()


def main():
    with Server(sys.argv[1], "--workers", "1", "--no-rate-limits", problems=sys.argv[2]) as server:
        server.start()
        for check in (check_shift, check_shifted_sabotage, check_kept, check_kill,
                      check_over_the_start, check_promoted, check_chosen, check_rematch):
            names = [check.__name__[6:16] + str(number) for number in range(4)]
            try:
                check(server, [server.player(name) for name in names])
            except (AssertionError, KeyError, TypeError, ValueError, StopIteration) as error:
                if "--all" not in sys.argv:
                    raise
                print("FAILED", check.__name__, repr(error)[:300], flush=True)
    return 0


sys.exit(main())
