#!/usr/bin/env python3
"""The first and the last second of a server.

  drain.py ARENA PROBLEMS

It says that it listens when it is ready to answer, and not at all when it cannot start. After
SIGTERM nobody is left without an answer: a run that goes on gets its own, who connects gets 503,
kept connections are closed after their answer, readiness is 503 until nothing listens any more.
"""

import http.client
import json
import signal
import socket
import subprocess
import sys
import tempfile
import time

from arena_server import Server

RUN_S = 2


def check_start(binary, problems):
    with tempfile.TemporaryDirectory() as folder:
        for store in ("sqlite:", "mysql://x/y", "postgres://nobody@127.0.0.1:1/none"):
            ended = subprocess.run([binary, "serve", "--listen", "127.0.0.1:0", "--data", folder,
                                    "--problems", problems, "--store", store],
                                   capture_output=True, text=True, timeout=60, check=False)
            assert ended.returncode == 3, ended
            assert "listening" not in ended.stdout, (store, ended.stdout)
            if store == "sqlite:":
                assert "names no file" in ended.stderr, ended.stderr
        with Server(binary, problems=problems) as server:
            process = subprocess.Popen([binary, "serve", "--listen", "127.0.0.1:0", "--data",
                                        folder, "--problems", problems], text=True,
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            try:
                server.port = int(process.stdout.readline().rsplit(":", 1)[1])
                assert server.get("/health/live")[0] == 200
                taken = subprocess.run([binary, "serve", "--listen", f"127.0.0.1:{server.port}",
                                        "--data", folder + "/other", "--problems", problems],
                                       capture_output=True, text=True, timeout=60, check=False)
                assert taken.returncode == 3 and "--listen" in taken.stderr, taken
                assert "--port" not in taken.stderr, taken.stderr
            finally:
                process.terminate()
                process.wait()
            server.log = tempfile.TemporaryFile("w")


def ask_run(server):
    code = f"import time\ntime.sleep({RUN_S})\nprint('done')"
    body = json.dumps({"code": code, "language": "python3"}).encode()
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=30)
    connection.sendall(b"POST /run HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                       b"Content-Length: %d\r\n\r\n" % len(body) + body)
    return connection


def read_all(connection):
    answer = b""
    while piece := connection.recv(65536):
        answer += piece
    return answer


def check_drain(server):
    kept = [http.client.HTTPConnection("127.0.0.1", server.port, timeout=20) for _ in range(2)]
    for connection in kept:
        connection.request("GET", "/health/ready")
        assert connection.getresponse().read()
    run = ask_run(server)
    time.sleep(0.7)
    began = time.time()
    server.process.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    kept[0].request("GET", "/health/ready")
    answer = kept[0].getresponse()
    assert answer.status == 503 and json.loads(answer.read())["draining"], answer
    assert answer.getheader("Connection") == "close"
    seen = 0
    while True:
        try:
            status, answer = server.get("/health/ready")
        except ConnectionRefusedError:
            break
        if status == 0:  # how Server tells that it was refused
            break
        assert status == 503 and answer["draining"], (time.time() - began, status, answer)
        seen += 1
        other = server.post("/api/auth/login", {"username": "ann", "password": "correct horse"})
        if other[0] == 0:
            break
        assert other[0] == 503 and other[1]["error"]["code"] == "restarting", other
        time.sleep(0.02)
    assert seen > 10 and time.time() - began > RUN_S - 1.2, (seen, time.time() - began)
    answer = read_all(run)
    assert b" 200 " in answer[:20] and b"done" in answer, answer
    assert server.process.wait(10) == 0
    kept[1].sock.settimeout(5)
    assert kept[1].sock.recv(10) == b"", "an idle connection was reset"


def main():
    binary, problems = sys.argv[1:3]
    check_start(binary, problems)
    with Server(binary, "--no-rate-limits", problems=problems).start() as server:
        server.player("ann")
        assert server.post("/run", {"code": "print(1)", "language": "python3"})[0] == 200
        check_drain(server)
    return 0


sys.exit(main())
