#!/usr/bin/env python3
"""Rejudges submissions of finished matches on a real server, whose answer file was wrong.

Ann wins a match and meets Cyd in a later one; then the jury finds that the test's answer is 2, not
1. A preview says what will change and changes nothing; applying it says the same and does it: the
match's journal, result and history, and the ratings of the match and of the later one. The server
is killed in the middle of rejudges, too: each counts once.

  rejudge.py ARENA [--store sqlite|postgres]
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import threading
import time

from arena_server import Client, Server
from postgres import Postgres

PROBLEM = """problem_format_version: 2023-07-draft
name: Flip
uuid: 0d5a2c0e-6f0c-4a3b-9d35-2f6f5bd1b0aa
limits:
  time_limit: 5
"""


def make_problem(folder):
    path = os.path.join(folder, "flip")
    for part in ("data/sample", "data/secret", "problem_statement", "submissions/accepted"):
        os.makedirs(os.path.join(path, part))
    files = {"problem.yaml": PROBLEM, "data/sample/1.in": "1\n", "data/sample/1.ans": "1\n",
             "data/secret/2.in": "2\n", "problem_statement/problem.en.tex": "Print the answer.\n"}
    for name, text in files.items():
        with open(os.path.join(path, name), "w") as file:
            file.write(text)
    return path


def set_answer(path, answer):
    """What programs that print it, whatever the input, are judged by from the next start on."""
    for name in ("data/sample/1.ans", "data/secret/2.ans"):
        with open(os.path.join(path, name), "w") as file:
            file.write(answer + "\n")


def enter(server, account, match):
    client = Client(server, account["token"])
    assert "data" in client.call("match:join", {"match": match, "since": 0}), client.log
    return client


def submit(client, match, text):
    answer = client.call("match:submit", {"match": match, "problemId": "flip",
                                          "code": text, "language": "python3"})
    submission = answer["data"]["submission"]
    told = client.wait(lambda one: one.get("event") == "match:verdict"
                       and one["data"].get("submission") == submission, 120)
    return submission, told["data"]["verdict"]


def play(server, first, second):
    """`first` solves it by printing 1 after `second` has printed 2."""
    status, made = server.post("/api/battle/create", {"mode": "blitz", "problems": ["flip"]},
                               first["token"])
    assert status == 201, made
    assert server.post("/api/battle/join", {"code": made["code"]}, second["token"])[0] == 200
    match = made["matchId"]
    clients = enter(server, first, match), enter(server, second, match)
    wrong = submit(clients[1], match, "print(2)")
    right = submit(clients[0], match, "print(1)")
    for client in clients:
        client.close()
    assert (right[1], wrong[1]) == ("AC", "WA"), (right, wrong)
    for _ in range(100):
        if server.get(f"/api/matches/{match}/replay")[0] == 200:
            return match, right[0], wrong[0]
        time.sleep(0.05)
    raise AssertionError("the match does not end")


def ratings(server):
    """All that the API tells of ratings."""
    found = {}
    for name in ("ann", "bob", "cyd"):
        found[name] = server.get("/api/rating/" + name)[1]["ratings"]
        for dimension in ("blitz", "overall"):
            found[name, dimension] = server.get(
                f"/api/rating/{name}/history?dimension={dimension}")[1]["changes"]
    found["board"] = [(one["name"], one["rating"], one["wins"], one["losses"])
                      for one in server.get("/api/leaderboard/blitz")[1]["players"]]
    return found


def ranks(server, match):
    return {one["name"]: one["rank"] for one in server.get("/api/matches/" + match)[1]["players"]}


def events(server, match):
    return server.get(f"/api/matches/{match}/replay")[1]["events"]


def rejudge(server, admin, submission, preview):
    status, answer = server.post(f"/api/admin/submissions/{submission}/rejudge",
                                 {"preview": preview}, admin["token"])
    assert status == 200, answer
    assert answer.pop("preview") is preview
    return answer


def check_apply(server, admin, submission):
    before = ratings(server)
    preview = rejudge(server, admin, submission, True)
    assert ratings(server) == before, "a preview changed something"
    applied = rejudge(server, admin, submission, False)
    assert applied == preview, (preview, applied)
    after = ratings(server)
    for move in applied["match"]["ratings"]:
        name = next(one for one in ("ann", "bob", "cyd")
                    if server.get("/api/users/" + one)[1]["id"] == move["userId"])
        was, now = ({one["dimension"]: one["rating"] for one in when[name]}
                    for when in (before, after))
        assert was[move["dimension"]] == move["before"], move
        assert now[move["dimension"]] == move["after"], move
    return applied


def check_chains(server):
    """Every change begins where the one before it ended; the last end is today's."""
    found = ratings(server)
    for name in ("ann", "bob", "cyd"):
        today = {one["dimension"]: one["rating"] for one in found[name]}
        for dimension in ("blitz", "overall"):
            rating = 1500
            for change in reversed(found[name, dimension]):
                assert change["before"] == rating, (name, dimension, found[name, dimension])
                rating = change["after"]
            assert rating == today[dimension], (name, dimension)


def kill_in_the_middle(server, admin, submission, verdict):
    """The answer may be lost; the rejudge is not, and counts once."""
    asked = threading.Thread(target=server.post, args=(
        f"/api/admin/submissions/{submission}/rejudge", {"preview": False}, admin["token"]))
    asked.start()
    time.sleep(random.uniform(0, 0.4))
    victim = server.server_pid()
    if victim:
        os.kill(victim, 9)
    asked.join()
    for _ in range(200):
        status, found = server.get("/api/submissions/" + submission, admin["token"])
        if status == 200 and found["state"] == "judged" and found["epoch"] > 0:
            return found["verdict"] == verdict
        time.sleep(0.1)
    raise AssertionError("the rejudge was lost")


def check_kills(server, path, admin, match, right, wrong):
    """The answer is changed back and forth; whatever survived, the board says what verdicts say."""
    for answer in ("1", "2", "1"):
        server.stop()
        set_answer(path, answer)
        server.start()
        kill_in_the_middle(server, admin, right, "AC" if answer == "1" else "WA")
        kill_in_the_middle(server, admin, wrong, "AC" if answer == "2" else "WA")
        for submission in (right, wrong):  # a kill may have come before the request
            rejudge(server, admin, submission, False)
        first, second = ("ann", "bob") if answer == "1" else ("bob", "ann")
        assert ranks(server, match) == {first: 1, second: 2}, (answer, ranks(server, match))
        check_chains(server)
        numbers = [one["seq"] for one in events(server, match)]
        assert numbers == list(range(1, len(numbers) + 1)), numbers


def run(server, path):
    while not server.setup_token:
        time.sleep(0.01)
    admin = server.player("root", setupToken=server.setup_token)
    ann, bob, cyd = (server.player(name) for name in ("ann", "bob", "cyd"))
    match, right, wrong = play(server, ann, bob)
    play(server, ann, cyd)
    assert ranks(server, match) == {"ann": 1, "bob": 2}
    assert rejudge(server, admin, right, False)["match"]["changed"] is False
    length = len(events(server, match))

    server.stop()
    set_answer(path, "2")
    server.start()
    taken = check_apply(server, admin, right)
    assert (taken["before"], taken["after"], taken["match"]["changed"]) == ("AC", "WA", True), taken
    assert ranks(server, match) == {"ann": 1, "bob": 1}  # nobody has a point
    moved = {one["userId"] for one in taken["match"]["ratings"]}
    assert cyd["user"]["id"] in moved, "the later match did not follow"
    given = check_apply(server, admin, wrong)
    assert given["after"] == "AC"
    assert ranks(server, match) == {"ann": 2, "bob": 1}
    check_chains(server)
    journal = events(server, match)
    kinds = [one["event"] for one in journal[length:]]
    assert kinds.count("match:rejudged") == 2 and kinds.count("match:corrected") == 2, kinds
    last = journal[-1]
    assert last["event"] == "match:corrected", last
    told = {one["userId"]: one["mode"]["after"] for one in last["data"]["eloChanges"]}
    bobs = server.get("/api/rating/bob/history?dimension=blitz")[1]["changes"]
    assert told[bob["user"]["id"]] == bobs[-1]["after"], (told, bobs)
    check_kills(server, path, admin, match, right, wrong)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("arena")
    parser.add_argument("--store", choices=["sqlite", "postgres"], default="sqlite")
    args = parser.parse_args()
    flags, postgres = ["--no-rate-limits"], None
    if args.store == "postgres":
        postgres = Postgres()
        if not postgres.is_installed():
            return 77
        flags += ["--store", postgres.start().url()]
    shelf = tempfile.mkdtemp(prefix="arena-rejudge-")
    path = make_problem(shelf)
    set_answer(path, "1")
    server = Server(args.arena, *flags, problems=shelf).start()
    try:
        run(server, path)
    except BaseException:
        print(server.log_text()[-3000:])
        raise
    finally:
        server.stop()
        server.clean()
        shutil.rmtree(shelf)
        if postgres:
            postgres.stop()
    return 0


sys.exit(main())
