#!/usr/bin/env python3
"""Who may see what of a real server, over HTTP and WebSocket.

  rights.py ARENA PROBLEMS

Answers to secret tests never leave, nor what a program makes of them; the source of a live match is
its player's alone; spectators with a delay see nothing sooner, and looking too early is no fault; a
token ends with a ban or a lower role, also over a restart; an idempotency key is one match's.
"""

import os
import sys
import time

from arena_server import Client, Server
from match_room import code_of, enter, room

WRONG = "print('certainly wrong')\n"


def submit(client, match, id=None, code=WRONG):
    answer = client.call("match:submit", {"match": match, "problemId": "helloarena",
                                          "code": code, "language": "python3"}, id=id)
    submission = answer["data"]["submission"]
    assert client.wait(lambda one: one.get("event") == "match:verdict" and
                       one["data"].get("submission") == submission, 120), client.log
    return submission


def sign_in_as(server, admin, name, role):
    server.player(name)
    server.post(f"/api/admin/users/{name}/role", {"role": role}, admin["token"])
    return server.post("/api/auth/login", {"username": name, "password": "correct horse"})[1]


def check_sources(server, admin, ann, bob, setter):
    match = room(server, ann, bob)
    first, second = enter(server, ann, match, since=0), enter(server, bob, match, since=0)
    submission = submit(first, match)
    path = "/api/submissions/" + submission
    own = server.get(path, ann["token"])[1]
    tests = own["judgement"]["tests"]
    assert own["code"] == WRONG and tests, own
    for test in tests:
        assert "name" not in test and (test["sample"] or "reason" not in test), test
    for other in (bob, setter):
        assert code_of(server.get(path, other["token"])) == (404, "not_found")
    assert server.get(path, admin["token"])[0] == 200
    assert server.get(f"/api/matches/{match}/submissions", bob["token"])[1]["submissions"] == []
    assert code_of(server.get(f"/api/matches/{match}/replay")) == (409, "not_over")
    told = [one for one in second.log if WRONG.strip() in str(one) or submission in str(one)]
    assert not told, told
    second.call("match:resign", {"match": match})
    assert first.wait_event("match:end"), first.log
    seen = server.get(f"/api/matches/{match}/submissions", bob["token"])[1]["submissions"]
    assert [one["id"] for one in seen] == [submission], seen
    assert server.get(path, setter["token"])[0] == 200
    for client in (first, second):
        client.close()


LEAK = """import sys
d = sys.stdin.read()
t = d.split()
if t[0] in ("Ada", "Grasshopper"):
    print("Hello, %s!" % t[0])
    print("Games played: %d" % (int(t[1]) + int(t[2])))
    sys.exit(0)
hold = bytearray(ord(d[0]) << 18)
sys.exit(ord(d[0]))
"""


def check_secret_tests(server, admin, ann, bob):
    """A program writes what it reads into its exit status, its time and its memory."""
    match = room(server, ann, bob)
    first, second = enter(server, ann, match, since=0), enter(server, bob, match, since=0)
    submission = submit(first, match, code=LEAK)
    path = "/api/submissions/" + submission

    def check(judgement):
        assert [one["verdict"] for one in judgement["tests"]] == ["AC", "AC", "RTE"], judgement
        for test in judgement["tests"]:
            known = {"index", "sample", "verdict"}
            assert test["sample"] or set(test) == known, ("a secret test tells", test)
        assert judgement["cpu_max_ns"] % 10_000_000 == 0, judgement
        assert judgement["memory_max_bytes"] % (1 << 20) == 0, judgement
        assert "wall_ns" not in judgement, judgement

    check(server.get(path, ann["token"])[1]["judgement"])
    tests = [one["data"] for one in first.log if one.get("event") == "match:test"]
    assert len(tests) == 3, tests
    for test in tests:
        assert test["sample"] == ("cpu_ns" in test) == ("memory_bytes" in test), test
    verdict = first.wait_event("match:verdict")["data"]["detail"]
    assert verdict["time"] % 10 == 0 and verdict["memory"] % (1 << 20) == 0, verdict
    exact = server.get(path, admin["token"])[1]["judgement"]["tests"][-1]
    assert "exit status" in exact["reason"] and exact["cpu_ns"] and exact["name"], exact
    assert not [one for one in first.log if "exit status" in str(one)], first.log
    second.call("match:resign", {"match": match})
    assert first.wait_event("match:end"), first.log
    replay = server.get(f"/api/matches/{match}/replay", bob["token"])[1]
    for event in replay["events"]:
        detail = event.get("data", {}).get("detail") or {}
        assert detail.get("memory", 0) % (1 << 20) == 0, event
    for client in (first, second):
        client.close()
    _, made = server.post("/api/submissions", {"problemId": "helloarena", "code": LEAK,
                                               "language": "python3"}, ann["token"])
    for _ in range(600):
        found = server.get("/api/submissions/" + made["id"], ann["token"])[1]
        if found["state"] == "judged":
            break
        time.sleep(0.1)
    check(found["judgement"])


def check_spectators(server, ann, bob, eve):
    delay = 4
    match = room(server, ann, None, spectatorDelayS=delay)
    early = server.get(f"/api/matches/{match}/state", eve["token"])
    assert early[0] == 200 and early[1]["data"]["players"] == [], early
    watcher = Client(server, eve["token"])
    assert "data" in watcher.call("spectate:join", {"match": match}), watcher.log
    code = server.get("/api/matches/" + match)[0]
    assert code == 200
    made = next(one for one in [server.get(f"/api/matches/{match}/state", ann["token"])[1]])
    assert made["data"]["problems"], made
    first = enter(server, ann, match, since=0)
    first.call("match:resign", {"match": match})  # refused while it waits: an event all the same
    deadline = time.time() + delay + 15
    while time.time() < deadline and not watcher.wait_event("match:join", 1):
        pass
    events = [one for one in watcher.log if "at" in one]
    assert events, watcher.log
    assert code_of(server.get(f"/api/matches/{match}/replay", eve["token"])) == (409, "not_over")
    first.close()
    watcher.close()


def check_delay_of_the_end(server, ann, bob, eve):
    match = room(server, ann, bob, spectatorDelayS=5)
    first, second = enter(server, ann, match, since=0), enter(server, bob, match, since=0)
    second.call("match:resign", {"match": match})
    assert first.wait_event("match:end"), first.log
    ended = time.time()
    assert server.get(f"/api/matches/{match}/replay", ann["token"])[0] == 200
    assert code_of(server.get(f"/api/matches/{match}/replay", eve["token"])) == (409, "not_over")
    while server.get(f"/api/matches/{match}/replay", eve["token"])[0] != 200:
        assert time.time() < ended + 30
        time.sleep(0.1)
    assert time.time() > ended + 4
    for client in (first, second):
        client.close()


def check_pace(server, ann, bob, eve):
    """Token, rate limit, room right, payload: within 2 s nothing of a submission is looked at."""
    match = room(server, ann, bob)
    first, second = enter(server, ann, match, since=0), enter(server, bob, match, since=0)
    good = {"match": match, "problemId": "helloarena", "code": WRONG, "language": "python3"}
    bad = [{"match": match}, {**good, "problemId": "nothing"}, {**good, "language": "nothing"},
           {**good, "code": ""}, {**good, "code": 5}]
    codes = [first.call("match:submit", one)["error"]["code"] for one in bad]
    assert "rate_limited" not in codes, codes  # refused ones do not count
    begun = time.time()
    answer = first.call("match:submit", good, id="paced")
    again = first.call("match:submit", good, id="paced")
    assert answer["data"] == again["data"], "a repeat is no new attempt"
    codes = [first.call("match:submit", one)["error"] for one in bad]
    if time.time() - begun < 1.9:
        assert {one["code"] for one in codes} == {"rate_limited"}, codes
        assert all(0 < one["retryAfterMs"] <= 2000 for one in codes), codes
    other = Client(server, eve["token"])
    told = other.call("match:submit", {"match": match})
    assert told["error"]["code"] == "not_allowed", told  # the room's right before the payload
    second.call("match:resign", {"match": match})
    for client in (first, second, other):
        client.close()


def check_keys(server, ann, bob):
    """The same id and source in two matches are two submissions."""
    found = []
    for _ in range(2):
        match = room(server, ann, bob)
        first, second = enter(server, ann, match, since=0), enter(server, bob, match, since=0)
        submission = submit(first, match, id="same")
        again = first.call("match:submit", {"match": match, "problemId": "helloarena",
                                            "code": WRONG, "language": "python3"}, id="same")
        assert again["data"]["submission"] == submission, again
        stored = server.get("/api/submissions/" + submission, ann["token"])
        assert stored[0] == 200 and stored[1]["match"] == match, stored
        found.append(submission)
        second.call("match:resign", {"match": match})
        first.wait_event("match:end")
        for client in (first, second):
            client.close()
    assert len(set(found)) == 2, found


def check_tokens(server, admin, setter, eve):
    assert server.get("/api/me", setter["token"])[0] == 200
    server.post("/api/admin/users/setter/role", {"role": "player"}, admin["token"])
    assert code_of(server.get("/api/me", setter["token"])) == (401, "bad_token")
    client = Client(server, eve["token"])
    peer = sign_in_as(server, admin, "orga", "organizer")
    other = sign_in_as(server, admin, "other", "organizer")
    for name in ("root", "other"):
        refused = server.post(f"/api/admin/users/{name}/ban", {}, peer["token"])
        assert code_of(refused) == (403, "not_allowed"), (name, refused)
    socket = Client(server, other["token"])
    server.post("/api/admin/users/other/role", {"role": "player"}, admin["token"])
    assert socket.wait_closed() == 4001, "a demoted organizer's socket stayed open"
    assert code_of(server.get("/api/me", other["token"])) == (401, "bad_token")
    again = server.post("/api/auth/login", {"username": "other", "password": "correct horse"})[1]
    assert server.get("/api/me", again["token"])[0] == 200, "a new token was taken for an old one"
    own = server.post("/api/admin/users/root/role", {"role": "player"}, admin["token"])
    assert code_of(own) == (409, "own_account"), "the only admin demoted himself"
    own = server.post("/api/admin/users/root/ban", {}, admin["token"])
    assert code_of(own) == (409, "own_account"), "the only admin banned himself"
    server.post("/api/admin/users/eve/ban", {}, admin["token"])
    assert client.wait_closed() == 4003, client.close_code
    assert code_of(server.get("/api/me", eve["token"])) == (401, "bad_token")
    os.kill(server.server_pid(), 9)
    for _ in range(300):
        time.sleep(0.1)
        if server.get("/health/ready")[0] == 200:
            break
    assert code_of(server.get("/api/me", eve["token"])) == (401, "bad_token"), "a ban was forgotten"
    assert code_of(server.get("/api/me", other["token"])) == (401, "bad_token"), "a demotion was"
    assert server.get("/api/me", admin["token"])[0] == 200
    return peer


def check_playing_organizer(server, admin, orga, ann):
    """Who plays has a player's rights in the match, whatever the role."""
    match = room(server, ann, orga)
    first, second = enter(server, ann, match, since=0), enter(server, orga, match, since=0)
    path = f"/api/admin/matches/{match}/abort"
    assert code_of(server.post(path, {}, orga["token"])) == (403, "not_allowed")
    submission = submit(first, match)
    assert code_of(server.get("/api/submissions/" + submission, orga["token"])) == \
        (404, "not_found")
    second.call("match:resign", {"match": match})
    assert first.wait_event("match:end"), first.log
    again = f"/api/admin/submissions/{submission}/rejudge"
    assert code_of(server.post(again, {}, orga["token"])) == (403, "not_allowed")
    assert server.post(again, {}, admin["token"])[0] == 200
    match = room(server, ann, None)
    assert server.post(f"/api/admin/matches/{match}/abort", {}, orga["token"])[0] == 200
    for client in (first, second):
        client.close()


def main():
    with Server(sys.argv[1], "--no-rate-limits", problems=sys.argv[2]).start() as server:
        while not server.setup_token:
            time.sleep(0.01)
        admin = server.player("root", setupToken=server.setup_token)
        ann, bob, eve, setter = (server.player(one) for one in ("ann", "bob", "eve", "setter"))
        server.post("/api/admin/users/setter/role", {"role": "setter"}, admin["token"])
        _, setter = server.post("/api/auth/login",
                                {"username": "setter", "password": "correct horse"})
        check_sources(server, admin, ann, bob, setter)
        check_secret_tests(server, admin, ann, bob)
        check_pace(server, ann, bob, eve)
        check_spectators(server, ann, bob, eve)
        check_delay_of_the_end(server, ann, bob, eve)
        check_keys(server, ann, bob)
        assert '"restarts":"1"' not in server.log_text(), server.log_text()[-2000:]
        orga = check_tokens(server, admin, setter, eve)
        check_playing_organizer(server, admin, orga, ann)
    return 0


sys.exit(main())
