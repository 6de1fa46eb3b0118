#!/usr/bin/env python3
"""Rules of play where the judge and the match must agree, on a real server.

  rules.py ARENA PROBLEMS

Only all points of a scoring problem solve it. A player who plants nothing gets a mutation from the
server, whatever the problem, and calls nothing off. Judging again changes nothing where nothing has
changed, also where a sabotage failed samples only.
"""

import os
import sys
import time

from arena_server import Client, Server

PLANTED_S = 25  # the hunt is bounded; a busy machine is slow


def read(*parts):
    with open(os.path.join(*parts)) as file:
        return file.read()


def room(server, first, second, mode, problems, **more):
    status, made = server.post("/api/battle/create", {"mode": mode, "problems": problems, **more},
                               first["token"])
    assert status == 201, made
    assert server.post("/api/battle/join", {"code": made["code"]}, second["token"])[0] == 200
    clients = [Client(server, account["token"]) for account in (first, second)]
    for client in clients:
        assert "data" in client.call("match:join", {"match": made["matchId"]})
    assert clients[0].wait_event("match:state", 10)["data"]["status"] == "active"
    return made["matchId"], clients


def submit(client, match, problem, code):
    answer = client.call("match:submit", {"match": match, "problemId": problem, "code": code,
                                          "language": "python3"})
    assert "data" in answer, answer
    submission = answer["data"]["submission"]
    told = client.wait(lambda one: one.get("event") == "match:verdict"
                       and one["data"].get("submission") == submission, 120)
    return submission, told["data"]["verdict"]


def leave(clients, match):
    clients[0].call("match:resign", {"match": match})
    for client in clients:
        client.close()


def check_points(server, admin, ann, bob, problems):
    match, clients = room(server, ann, bob, "blitz", ["quiethours", "helloarena"])
    folder = os.path.join(problems, "quiethours", "submissions")
    part = read(folder, "partially_accepted", "forgets_when.py")
    submission, verdict = submit(clients[0], match, "quiethours", part)
    assert verdict == "WA", verdict
    own = server.get("/api/submissions/" + submission, ann["token"])[1]
    assert own["verdict"] == "WA" and 0 < own["judgement"]["score"] < 100, own
    assert not clients[1].wait_event("match:lockout", 0.5)
    whole = read(folder, "accepted", "window.py")
    assert submit(clients[1], match, "quiethours", whole)[1] == "AC"
    assert clients[0].wait_event("match:lockout", 5)
    leave(clients, match)
    assert not rejudged(server, admin, submission)["match"]["changed"]


def rejudged(server, admin, submission, preview=False):
    status, answer = server.post(f"/api/admin/submissions/{submission}/rejudge",
                                 {"preview": preview}, admin["token"])
    assert status == 200, answer
    return answer


def check_idle(server, ann, bob, problems):
    for problem in sorted(os.listdir(problems)):
        if problem == "helloarena":
            continue
        body = {"mode": "sabotage", "problems": [problem, "helloarena"], "partS": 2}
        status, made = server.post("/api/battle/create", body, ann["token"])
        if status != 201:
            continue  # it does not fit: no pass-fail problem
        assert server.post("/api/battle/join", {"code": made["code"]}, bob["token"])[0] == 200
        match = made["matchId"]
        clients = [Client(server, account["token"]) for account in (ann, bob)]
        for client in clients:
            assert "data" in client.call("match:join", {"match": match})
        began = time.time()
        told = clients[0].wait(lambda one: one.get("event") in ("match:phase", "match:abort"),
                               2 + PLANTED_S)
        assert told and told["event"] == "match:phase", (problem, told)
        if "-v" in sys.argv:
            print(problem, round(time.time() - began - 2, 1), "s", flush=True)
        planted = [one["data"] for one in clients[0].log if one.get("event") == "match:planted"]
        intact = [one for one in planted if one.get("intact")]
        assert len(planted) == 2 and not intact, (problem, planted)
        leave(clients, match)


def check_samples_only(server, admin, ann, bob, problems):
    match, clients = room(server, ann, bob, "sabotage", ["helloarena", "nestingdolls"], partS=10)
    sabotages = server.get(f"/api/matches/{match}/state", ann["token"])[1]["data"]["sabotages"]
    own = next(one for one in sabotages if one["authorId"] == ann["user"]["id"])
    sample = read(problems, "helloarena", "data", "sample", "1.in")
    code = ("import sys,io\nd=sys.stdin.read()\n"
            f"if d=={sample!r}: print('no'); sys.exit()\nsys.stdin=io.StringIO(d)\n")
    submission, verdict = submit(clients[0], match, "helloarena", code + own["reference"])
    assert verdict == "AC", verdict
    assert clients[0].wait_event("match:end", 80), clients[0].log[-3:]
    own = server.get("/api/submissions/" + submission, ann["token"])[1]
    assert own["verdict"] == "AC", own
    before = server.get(f"/api/matches/{match}/replay", ann["token"])[1]["events"]
    for preview in (True, False):
        answer = rejudged(server, admin, submission, preview)
        assert (answer["before"], answer["after"], answer["changed"]) == ("AC", "AC", False), answer
    assert server.get(f"/api/matches/{match}/replay", ann["token"])[1]["events"] == before


def main():
    binary, problems = sys.argv[1:3]
    server = Server(binary, "--workers", "1", "--no-rate-limits", problems=problems).start()
    try:
        while not server.setup_token:
            time.sleep(0.05)
        admin = server.player("root", setupToken=server.setup_token)
        ann, bob = server.player("ann"), server.player("bob")
        check_points(server, admin, ann, bob, problems)
        check_samples_only(server, admin, ann, bob, problems)
        check_idle(server, ann, bob, problems)
    finally:
        server.stop()
        server.clean()
    return 0


sys.exit(main())
