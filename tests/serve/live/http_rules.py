#!/usr/bin/env python3
"""What HTTP, JSON and the documents promise, where a client relies on the letter of it.

  http_rules.py ARENA PROBLEMS

Conditional requests, targets, Host, Vary, media types, schemes; framing, 100 Continue, upgrades and
close codes; large sources; unknown and empty parameters; ids and data of messages; what the
documents say of statuses, lengths and frames; metrics; a log of JSON lines only.
"""

import json
import os
import socket
import sys
import time

from arena_server import Client, Server


def code_of(answer):
    return answer[0], answer[1].get("error", {}).get("code")


def header(server, name):
    for line in server.last_head.split("\r\n"):
        key, _, value = line.partition(": ")
        if key.lower() == name.lower():
            return value
    return None


def check_http(server, ann):
    assert server.get("/api/languages")[0] == 200
    tag = header(server, "ETag")
    assert header(server, "Vary") == "Origin", server.last_head
    for wanted in (tag, "W/" + tag, '"other", ' + tag, f'"a",W/{tag}', "*"):
        status, _ = server.request("GET", "/api/languages", headers=["If-None-Match: " + wanted])
        assert status == 304, (wanted, status)
    status, _ = server.request("GET", "/api/languages", headers=['If-None-Match: "other", W/"x"'])
    assert status == 200
    for target in ("http://x/health", "HTTP://x:80/health", "http://x/health/live"):
        assert server.request("GET", target)[0] == 200, target
    assert server.request("GET", "http://x")[0] == 404
    lone = server.raw(b"GET /health HTTP/1.1\r\nConnection: close\r\n\r\n")
    assert b" 400 " in lone[:20], lone
    twice = server.raw(b"GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n")
    assert b" 400 " in twice[:20], twice
    assert b" 200 " in server.raw(b"GET /health HTTP/1.0\r\n\r\n")[:20]
    body = json.dumps({"class": "mage"}).encode()
    types = {"application/json": 200, "Application/JSON; charset=utf-8": 200,
             'application/json;charset="UTF-8"': 200, "application/jsonx": 415,
             "application/json; charset=utf-16": 415, "text/plain": 415}
    for media, status in types.items():
        raw = (f"PATCH /api/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: {media}"
               f"\r\nAuthorization: Bearer {ann['token']}\r\nContent-Length: {len(body)}\r\n\r\n")
        answer = server.raw(raw.encode() + body)
        assert int(answer.split()[1]) == status, (media, answer[:80])
    for scheme in ("Bearer", "bearer", "BEARER", "bearer "):
        status, _ = server.request("GET", "/api/me",
                                   headers=[f"Authorization: {scheme} {ann['token']}"])
        assert status == 200, scheme
    for scheme in ("Basic", "Bearerx", ""):
        status, _ = server.request("GET", "/api/me",
                                   headers=[f"Authorization: {scheme} {ann['token']}"])
        assert status == 401, scheme


def framed(server, lines, body=b"", path="/api/auth/login"):
    """Sends a POST with these header lines; the answer's status."""
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + "".join(
        line + "\r\n" for line in lines)
    answer = server.raw(head.encode() + b"\r\n" + body, 5)
    return int(answer.split()[1]) if answer else 0


def check_framing(server):
    """RFC 9112, 6.1 and RFC 9110, 8.4: a body that is not read as it was meant is refused."""
    server.player("fay")
    body = json.dumps({"username": "fay", "password": "correct horse"}).encode()
    plain, kind = f"Content-Length: {len(body)}", "Content-Type: application/json"
    pieces = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    for lines, sent, status in (
            ([kind, plain], body, 200),
            ([kind, "Transfer-Encoding: chunked"], pieces, 200),
            ([kind, "Transfer-Encoding: Chunked"], pieces, 200),
            ([kind, "Transfer-Encoding: gzip, chunked"], pieces, 501),
            ([kind, "Transfer-Encoding: identity", plain], body, 501),
            ([kind, "Transfer-Encoding: identity"], body, 501),
            ([kind, "Transfer-Encoding: chunked", plain], pieces, 400),
            ([kind, plain, "Content-Encoding: gzip"], body, 415),
            ([kind, plain, "Content-Encoding: identity"], body, 200),
            ([kind, plain, "Expect: 200-ok"], body, 417),
            ([kind, plain, "X-Long: one", " two"], body, 400),
            ([kind, plain, "X-Long: one", "\ttwo"], body, 400),
            ([kind, "Content-Length: 5000000", "Expect: 100-continue"], b"", 413)):
        found = framed(server, lines, sent)
        assert found == status, (lines, found)


def check_continue(server):
    body = json.dumps({"username": "fay", "password": "correct horse"}).encode()
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(b"POST /api/auth/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                           b"Content-Type: application/json\r\nExpect: 100-continue\r\n"
                           b"Content-Length: %d\r\n\r\n" % len(body))
        first = connection.recv(100)
        assert first == b"HTTP/1.1 100 Continue\r\n\r\n", first
        connection.sendall(body)
        assert connection.recv(4096).startswith(b"HTTP/1.1 200 ")


def check_upgrade(server):
    assert server.get("/ws")[0] == 426
    assert header(server, "Upgrade") == "websocket", server.last_head
    assert header(server, "Sec-WebSocket-Version") == "13", server.last_head
    answer = server.raw(b"OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert b" 204 " in answer[:20] and b"\r\nAllow: " in answer, answer


def closed_with(server, ann, first, payload):
    client = Client(server, ann["token"])
    client.frame(first, payload)
    return client.wait_closed(10)


def check_closes(server, ann):
    """RFC 6455, 5.5.1 and 7.4: a close code that may not be sent is a protocol error."""
    for code, answer in ((1000, 1000), (4001, 1000), (999, 1002), (1005, 1002), (1006, 1002),
                         (1015, 1002), (2999, 1002), (5000, 1002)):
        found = closed_with(server, ann, 0x88, code.to_bytes(2, "big"))
        assert found == answer, (code, found)
    assert closed_with(server, ann, 0x88, b"\x03\xe8\xc3\x28") == 1007
    client = Client(server, ann["token"])
    client.socket.sendall(b"\x81\xfe\x00\x02\x00\x00\x00\x00{}")  # 5.2: two bytes for one
    assert client.wait_closed(10) == 1002, client.close_code


def check_large_sources(server, ann):
    """64 KiB is 64 KiB however JSON writes it, and no more."""
    source = "#" * (64 * 1024)
    escaped = '{"code":"' + "\\u0023" * len(source) + '","language":"python3"'
    for path, rest, good in (("/run", "}", 200), ("/api/submissions", ',"problemId":"helloarena"}',
                                                  202)):
        status, answer = server.request("POST", path, token=ann["token"],
                                        raw_body=(escaped + rest).encode())
        assert status == good, (path, status, answer)
    status, _ = server.request("POST", "/api/auth/login", raw_body=b" " * 400_000)
    assert status == 413, status
    client = Client(server, ann["token"])
    text = '{"id":"big","event":"match:submit","data":{"match":"nowhere","problemId":"p",'
    client.frame(0x81, (text + escaped[1:] + "}}").encode())
    told = client.wait(lambda one: one.get("ack") == "big", 10)
    assert told and told["error"]["code"] == "not_found", (client.close_code, told)
    client.frame(0x81, b" " * 500_000)
    assert client.wait_closed(10) == 1009, client.close_code
    nobody = Client(server)
    nobody.frame(0x81, b" " * 40_000)
    assert nobody.wait_closed(10) == 1009, "who did not sign in may send large messages"


def check_unknown(server, ann):
    for path in ("/api/matches?limits=5", "/api/me?x=1", "/health?verbose",
                 "/api/matches?limit=1&limit=2", "/api/matches?limit=", "/api/matches?limit",
                 "/api/matches?user=", "/api/leaderboard/blitz?limit="):
        answer = server.get(path, ann["token"])
        assert code_of(answer) == (400, "bad_request"), (path, answer)
    client = Client(server, ann["token"])
    for message in ({"id": {"a": 1}, "event": "time"}, {"id": 1.5, "event": "time"},
                    {"id": [1], "event": "time"}, {"id": "x" * 65, "event": "time"},
                    {"id": 7, "event": "time", "data": [1]}, {"id": 7, "event": "time", "data": 5}):
        begin = len(client.log)
        client.send(message)
        answer = client.wait(lambda one: "error" in one, 10, begin)
        assert answer and answer["error"]["code"] == "bad_payload", (message, client.log[begin:])
        assert answer["ack"] == (7 if message["id"] == 7 else None), answer
    begin = len(client.log)
    client.send({"id": "y", "event": "time", "data": None, "trace": 1})
    assert client.wait(lambda one: one.get("ack") == "y" and "data" in one, 10, begin)
    client.close()


def check_documents(server):
    _, api = server.get("/openapi.json")
    statuses = {one["operationId"]: set(map(int, one["responses"]))
                for path in api["paths"].values() for one in path.values()}
    wanted = {"login": {401, 403, 415}, "register": {403, 409, 415}, "refresh": {401},
              "joinBattle": {404, 409}, "rematch": {403, 409}, "submit": {404, 409},
              "rejudge": {403, 404, 409}, "replay": {409}, "run": {429, 503}}
    for name, some in wanted.items():
        assert some <= statuses[name], (name, statuses[name])
    body = api["paths"]["/api/auth/register"]["post"]["requestBody"]
    schema = body["content"]["application/json"]["schema"]
    assert schema["properties"]["password"]["minLength"] == 8, schema
    for path in api["paths"].values():
        for one in path.values():
            good = next(answer for status, answer in one["responses"].items() if status[0] == "2")
            assert all("schema" in content for content in good["content"].values()), one
    answer = api["paths"]["/api/me"]["get"]["responses"]["200"]["content"]["application/json"]
    assert answer["schema"]["properties"]["role"] == {"type": "string"}, answer
    _, events = server.get("/asyncapi.json")
    messages = events["channels"]["arena"]["messages"]
    for name in ("ack", "error"):
        assert "ack" in messages[name]["payload"]["required"], messages[name]
    for name in ("match:state", "match:tick", "match:test", "match:found", "queue:position"):
        data = messages[name]["payload"]["properties"]["data"]
        assert data["properties"], name
    assert messages["match:state"]["payload"]["properties"]["seq"]["minimum"] == 0


def check_metrics_and_log(server, ann, bob):
    status, made = server.post("/api/battle/create", {"mode": "blitz"}, ann["token"])
    assert status == 201, made
    server.post("/api/battle/join", {"code": made["code"]}, bob["token"])
    host, client = Client(server, ann["token"]), Client(server, bob["token"])
    for one in (host, client):
        assert "data" in one.call("match:join", {"match": made["matchId"]}), one.log
    client.call("match:resign", {"match": made["matchId"]})
    assert client.wait_event("match:end"), client.log
    deadline = time.time() + 10
    while "\nmatches_ended_total 1\n" not in metrics(server):
        assert time.time() < deadline, metrics(server)
        time.sleep(0.1)
    assert "\nmatch_completion_rate 1\n" in metrics(server)
    assert "\nelo_calculation_drift 0\n" in metrics(server)
    os.kill(server.server_pid(), 9)
    while server.get("/health/ready")[0] != 200:
        time.sleep(0.1)
    lines = server.log_text().splitlines()
    what = [json.loads(line) for line in lines]  # each is JSON
    assert any(one["what"] == "the server ended" and one["level"] == "error" for one in what), lines


def metrics(server):
    return server.get("/metrics")[1].decode()


def main():
    with Server(sys.argv[1], "--no-rate-limits", "--cors", "https://play.example",
                    problems=sys.argv[2]).start() as server:
        ann, bob = server.player("ann"), server.player("bob")
        check_http(server, ann)
        check_framing(server)
        check_continue(server)
        check_upgrade(server)
        check_closes(server, ann)
        check_large_sources(server, ann)
        check_unknown(server, ann)
        check_documents(server)
        check_metrics_and_log(server, ann, bob)
    return 0


sys.exit(main())
