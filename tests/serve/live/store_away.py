#!/usr/bin/env python3
"""A PostgreSQL that goes away while nobody asks for anything.

  store_away.py ARENA PROBLEMS

Readiness tells it before the first write does, what the library says of it stays in the log, and
all is well by itself when it is back.
"""

import sys
import time

from arena_server import Server
from postgres import Postgres


def wait_for(server, path, status, seconds):
    deadline = time.time() + seconds
    while server.get(path)[0] != status:
        assert time.time() < deadline, (path, server.get(path))
        time.sleep(0.1)


def main():
    database = Postgres()
    if not database.is_installed():
        print("skipped: no PostgreSQL server is installed")
        return 0
    database.start()
    server = Server(sys.argv[1], "--store", database.url(), "--workers", "1", problems=sys.argv[2])
    try:
        server.start()
        server.player("ann")
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
    finally:
        server.stop()
        server.clean()
        database.stop()
    return 0


sys.exit(main())
