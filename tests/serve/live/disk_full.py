#!/usr/bin/env python3
"""Fills the disk under a real server in the middle of a match.

New writes are refused with 503 and acks with store_unavailable, reading goes on, nothing that was
acknowledged is lost, and once there is room again the server takes writes by itself: the same
process, the same matches, whose clocks are extended by the time that nobody could play, also where
nobody tried to.

  disk_full.py ARENA PROBLEMS      exit status 77: no small disk can be mounted here
"""

import os
import subprocess
import sys
import tempfile
import time

from arena_server import Client, Server
from match_room import enter, room

WRONG = "print('certainly wrong')\n"


def fill(folder):
    path = os.path.join(folder, "ballast")
    with open(path, "wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass
    return path


def until(what, holds, seconds=60):
    deadline = time.time() + seconds
    while not holds():
        assert time.time() < deadline, what
        time.sleep(0.2)


def submit(client, match):
    return client.call("match:submit", {"match": match, "problemId": "helloarena", "code": WRONG,
                                        "language": "python3"})


def run(server, folder):
    ann, bob = server.player("ann"), server.player("bob")
    _, made = server.post("/api/battle/create", {"mode": "blitz", "problems": ["helloarena"]},
                          ann["token"])
    assert server.post("/api/battle/join", {"code": made["code"]}, bob["token"])[0] == 200
    match = made["matchId"]
    clients = [Client(server, one["token"]) for one in (ann, bob)]
    for client in clients:
        assert "data" in client.call("match:join", {"match": match, "since": 0}), client.log
    quiet = room(server, ann, bob)
    idle = [enter(server, one, quiet) for one in (ann, bob)]
    kept = submit(clients[0], match)["data"]["submission"]
    served_by = server.server_pid()

    ballast = fill(folder)
    said = lambda: clients[1].call("match:say", {"match": match, "text": "x" * 400})
    until("the full disk is noticed",
          lambda: said().get("error", {}).get("code") == "store_unavailable")
    full_since = time.time()
    status, answer = server.post("/api/auth/register",
                                 {"username": "cyd", "password": "correct horse"})
    assert (status, answer["error"]["code"]) == (503, "store_unavailable"), answer
    assert "Retry-After" in server.last_head, server.last_head
    refused = submit(clients[1], match)
    assert refused["error"]["code"] == "store_unavailable", refused
    assert server.get("/api/rating/ann")[0] == 200
    assert server.get("/health/live")[0] == 200
    assert server.get("/health/ready")[0] == 503
    time.sleep(max(0, 4 - (time.time() - full_since)))

    os.unlink(ballast)
    until("there is room again", lambda: server.get("/health/ready")[0] == 200)
    clock = idle[0].wait_event("match:clock", 5)
    assert clock and clock["data"]["byMs"] > 4000, "the clock of an idle match was not extended"
    until("the match goes on", lambda: "data" in submit(clients[1], match))
    assert clients[0].wait_event("match:clock"), "the clock was not extended"
    until("the verdict", lambda: server.get("/api/submissions/" + kept, ann["token"])[1]
          .get("verdict") == "WA")
    assert "data" in clients[1].call("match:resign", {"match": match})
    assert clients[0].wait_event("match:end"), clients[0].log
    clocks = [[one["data"]["byMs"] for one in client.log if one.get("event") == "match:clock"]
              for client in (clients[0], idle[0])]
    assert all(len(one) == 1 for one in clocks), clocks
    numbers = [one["seq"] for one in clients[0].log
               if one.get("match") == match and one.get("seq")]
    assert numbers == list(range(1, len(numbers) + 1)), numbers
    assert server.player("cyd")
    assert server.server_pid() == served_by, "the server did not live through it"


def main():
    folder = tempfile.mkdtemp(prefix="arena-full-")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder],
                             capture_output=True, check=False)
    if mounted.returncode != 0:
        print("skipped: no small disk can be mounted here")
        os.rmdir(folder)
        return 77
    data = os.path.join(folder, "data")
    os.mkdir(data, 0o700)
    server = Server(sys.argv[1], "--no-rate-limits", data=data, problems=sys.argv[2])
    log = tempfile.NamedTemporaryFile("r", prefix="arena-full-log-")
    os.symlink(log.name, os.path.join(data, "log"))  # the log is not what fills the disk
    try:
        server.start()
        run(server, folder)
    except BaseException:
        print(log.read()[-3000:])
        raise
    finally:
        server.stop()
        subprocess.run(["umount", folder], check=False)
        os.rmdir(folder)
    return 0


sys.exit(main())
