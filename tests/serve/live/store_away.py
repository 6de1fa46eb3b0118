#!/usr/bin/env python3
"""A PostgreSQL that goes away, and one that another server wants, too.

  store_away.py ARENA PROBLEMS

Readiness tells it before the first write does, what the library says of it stays in the log, and
all is well by itself when it is back. The clock of every live match is extended by the time that it
was away, once, whether somebody wrote in it meanwhile or not. One server at a time owns a database:
a second one is refused and touches no match, a killed one has it back at once, and one that lost it
to another never writes to it again.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time

from arena_server import Server
from match_room import enter, room
from postgres import Postgres


def wait_for(server, path, status, seconds):
    deadline = time.time() + seconds
    while server.get(path)[0] != status:
        assert time.time() < deadline, (path, server.get(path))
        time.sleep(0.1)


def check_clocks(server, database):
    ann, bob = server.player("player1"), server.player("player2")
    matches = [room(server, ann, bob) for _ in range(2)]
    quiet, loud = [[enter(server, one, match) for one in (ann, bob)] for match in matches]
    path = "/api/matches/{}/state"
    left = lambda match: server.get(path.format(match), ann["token"])[1]["data"]["endsAt"]
    before = [left(match) for match in matches]
    gone = time.time()
    database.crash()
    wait_for(server, "/health/ready", 503, 6)
    told = loud[0].call("match:say", {"match": matches[1], "text": "anybody here?"})
    assert told["error"]["code"] == "store_unavailable", told
    time.sleep(max(0, 4.5 - (time.time() - gone)))
    database.start_again()
    wait_for(server, "/health/ready", 200, 10)
    away = time.time() - gone
    for clients in (quiet, loud):
        clock = clients[0].wait_event("match:clock", 5)
        assert clock and clock["data"]["reason"] == "outage", clients[0].log
        assert 4000 < clock["data"]["byMs"] < away * 1000 + 2500, (clock, away)
    time.sleep(1.5)
    for clients, match, ends in zip((quiet, loud), matches, before):
        clocks = [one["data"]["byMs"] for one in clients[0].log
                  if one.get("event") == "match:clock"]
        assert len(clocks) == 1 and left(match) == ends + clocks[0], (clocks, left(match), ends)
        for client in clients:
            client.close()
def check_second_server(binary, problems, url, server):
    ann, bob = server.player("ann"), server.player("bob")
    match = room(server, ann, bob)
    clients = [enter(server, one, match, since=0) for one in (ann, bob)]
    begun = time.time()
    with tempfile.TemporaryDirectory() as folder:
        second = subprocess.run([binary, "serve", "--listen", "127.0.0.1:0", "--data", folder,
                                 "--problems", problems, "--store", url, "--workers", "1"],
                                capture_output=True, text=True, timeout=60, check=False)
    assert second.returncode == 3 and "listening" not in second.stdout, second
    assert "in use by another server" in second.stderr, second.stderr
    assert time.time() - begun < 15
    answer = clients[0].call("match:submit", {"match": match, "problemId": "helloarena",
                                              "code": "print(1)", "language": "python3"})
    assert "data" in answer, answer
    told = [one["event"] for client in clients for one in client.log if "event" in one]
    assert not {"match:leave", "match:abort"} & set(told), told
    begun = time.time()
    os.kill(server.server_pid(), signal.SIGKILL)
    time.sleep(0.2)
    wait_for(server, "/health/ready", 200, 10)
    assert time.time() - begun < 8, "a restart waits for its own dead connection"


def check_takeover(binary, problems, database, server):
    database.cut_connections()
    wait_for(server, "/health/ready", 200, 10)
    server.player("cut")  # nobody came between: it goes on
    process = server.server_pid()
    os.kill(process, signal.SIGSTOP)
    try:
        database.cut_connections()
        with Server(binary, "--store", database.url(), "--workers", "1",
                    problems=problems).start() as second:
            second.player("zoe")
            os.kill(process, signal.SIGCONT)
            wait_for(server, "/health/ready", 503, 10)
            second.player("yan")
    finally:
        os.kill(process, signal.SIGCONT)
    time.sleep(2)
    assert server.get("/health/ready")[0] == 503, "a server that was succeeded writes again"
    status, _ = server.post("/api/auth/register", {"username": "x", "password": "12345678"})
    assert status == 503, status
    assert "took this database over" in server.log_text(), server.log_text()[-2000:]


def main():
    database = Postgres()
    if not database.is_installed():
        print("skipped: no PostgreSQL server is installed")
        return 0
    database.start()
    server = Server(sys.argv[1], "--store", database.url(), "--workers", "1", problems=sys.argv[2])
    try:
        server.start()
        server.player("before")
        database.crash()
        wait_for(server, "/health/ready", 503, 6)
        wait_for(server, "/health", 503, 1)
        assert server.get("/health/live")[0] == 200
        answers = [server.get("/health/ready"), server.get("/api/leaderboard/blitz"),
                   server.post("/api/auth/register", {"username": "zed", "password": "12345678"})]
        for status, answer in answers:
            assert status == 503, answer
            for inner in ("postgres", database.folder, "socket", "connection"):
                assert inner not in str(answer), answer
        assert database.folder in server.log_text(), "the log does not say why"
        database.start_again()
        wait_for(server, "/health/ready", 200, 10)
        server.player("zed")
        check_clocks(server, database)
        server.player("back")
        server.stop()
        server.clean()
        server = Server(sys.argv[1], "--store", database.url(), "--workers", "1",
                        "--no-rate-limits", problems=sys.argv[2])
        server.start()
        check_second_server(sys.argv[1], sys.argv[2], database.url(), server)
        check_takeover(sys.argv[1], sys.argv[2], database, server)
    finally:
        server.stop()
        server.clean()
        database.stop()
    return 0


sys.exit(main())
