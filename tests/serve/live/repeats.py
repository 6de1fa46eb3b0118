#!/usr/bin/env python3
"""What a client sends twice, wrongly or without end, to a real server.

  repeats.py ARENA PROBLEMS

Copies of a submission have one answer, that of the first, and not before it is durable: a database
that stands still, and a server that is killed then, leave no acknowledged submission behind. An
unknown language is refused without effect. Floods of anything are closed, and so is a socket that
nobody signs in.
"""

import json
import os
import shutil
import signal
import sys
import time

from arena_server import Client, Server
from postgres import Postgres

WRONG = "print('certainly wrong')\n"


def room(server, first, second):
    status, made = server.post("/api/battle/create", {"mode": "blitz", "problems": ["helloarena"]},
                               first["token"])
    assert status == 201, made
    assert server.post("/api/battle/join", {"code": made["code"]}, second["token"])[0] == 200
    clients = []
    for account in (first, second):
        client = Client(server, account["token"])
        assert "data" in client.call("match:join", {"match": made["matchId"]}), client.log
        clients.append(client)
    return made["matchId"], clients


def submission(match, id, language="python3"):
    return {"id": id, "event": "match:submit",
            "data": {"match": match, "problemId": "helloarena", "code": WRONG,
                     "language": language}}


def answers(client, id):
    return [message for message in client.log if message.get("ack") == id]


def wait_for_answers(client, id, count):
    client.wait(lambda message: len(answers(client, id)) >= count)
    return answers(client, id)


def check_copies(server, ann, bob):
    match, (client, other) = room(server, ann, bob)
    for _ in range(3):
        client.send(submission(match, "first"))
    told = wait_for_answers(client, "first", 3)
    ids = {answer["data"]["submission"] for answer in told}
    assert len(told) == 3 and len(ids) == 1, told
    assert server.get("/api/submissions/" + ids.pop(), ann["token"])[0] == 200
    for _ in range(3):
        client.send(submission(match, "too fast"))
    told = wait_for_answers(client, "too fast", 3)
    assert [answer.get("error", {}).get("code") for answer in told] == ["rate_limited"] * 3, told
    time.sleep(2.1)
    before = client.call("match:join", {"match": match})["data"]["seq"]
    client.send(submission(match, "klingon", "klingon"))
    told = wait_for_answers(client, "klingon", 1)
    assert told[0].get("error", {}).get("code") == "unknown_language", told
    assert client.call("match:join", {"match": match})["data"]["seq"] == before
    client.call("match:resign", {"match": match})
    client.close()
    other.close()


def check_floods(server, ann):
    floods = {"no JSON": (b"{", True), "an unknown event": (b'{"event":"nope"}', True),
              "nobody": (b'{"event":"queue:leave"}', False)}
    for name, (message, signed_in) in floods.items():
        client = Client(server, ann["token"] if signed_in else None)
        try:
            for _ in range(5000):
                client.frame(0x81, message)
        except OSError:
            pass
        assert client.wait_closed() in (4029, 1006), (name, client.close_code)  # or cut off
        assert len(client.log) < 1500, (name, len(client.log))
    began = time.time()
    silent = Client(server)
    assert silent.wait_closed(30) == 4001, silent.close_code
    assert 8 < time.time() - began < 20, time.time() - began


def frozen(postgres):
    """The postmaster and its children."""
    found = [postgres.process.pid]
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{entry}/stat") as file:
                if int(file.read().rsplit(")", 1)[1].split()[1]) == postgres.process.pid:
                    found.append(int(entry))
        except OSError:
            pass
    return found


def check_lost_store(server, postgres, ann, match, client):
    """Copies on their way when the database dies: all have one answer, and so have later ones."""
    processes = frozen(postgres)
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    for _ in range(2):
        client.send(submission(match, "lost"))
    time.sleep(0.7)
    postgres.process.send_signal(signal.SIGQUIT)
    for process in processes:
        os.kill(process, signal.SIGCONT)
    postgres.crash()
    told = wait_for_answers(client, "lost", 2)
    codes = [answer.get("error", {}).get("code", answer.get("data")) for answer in told]
    assert len(codes) == 2 and codes[0] == codes[1], told
    postgres.start_again()
    for count in range(3, 40):
        client.send(submission(match, "lost"))
        told = wait_for_answers(client, "lost", count)
        if "data" in told[-1]:
            break
        time.sleep(0.5)
    client.send(submission(match, "lost"))
    told = wait_for_answers(client, "lost", len(told) + 1)
    ids = {answer["data"]["submission"] for answer in told if "data" in answer}
    assert "data" in told[-1] and len(ids) == 1, told
    assert server.get("/api/submissions/" + ids.pop(), ann["token"])[0] == 200


def check_durable_first(binary, problems):
    postgres = Postgres()
    if not postgres.is_installed():
        return print("skipped: PostgreSQL is not installed")
    postgres.start()
    server = Server(binary, "--workers", "1", "--store",
                    f"postgres://arena@/arena?host={postgres.folder}", problems=problems)
    try:
        server.start()
        ann, bob = server.player("ann"), server.player("bob")
        match, (client, _) = room(server, ann, bob)
        time.sleep(0.5)
        processes = frozen(postgres)
        for process in processes:
            os.kill(process, signal.SIGSTOP)
        try:
            for _ in range(2):
                client.send(submission(match, "once"))
                time.sleep(0.7)
            early = answers(client, "once")
        finally:
            for process in processes:
                os.kill(process, signal.SIGCONT)
        assert not early, early
        told = wait_for_answers(client, "once", 2)
        assert len({answer["data"]["submission"] for answer in told}) == 1, told
        time.sleep(2.1)
        check_lost_store(server, postgres, ann, match, client)
    finally:
        server.stop()
        server.clean()
        postgres.crash()
        shutil.rmtree(postgres.folder, ignore_errors=True)


def main():
    binary, problems = sys.argv[1:]
    with Server(binary, "--workers", "1", problems=problems).start() as server:
        ann, bob = server.player("ann"), server.player("bob")
        check_copies(server, ann, bob)
        check_floods(server, ann)
    check_durable_first(binary, problems)
    return 0


sys.exit(main())
