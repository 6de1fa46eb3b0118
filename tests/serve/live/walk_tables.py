#!/usr/bin/env python3
"""Exercises every route of /openapi.json and every client event of /asyncapi.json.

For each: what a good call answers, and that wrong types, missing fields, foreign and broken tokens,
deep, oversized and malformed bodies are refused with a 4xx or an error with a code, and have no
effect. No answer of the whole walk may be a 5xx, and the server must live at the end.

  walk_tables.py ARENA PROBLEMS
"""

import json
import sys

from arena_server import Client, Server

failures = []
walked = set()


def check(what, good, seen):
    if not good:
        failures.append(f"{what}: {seen}")


def refused(what, answer, *statuses):
    status, body = answer
    good = status in statuses and isinstance(body, dict) and body.get("error", {}).get("code")
    check(what, good, answer)


def check_document(name, document):
    """Every $ref leads somewhere."""
    def walk(node):
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            for key, value in node.items():
                if key != "$ref":
                    walk(value)
                    continue
                target = document
                for step in value.removeprefix("#/").split("/"):
                    target = target.get(step.replace("~1", "/").replace("~0", "~"), {})
                check(f"{name}: $ref {value}", target, "nothing")
    walk(document)


def told_names(document):
    """The events that the document says the server sends."""
    messages = document["channels"]["arena"]["messages"]
    return {messages[one["$ref"].rsplit("/", 1)[1]]["name"]
            for one in document["operations"]["send"]["messages"]}


def good_calls(server, ann, bob, admin, match, room, submission):
    """operationId -> (path, body, token, expected status)."""
    token, root = ann["token"], admin["token"]
    name = ann["user"]["name"]
    code = "print(sum(map(int, input().split())))"
    run = {"code": code, "language": "python3", "input": "1 2"}
    return {
        "register": ("/api/auth/register", {"username": "new", "password": "longenough"}, None,
                     201),
        "login": ("/api/auth/login", {"username": name, "password": "correct horse"}, None, 200),
        "refresh": ("/api/auth/refresh", None, None, 401),
        "logout": ("/api/auth/logout", None, None, 200),
        "verify": ("/api/auth/verify", {"token": token}, "service", 200),
        "wsTicket": ("/api/ws-ticket", None, token, 200),
        "me": ("/api/me", None, token, 200),
        "changeMe": ("/api/me", {"class": "mage"}, token, 200),
        "user": ("/api/users/" + name, None, None, 200),
        "createBattle": ("/api/battle/create", {"mode": "blitz"}, token, 201),
        "joinBattle": ("/api/battle/join", {"code": room}, bob["token"], 200),
        "battleByCode": ("/api/battle/" + room, None, token, 200),
        "rematch": (f"/api/matches/{match}/rematch", None, token, 201),
        "queue": ("/api/queue", None, None, 200),
        "matches": ("/api/matches?limit=5&user=" + name, None, None, 200),
        "liveMatches": ("/api/matches/live", None, None, 200),
        "match": ("/api/matches/" + match, None, None, 200),
        "matchState": (f"/api/matches/{match}/state", None, None, 200),
        "replay": (f"/api/matches/{match}/replay", None, None, 200),
        "matchSubmissions": (f"/api/matches/{match}/submissions", None, token, 200),
        "leaderboard": ("/api/leaderboard/overall", None, None, 200),
        "ratings": ("/api/rating/" + name, None, None, 200),
        "ratingHistory": (f"/api/rating/{name}/history?dimension=blitz", None, None, 200),
        "problems": ("/api/problems", None, None, 200),
        "problem": ("/api/problems/helloarena", None, None, 200),
        "run": ("/run", run, None, 200),
        "executionRun": ("/api/execution/run", run, None, 200),
        "languages": ("/api/languages", None, None, 200),
        "submit": ("/api/submissions",
                   {"problemId": "helloarena", "code": code, "language": "python3"}, token, 202),
        "submissions": ("/api/submissions", None, token, 200),
        "submission": ("/api/submissions/" + submission, None, token, 200),
        "setRole": (f"/api/admin/users/{name}/role", {"role": "setter"}, root, 200),
        "ban": (f"/api/admin/users/{name}/ban", {"banned": False}, root, 200),
        "abortMatch": ("/api/admin/matches/nothing/abort", None, root, 404),
        "rejudge": (f"/api/admin/submissions/{submission}/rejudge", {"preview": True}, root, 200),
        "health": ("/health", None, None, 200),
        "healthLive": ("/health/live", None, None, 200),
        "healthReady": ("/health/ready", None, None, 200),
        "metrics": ("/metrics", None, None, 200),
        "openapi": ("/openapi.json", None, None, 200),
        "asyncapi": ("/asyncapi.json", None, None, 200),
    }


def bad_values(schema):
    kind = schema["type"]
    values = [None, {"a": 1}, [[]]] if kind not in ("object", "array") else [None, "x", 5]
    if kind != "string":
        values.append("text")
    if kind == "string":
        values += [5, True, "x" * (schema.get("maxLength", 60) + 1), "no such choice\u0000"]
    if kind in ("integer", "number"):
        values += [schema["minimum"] - 1, schema["maximum"] + 1, 1e300]
    if kind == "integer":
        values.append(0.5)
    return values


def walk_route(server, path, method, operation, call):
    where, body, token, expected = call
    what = f"{method} {path}"
    security = operation.get("security", [])
    secured = bool(security) and {} not in security
    send = lambda **more: server.request(method, where, **more)
    if secured:
        refused(what + " without a token", send(body=body), 401)
    if security:
        for broken in ("x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJ1c2VySWQiOiJ4In0.", "é"):
            refused(what + " with the token " + broken, send(body=body, token=broken), 401)
    if "requestBody" in operation:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        for raw in (b"{", b"[]", b"5", b'{"a":"\xff"}', b"{" * 50_000,
                    b'{"a":' * 40 + b"1" + b"}" * 40,
                    b"\x00", b'{"username":"\\u0000"}'):
            refused(f"{what} with the body {raw[:20]}", send(raw_body=raw, token=token), 400)
        refused(what + " with a huge body", send(raw_body=b"x" * 2_000_000, token=token), 413)
        refused(what + " with an unknown field",
                send(body={**body, "unknown": 1}, token=token), 400)
        for field in schema.get("required", []):
            less = {key: value for key, value in body.items() if key != field}
            refused(f"{what} without {field}", send(body=less, token=token), 400)
        for field, kind in schema["properties"].items():
            for value in bad_values(kind):
                if value is None and field not in schema.get("required", []):
                    continue
                refused(f"{what} with {field}={str(value)[:30]}",
                        send(body={**body, field: value}, token=token), 400)
    walk_query(server, method, where, operation, token)
    answer = send(body=body, token=token)
    check(what, answer[0] == expected, answer)
    walked.add(operation["operationId"])


def walk_query(server, method, where, operation, token):
    path = where.split("?")[0]
    for parameter in operation["parameters"]:
        if parameter["in"] != "query":
            continue
        schema, name = parameter["schema"], parameter["name"]
        values = ["%ff", "%zz", "%00"]
        if schema["type"] == "integer":
            values += ["x", "1.5", "9" * 30, str(schema["maximum"] + 1), str(schema["minimum"] - 1)]
        else:
            values.append("x" * (schema["maxLength"] + 1))
        for value in values:
            refused(f"{method} {path}?{name}={value[:30]}",
                    server.request(method, f"{path}?{name}={value}", token=token), 400)


def odd_requests(server):
    for path in ("/..%2f..%2fetc/passwd", "/api/../health/../../x", "/api/users/%00", "/%zz",
                 "/api/users/%ff", "/api/matches/%c0%ae%c0%ae/state", "//api/users/x",
                 "/api//users/x", "/api/users/", "/API/users/x", "/api/problems/%2e%2e",
                 "/api/users/" + "a" * 10_000, "/api/matches/..%2f..%2f"):
        status, _ = server.get(path)
        check("GET " + path[:40], 400 <= status < 500, status)
    status, _ = server.request("DELETE", "/api/me")
    check("DELETE /api/me", status == 405, status)
    for raw in (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"GET\r\n\r\n", b"\r\n" * 1000,
                b"GET / HTTP/9.9\r\n\r\n", b"POST /run HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
                b"POST /run HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                b"GET / HTTP/1.1\r\n" + b"X: " + b"a" * 100_000 + b"\r\n\r\n"):
        answer = server.raw(raw, timeout=3)
        check(f"raw {raw[:20]}", b" 500 " not in answer[:20], answer[:60])
    status, _ = server.request("OPTIONS", "/api/me", headers=["Origin: http://evil.example"])
    check("OPTIONS", status == 204 and "evil" not in server.last_head, server.last_head)


def ws_data(match, token):
    """Good data of each client event; None: any ack will do."""
    return {
        "auth": {"token": token}, "time": {}, "match:join": {"match": match, "since": 0},
        "spectate:join": {"match": match}, "match:leave": {"match": match},
        "match:submit": {"match": match, "problemId": "helloarena", "code": "x", "language": "c"},
        "match:resign": {"match": match}, "match:start": {"match": match},
        "match:say": {"match": match, "text": "hello"}, "chat:say": {"text": "hello"},
        "chat:hear": {}, "queue:join": {"mode": "blitz"}, "queue:leave": {},
    }


def walk_events(server, document, ann, match):
    channel = document["channels"]["arena"]["messages"]
    mine = [one["$ref"].rsplit("/", 1)[1] for one in document["operations"]["receive"]["messages"]]
    data = ws_data(match, ann["token"])
    stranger = Client(server)
    for name in mine:
        if name not in ("auth", "time"):
            answer = stranger.call(name, data[name])
            code = (answer or {}).get("error", {}).get("code")
            check(name + " before a token", code == "bad_token", answer)
    client = Client(server, ann["token"])
    for name in mine:
        schema = channel[name]["payload"]["properties"]["data"]
        required = schema.get("required", [])
        answer = client.call(name, {**data[name], "unknown": 1})
        check(f"{name} with an unknown field",
              answer and answer.get("error", {}).get("code") == "bad_payload", answer)
        for field in required:
            less = {key: value for key, value in data[name].items() if key != field}
            answer = client.call(name, less)
            check(f"{name} without {field}", answer and "error" in answer, answer)
        for field, kind in schema["properties"].items():
            for value in bad_values(kind):
                if isinstance(value, str) and (name == "auth" or "\0" in value):
                    continue  # a wrong token ends the connection; NUL is refused unread: below
                answer = client.call(name, {**data[name], field: value})
                if value is None and field not in required:
                    check(f"{name} with {field}=null", answer, "no answer")
                    continue
                check(f"{name} with {field}={str(value)[:30]}",
                      answer and answer.get("error", {}).get("code"), answer)
        walked.add(name)
    for name in sorted(mine, key=lambda one: one == "match:resign"):
        answer = client.call(name, data[name])
        check(name, answer and ("data" in answer or answer["error"]["code"] != "internal"), answer)
    for odd in ({"event": "no such"}, {"event": 5}, {}, {"event": "time", "id": {"a": 1}},
                {"event": "match:join", "id": 1, "data": {"match": "nothing"}}):
        begin = len(client.log)
        client.send(odd)
        if odd.get("event") != "time":
            check(str(odd), client.wait(lambda m: "error" in m, 10, begin), client.log[begin:])
    begin = len(client.log)
    client.send({"id": 1, "event": "chat:say", "data": {"text": "\0"}})
    check("NUL", client.wait(lambda m: "error" in m, 10, begin), client.log[begin:])
    foreign = Client(server, ann["token"])
    foreign.send({"event": "auth", "data": {"token": "a.b.c"}})
    check("a wrong token closes", foreign.wait_closed() == 4001, foreign.close_code)
    big = Client(server, ann["token"])
    big.frame(0x81, b"x" * 500_000)
    check("a message over 400 KiB closes", big.wait_closed() == 1009, big.close_code)
    bad = Client(server, ann["token"])
    bad.frame(0x81, b"\xff\xfe")
    check("text that is no UTF-8 closes", bad.wait_closed() == 1007, bad.close_code)
    told = told_names(document)
    for seed in ("state", "verdict", "lockout", "eliminate", "tick", "end", "found", "test"):
        check("the document has match:" + seed, "match:" + seed in told, told)
    for one in (stranger, client):
        for message in one.log:
            event = message.get("event")
            check("the document has " + str(event), event is None or event in told, told)
        one.close()


def finished_match(server, ann, bob):
    """A private blitz that bob resigns. Returns the match and a practice submission."""
    status, made = server.post("/api/battle/create", {"mode": "blitz"}, ann["token"])
    assert status == 201, made
    assert server.post("/api/battle/join", {"code": made["code"]}, bob["token"])[0] == 200
    first, second = Client(server, ann["token"]), Client(server, bob["token"])
    for one in (first, second):
        assert "data" in one.call("match:join", {"match": made["matchId"]})
    assert "data" in second.call("match:resign", {"match": made["matchId"]})
    assert first.wait_event("match:end"), first.log
    first.close()
    second.close()
    status, submitted = server.post(
        "/api/submissions", {"problemId": "helloarena", "code": "print(1)", "language": "python3"},
        ann["token"])
    assert status == 202, submitted
    return made["matchId"], submitted["id"]


def main():
    secret = sys.argv[3]
    server = Server(sys.argv[1], "--no-rate-limits", problems=sys.argv[2]).start()
    try:
        while not server.setup_token:
            pass
        admin = server.player("root", setupToken=server.setup_token)
        check("the first admin", admin["user"]["role"] == "admin", admin)
        ann, bob = server.player("ann"), server.player("bob")
        match, submission = finished_match(server, ann, bob)
        _, made = server.post("/api/battle/create", {"mode": "blitz"}, ann["token"])
        _, document = server.get("/openapi.json")
        calls = good_calls(server, ann, bob, admin, match, made["code"], submission)
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                call = calls.get(operation["operationId"])
                if not call:
                    failures.append("not walked: " + operation["operationId"])
                    continue
                if call[2] == "service":
                    call = (*call[:2], secret, call[3])
                walk_route(server, path, method.upper(), operation, call)
        odd_requests(server)
        _, events = server.get("/asyncapi.json")
        check_document("openapi", document)
        check_document("asyncapi", events)
        check("openapi's version", document["openapi"].startswith("3.1."), document["openapi"])
        _, other = server.post("/api/battle/create", {"mode": "blitz"}, ann["token"])
        walk_events(server, events, ann, other["matchId"])
        check("alive at the end", server.get("/health/ready")[0] == 200, server.log_text()[-2000:])
        check("no restart", '"restarts":"0"' in server.log_text() and
              '"restarts":"1"' not in server.log_text(), server.log_text()[-2000:])
    finally:
        status = server.stop()
        server.clean()
    check("a graceful stop", status == 0, status)
    for failure in failures:
        print("FAILED", failure[:600])
    print(f"walked {len(walked)} routes and events, {len(failures)} faults")
    return 1 if failures else 0


sys.exit(main())
