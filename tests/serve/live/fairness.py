#!/usr/bin/env python3
"""What would give one side an edge over HTTP, against a real server.

  fairness.py ARENA PROBLEMS

Matches as spectators see them late, also by what is refused; sources that spectators may see; the
judge for practice while the problem is played; which problems wait; statements of reverse matches;
runs of strangers beside live judging.
"""

import sys
import threading
import time

from arena_server import Client, Server
from match_room import code_of, enter, room

SLEEPS = {"code": "import time\ntime.sleep(1000)", "language": "python3"}


def live_ids(server, token=None):
    return [one["id"] for one in server.get("/api/matches/live", token)[1]["matches"]]


def check_delay(server, admin, ann, bob, eve):
    delay = 6
    match = room(server, ann, bob, spectatorDelayS=delay, durationS=60)
    first, second = enter(server, ann, match), enter(server, bob, match)
    path = "/api/matches/" + match
    early = server.get(path)[1]
    assert (early["status"], early["startedAt"], early["players"]) == ("waiting", 0, []), early
    listed = [one for one in server.get("/api/matches/live")[1]["matches"] if one["id"] == match]
    assert all(not one["players"] and not one["startedAt"] for one in listed), listed
    assert server.get(path, ann["token"])[1]["status"] == "active"
    assert server.get(path, admin["token"])[1]["status"] == "active"
    while server.get(path, eve["token"])[1]["status"] != "active":
        time.sleep(0.1)
    second.call("match:resign", {"match": match})
    assert first.wait_event("match:end"), first.log
    ended = time.time()
    lists = ["/api/matches?limit=50", "/api/matches?user=" + ann["user"]["name"]]
    history = f"/api/rating/{ann['user']['name']}/history"
    for token in (None, eve["token"]):
        seen = server.get(path, token)[1]
        assert seen["status"] == "active" and seen["endedAt"] == 0, seen
        assert all(one["rank"] == 0 and one["score"] == 0 for one in seen["players"]), seen
        for where in lists:
            assert match not in str(server.get(where, token)), where
        assert match not in str(server.get(history, token))
        assert match in live_ids(server, token)
    for account in (ann, bob, admin):
        assert server.get(path, account["token"])[1]["status"] == "finished"
        for where in lists:
            assert match in str(server.get(where, account["token"])), where
        assert match in str(server.get(history, account["token"]))
    while server.get(path)[1]["status"] != "finished":
        assert time.time() < ended + 30
        time.sleep(0.1)
    assert time.time() > ended + delay - 1
    assert match in str(server.get(lists[0])) and match in str(server.get(history))
    for client in (first, second):
        client.close()


def probes(server, match, code, account):
    """What an onlooker could tell the end by."""
    return [code_of(server.post(f"/api/matches/{match}/rematch", {}, account["token"])),
            code_of(server.post("/api/battle/join", {"code": code}, account["token"])),
            server.get(f"/api/battle/{code}", account["token"])]


def check_delayed_refusals(server, ann, bob, eve):
    delay = 4
    match = room(server, ann, bob, spectatorDelayS=delay, durationS=60)
    code = server.codes[match]
    assert server.get(f"/api/battle/{code}", eve["token"])[1]["players"] == []
    assert len(server.get(f"/api/battle/{code}", ann["token"])[1]["players"]) == 2
    first, second = enter(server, ann, match), enter(server, bob, match)
    while len(server.get(f"/api/battle/{code}", eve["token"])[1]["players"]) < 2:
        time.sleep(0.1)
    before = probes(server, match, code, eve)
    assert before[:2] == [(403, "not_allowed"), (409, "already_started")], before
    second.call("match:resign", {"match": match})
    assert first.wait_event("match:end"), first.log
    ended = time.time()
    assert probes(server, match, code, eve) == before, probes(server, match, code, eve)
    assert time.time() < ended + delay - 1, "too slow to tell"
    assert server.get(f"/api/battle/{code}", ann["token"])[0] == 404
    while server.get(f"/api/battle/{code}", eve["token"])[0] != 404:
        assert time.time() < ended + 30
        time.sleep(0.1)
    for client in (first, second):
        client.close()


def check_caches(server, ann):
    """A cache on the way keeps apart what depends on who asks."""
    for path in ("/api/matches", f"/api/rating/{ann['user']['name']}/history", "/api/problems"):
        for token in (None, ann["token"]):
            assert server.get(path, token)[0] == 200
            head = server.last_head.lower()
            assert "vary: authorization" in head, head
            assert ("cache-control: private" in head) == (token is not None), head
            assert "etag: " in head, head


def check_sources(server, admin, ann, bob, eve):
    body = {"mode": "blitz", "problems": ["helloarena"], "spectatorsSeeSources": True}
    assert code_of(server.post("/api/battle/create", body, ann["token"])) == (403, "not_allowed")
    match = room(server, admin, bob, spectatorsSeeSources=True)
    other = room(server, admin, bob)
    for one, seen in ((match, ["print(3)"]), (other, [])):
        clients = [enter(server, account, one) for account in (admin, bob)]
        answer = clients[1].call("match:submit", {"match": one, "problemId": "helloarena",
                                                  "code": "print(3)", "language": "python3"})
        assert "data" in answer, answer
        shown = server.get(f"/api/matches/{one}/submissions", eve["token"])[1]["submissions"]
        assert [each["code"] for each in shown] == seen, shown
        against = server.get(f"/api/matches/{one}/submissions", admin["token"])[1]["submissions"]
        assert against == [], "a player saw the opponent's source"
        clients[1].call("match:resign", {"match": one})
        assert clients[0].wait_event("match:end")
        for client in clients:
            client.close()


def check_practice(server, ann, bob, eve):
    entry = {"problemId": "helloarena", "code": "print(1)", "language": "python3"}
    match = room(server, ann, None, startsWhenFull=False)
    answer = server.post("/api/submissions", entry, ann["token"])
    assert code_of(answer) == (409, "in_match") and match in answer[1]["error"]["message"], answer
    code = server.get(f"/api/matches/{match}", ann["token"])[1]
    assert code["status"] == "waiting", code
    assert server.post("/api/submissions", entry, eve["token"])[0] == 202
    hosted = enter(server, ann, match)
    shown = lambda token: server.get(f"/api/matches/{match}/state", token)[1]["data"]["problems"]
    assert shown(ann["token"]), "who chose the problems sees them"
    for token in (None, eve["token"]):
        assert shown(token) == [], "problems of a waiting match were shown"
    watcher = Client(server, eve["token"])
    assert "data" in watcher.call("spectate:join", {"match": match, "since": 0}), watcher.log
    join_by_code(server, ann, bob, match)
    joined = enter(server, bob, match)
    assert shown(bob["token"]) == []
    assert code_of(server.post("/api/submissions", entry, bob["token"])) == (409, "in_match")
    assert "data" in hosted.call("match:start", {"match": match}), hosted.log
    for client in (joined, watcher):
        state = client.wait(lambda one: one.get("event") == "match:state" and
                            one["data"]["problems"])
        assert state, client.log
    assert "helloarena" not in str(watcher.log[:2]), watcher.log[:2]
    assert code_of(server.post("/api/submissions", entry, bob["token"])) == (409, "in_match")
    joined.call("match:resign", {"match": match})
    assert hosted.wait_event("match:end"), hosted.log
    answer = server.post("/api/submissions", entry, bob["token"])
    assert answer[0] == 202, answer
    for client in (hosted, joined, watcher):
        client.close()


def join_by_code(server, host, guest, match):
    """The code of a match that its host made last."""
    assert server.codes[match]
    assert server.post("/api/battle/join", {"code": server.codes[match]}, guest["token"])[0] == 200


def check_reverse(server, ann, bob, eve):
    def hidden(account, problem="helloarena"):
        shown = server.get("/api/problems/" + problem, account and account["token"])[1]
        assert bool(shown["statement"]) != shown["statementHidden"]
        assert not shown["statementHidden"] or "no-store" in server.last_head
        return shown["statementHidden"]

    guest = server.player("guest")
    waiting = room(server, eve, None, mode="reverse")
    assert not hidden(ann), "a waiting room took the statement from those who do not play"
    assert hidden(eve), "its maker read the statement"
    assert hidden(None), "whoever signs out read the statement"
    match = room(server, ann, bob, mode="reverse")
    clients = [enter(server, one, match) for one in (ann, bob)]
    assert hidden(ann) and hidden(bob) and hidden(None)
    assert not hidden(guest)
    clients[0].call("match:resign", {"match": match})
    assert clients[1].wait_event("match:end")
    assert not hidden(ann)
    assert server.get(f"/api/matches/{waiting}", eve["token"])[1]["status"] == "waiting"
    status, _ = server.post("/api/battle/create", {"mode": "reverse"}, guest["token"])
    assert status == 201
    for one in server.get("/api/problems")[1]["problems"]:
        if one["id"] != "helloarena":
            assert not hidden(None, one["id"]) and not hidden(guest, one["id"]), one
    for client in clients:
        client.close()


def check_runs(binary, problems):
    """With limits: strangers' sleeping programs beside a live match."""
    server = Server(binary, "--workers", "2", problems=problems).start()
    try:
        ann, bob = server.player("ann"), server.player("bob")
        match = room(server, ann, bob)
        first, second = enter(server, ann, match), enter(server, bob, match)
        answers = []
        begun = time.time()
        ask = lambda: answers.append(server.post("/run", SLEEPS, None))
        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(1)
        assert sorted(map(code_of, answers)) == [(429, "run_in_flight")] * 3, answers
        asked = time.time()
        told = first.call("match:submit", {"match": match, "problemId": "helloarena",
                                           "code": "print('wrong')", "language": "python3"})
        verdict = first.wait(lambda one: one.get("event") == "match:verdict" and
                             one["data"].get("submission") == told["data"]["submission"])
        assert verdict and time.time() - asked < 8, (time.time() - asked, verdict)
        for thread in threads:
            thread.join()
        last = [one for one in answers if one[0] == 200]
        assert len(last) == 1 and last[0][1]["verdict"] == "TLE", answers
        assert time.time() - begun < 18, "a run was not stopped after 10 s"
        quick = {"code": "print(1)", "language": "python3"}
        again = [code_of(server.post("/run", quick, None)) for _ in range(6)]
        assert again[:5] == [(200, None)] * 5, f"refused runs were counted: {again}"
        assert (429, "rate_limited") in again + [code_of(server.post("/run", quick, None))]
        for client in (first, second):
            client.close()
    finally:
        server.stop()
        server.clean()


class Coded(Server):
    """Remembers the codes of rooms."""
    codes = {}

    def post(self, path, body, token=None):
        answer = super().post(path, body, token)
        if path == "/api/battle/create" and answer[0] == 201:
            self.codes[answer[1]["matchId"]] = answer[1]["code"]
        return answer


def main():
    with Coded(sys.argv[1], "--no-rate-limits", problems=sys.argv[2]).start() as server:
        while not server.setup_token:
            time.sleep(0.01)
        admin = server.player("root", setupToken=server.setup_token)
        ann, bob, eve = (server.player(one) for one in ("ann", "bob", "eve"))
        check_delay(server, admin, ann, bob, eve)
        check_delayed_refusals(server, ann, bob, eve)
        check_caches(server, ann)
        check_sources(server, admin, ann, bob, eve)
        check_practice(server, ann, bob, eve)
        check_reverse(server, ann, bob, eve)
        assert '"restarts":"1"' not in server.log_text()
    check_runs(sys.argv[1], sys.argv[2])
    return 0


sys.exit(main())
