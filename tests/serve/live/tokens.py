#!/usr/bin/env python3
"""A token that is over ends what was opened with it.

  tokens.py ARENA PROBLEMS

A ticket is as good as its token: a ban, a lower role and a logout end it, too. On an open socket an
old token does nothing until `auth` renews it; then it is closed with 4001. A logout ends the access
tokens and sockets of its session, also over a restart. The client's live view renews by itself.
Wrong tokens and secrets are bounded by address, and lock nobody out for long.
"""

import base64
import hashlib
import hmac
import json
import os
import subprocess
import sys
import tempfile
import threading
import time

from arena_server import Client, Server
from match_room import code_of, enter, room

LEEWAY_S, GRACE_S = 5, 30  # serve/auth/jwt.hpp, serve/ws/session.hpp


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def ending_in(server, token, seconds):
    """The same token, signed by the server's key with another end."""
    with open(os.path.join(server.data, "secrets", "jwt")) as file:
        key = file.read().strip().encode()
    head, payload, _ = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    claims["exp"] = int(time.time() + seconds - LEEWAY_S)
    signed = head + "." + base64url(json.dumps(claims).encode())
    return signed + "." + base64url(hmac.new(key, signed.encode(), hashlib.sha256).digest())


def handshake(server, ticket):
    lines = ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="]
    head = f"GET /ws?ticket={ticket} HTTP/1.1\r\nHost: x\r\n" + "\r\n".join(lines) + "\r\n\r\n"
    return int(server.raw(head.encode(), 2).split()[1])


def ticket_of(server, account):
    status, answer = server.post("/api/ws-ticket", {}, account["token"])
    assert status == 200, answer
    return answer["ticket"]


def cookie_of(server):
    for line in server.last_head.split("\r\n"):
        if line.lower().startswith("set-cookie: "):
            return line.split(": ", 1)[1].split(";")[0]
    return None


def sign_in(server, name):
    account = server.post("/api/auth/login", {"username": name, "password": "correct horse"})[1]
    account["cookie"] = cookie_of(server)
    return account


def log_out(server, account):
    status, answer = server.request("POST", "/api/auth/logout", {},
                                    headers=["Cookie: " + account["cookie"]])
    assert status == 200, answer


def check_tickets(server, admin):
    for name in ("gina", "hugo", "ivan"):
        server.player(name)
    server.post("/api/admin/users/hugo/role", {"role": "organizer"}, admin["token"])
    gina, hugo, ivan = (sign_in(server, name) for name in ("gina", "hugo", "ivan"))
    assert handshake(server, ticket_of(server, gina)) == 101
    tickets = [ticket_of(server, one) for one in (gina, hugo, ivan)]
    server.post("/api/admin/users/gina/ban", {}, admin["token"])
    server.post("/api/admin/users/hugo/role", {"role": "player"}, admin["token"])
    log_out(server, ivan)
    told = [handshake(server, ticket) for ticket in tickets]
    assert told == [401, 401, 401], ("a ticket outlived a ban, a demotion or a logout", told)


def check_logout(server):
    first, other = sign_in(server, "ann"), sign_in(server, "ann")
    sockets = [Client(server, one["token"]) for one in (first, other)]
    log_out(server, first)
    assert sockets[0].wait_closed() == 4001, sockets[0].close_code
    assert code_of(server.get("/api/me", first["token"])) == (401, "bad_token")
    assert server.get("/api/me", other["token"])[0] == 200, "another session was logged out"
    assert "data" in sockets[1].call("chat:say", {"text": "still here"})
    os.kill(server.server_pid(), 9)
    while server.get("/health/ready")[0] != 200:
        time.sleep(0.1)
    assert code_of(server.get("/api/me", first["token"])) == (401, "bad_token"), "forgotten"
    assert server.get("/api/me", other["token"])[0] == 200


def check_sockets(server, ann, bob):
    match = room(server, ann, bob)
    enter(server, bob, match, since=0)
    short = {**ann, "token": ending_in(server, ann["token"], 3)}
    client, silent = enter(server, short, match, since=0), Client(server, short["token"])
    hearing = Client(server, bob["token"])
    hearing.call("chat:hear", {})
    client.call("chat:hear", {})
    began = time.time()
    while server.get("/api/me", short["token"])[0] == 200:
        assert time.time() < began + 10
        time.sleep(0.2)
    wrong = {"match": match, "problemId": "helloarena", "code": "x", "language": "python3"}
    for event, data in (("chat:say", {"text": "too late"}), ("queue:join", {"mode": "blitz"}),
                        ("match:join", {"match": match}), ("match:submit", wrong),
                        ("match:submit", {"match": match}), ("match:resign", {"match": match})):
        told = client.call(event, data)
        assert told["error"]["code"] == "token_expired", (event, told)
    hearing.call("chat:say", {"text": "heard"})
    assert client.wait_event("chat:said"), "nothing is heard in the time of grace"
    assert not [one for one in hearing.log if "too late" in str(one)], hearing.log
    state = server.get(f"/api/matches/{match}/state", ann["token"])[1]["data"]
    assert state["status"] == "active" and not state["submissions"], state
    assert "data" in client.call("auth", {"token": ann["token"]}), client.log
    assert "data" in client.call("match:submit", wrong), client.log
    assert silent.wait_closed(GRACE_S + LEEWAY_S + 15) == 4001, silent.close_code
    assert time.time() > began + GRACE_S - 2, "the time of grace is too short"
    assert "data" in client.call("time", {}), "a renewed socket was closed"
    client.call("match:resign", {"match": match})
    for one in (client, hearing):
        one.close()


def check_client(server, ann, bob, binary):
    """Its account file has the token live longer than it does; the refresh cookie is good."""
    _, made = server.post("/api/battle/create", {"mode": "blitz", "problems": ["helloarena"]},
                          bob["token"])
    match = made["matchId"]
    rival = enter(server, bob, match, since=0)
    account = sign_in(server, "ann")
    with tempfile.TemporaryDirectory() as folder:
        url = f"http://127.0.0.1:{server.port}"
        environment = {**os.environ, "XDG_CONFIG_HOME": folder}
        os.makedirs(os.path.join(folder, "arena"))
        kept = {"server": url, "name": "ann", "userId": ann["user"]["id"],
                "token": ending_in(server, account["token"], 6),
                "expiresAt": int(time.time()) + 63,
                "refresh": account["cookie"].split("=", 1)[1]}
        path = os.path.join(folder, "arena", "client.json")
        with open(path, "w") as file:
            json.dump({"version": 1, "accounts": [kept]}, file)
        os.chmod(path, 0o600)
        words = ["client", "join", made["code"], "--server", url, "--json"]
        process = subprocess.Popen([binary, *words], env=environment, text=True,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT)
        lines = []
        threading.Thread(target=lambda: lines.extend(process.stdout), daemon=True).start()
        try:
            deadline = time.time() + 12
            while time.time() < deadline and process.poll() is None:
                time.sleep(0.2)
            assert process.poll() is None, lines
            process.stdin.write("say renewed\n")
            process.stdin.flush()
            told = rival.wait(lambda one: one.get("event") == "match:say"
                              or "renewed" in str(one.get("data")), 10)
            assert told, ("the live view's token was not renewed", lines, rival.log)
        finally:
            process.kill()
            process.wait()
    rival.call("match:resign", {"match": match})
    rival.close()


def check_guesses(binary, problems):
    folder = tempfile.mkdtemp(prefix="arena-secret-")
    secret = "correct-horse-battery-staple-secret"
    with open(os.path.join(folder, "service"), "w") as file:
        file.write(secret)
    os.chmod(os.path.join(folder, "service"), 0o600)
    os.environ["INTERNAL_SERVICE_SECRET_FILE"] = os.path.join(folder, "service")
    with Server(binary, problems=problems).start() as server:
        del os.environ["INTERNAL_SERVICE_SECRET_FILE"]
        ann = server.player("ann")
        verify = {"token": ann["token"]}
        assert server.post("/api/auth/verify", verify, secret)[0] == 200
        told = [server.post("/api/auth/verify", verify, f"guess-{i}")[0] for i in range(80)]
        assert told[:50] == [401] * 50 and 429 in told, told
        refused = server.post("/api/auth/verify", verify, "guess")
        assert code_of(refused) == (429, "rate_limited"), refused
        assert "\r\nretry-after: " in server.last_head.lower(), server.last_head
        told = [server.get("/api/me", "a.b.c")[0] for _ in range(20)]
        assert 429 in told, told
        over = ending_in(server, ann["token"], -1)
        told = [server.get("/api/me", over)[0] for _ in range(20)]
        assert told == [401] * 20, "a token that is over is no guess"
        assert server.get("/api/me", ann["token"])[0] == 200, "a neighbour is locked out"
        time.sleep(2.2)
        assert server.post("/api/auth/verify", verify, secret)[0] == 200, "locked out for long"


def main():
    binary, problems = sys.argv[1:3]
    check_guesses(binary, problems)
    with Server(binary, "--no-rate-limits", problems=problems).start() as server:
        while not server.setup_token:
            time.sleep(0.01)
        admin = server.player("root", setupToken=server.setup_token)
        ann, bob = server.player("ann"), server.player("bob")
        check_tickets(server, admin)
        check_logout(server)
        check_client(server, ann, bob, binary)
        check_sockets(server, ann, bob)
    return 0


sys.exit(main())
