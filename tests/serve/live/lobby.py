#!/usr/bin/env python3
"""How players come together on a real server.

  lobby.py ARENA PROBLEMS

A match of the lobby starts when all have come; when an opponent does not come in 20 s it is called
off, and who came waits on with the old time.
Nobody is found a match who was told that they left the queue.
Lengths of a match fit its mode or are refused by name, also those of the lobby.
A rematch is one room, of which the others hear. What a player has met in a private room or tried
alone is not given again while there is something new.
"""

import os
import shutil
import sys
import tempfile
import time

from arena_server import Client, Server

NO_SHOW_S = 20


def queue(server, account, mode):
    client = Client(server, account["token"])
    assert "data" in client.call("queue:join", {"mode": mode}), client.log
    return client


def found(client):
    told = client.wait_event("match:found", 60)
    assert told, client.log
    return told["data"]["matchId"]


def join(client, match):
    answer = client.call("match:join", {"match": match})
    assert "data" in answer, answer


def new_players(server, names):
    return [server.player(name) for name in names]


def check_royale(server):
    players = new_players(server, [f"royal{i}" for i in range(4)])
    clients = [queue(server, player, "battleRoyale") for player in players]
    match = found(clients[0])
    for client in clients:
        join(client, match)
    assert clients[0].wait_event("match:start", 5), clients[0].log[-3:]
    for client in clients:
        client.close()


def check_no_show(server):
    came, absent, later = new_players(server, ["came", "absent", "later"])
    client, silent = queue(server, came, "fastest"), queue(server, absent, "fastest")
    began = time.time()
    match = found(client)
    join(client, match)
    assert client.wait_event("match:abort", NO_SHOW_S + 10), client.log[-3:]
    assert NO_SHOW_S / 2 < time.time() - began < NO_SHOW_S + 10
    begin = len(client.log)
    place = client.wait(lambda one: one.get("event") == "queue:position"
                        and one["data"]["waitedMs"] >= NO_SHOW_S * 900, 10, max(0, begin - 2))
    assert place, client.log[-3:]
    other = queue(server, later, "fastest")
    again = found(other)
    assert again != match
    assert client.wait(lambda one: one.get("event") == "match:found" and one["match"] == again, 5)
    for one in (client, silent, other):
        one.close()


def private_room(server, host, guest, mode, problems):
    status, made = server.post("/api/battle/create", {"mode": mode, "problems": problems},
                               host["token"])
    assert status == 201, made
    assert server.post("/api/battle/join", {"code": made["code"]}, guest["token"])[0] == 200
    clients = [Client(server, account["token"]) for account in (host, guest)]
    for client in clients:
        join(client, made["matchId"])
    assert clients[0].wait_event("match:state", 10)["data"]["status"] == "active"
    return made["matchId"], clients


def resign(clients, match):
    assert "data" in clients[0].call("match:resign", {"match": match})
    assert clients[1].wait_event("match:end", 10)


def check_rematch(server):
    host, guest = new_players(server, ["host", "guest"])
    match, clients = private_room(server, host, guest, "blitz", ["helloarena"])
    resign(clients, match)
    path = f"/api/matches/{match}/rematch"
    status, made = server.post(path, {}, host["token"])
    assert status == 201, made
    told = clients[1].wait_event("match:rematch", 5)
    assert told and told["match"] == match and told["data"]["code"] == made["code"], told
    assert not clients[0].wait_event("match:rematch", 0.5)
    for player in (guest, host):
        status, again = server.post(path, {}, player["token"])
        assert status == 201 and again["matchId"] == made["matchId"], (again, made)
    for client in clients:
        join(client, made["matchId"])
    assert clients[1].wait(lambda one: one.get("event") == "match:state" and one["data"]["status"]
                           == "active" and one.get("match") == made["matchId"], 5)
    resign(clients, made["matchId"])
    status, third = server.post(path, {}, host["token"])  # that one is over
    assert status == 201 and third["matchId"] != made["matchId"]
    for client in clients:
        client.close()


def length_of(server, account, match):
    """Of both parts and the whole, in seconds, as said before the start."""
    client = Client(server, account["token"])
    assert "data" in client.call("match:join", {"match": match, "since": 0})
    settings = client.wait_event("match:created")["data"]["settings"]
    client.close()
    state = server.get(f"/api/matches/{match}/state", account["token"])[1]["data"]
    parts = settings["sabotage"]
    return tuple(one / 1000 for one in (parts["sabotageMs"], parts["repairMs"],
                                        state["timeRemaining"]))


def check_lengths(server):
    host = new_players(server, ["clock"])[0]
    make = lambda **body: server.post("/api/battle/create", body, host["token"])
    for given, expected in (({"durationS": 60}, (24, 36, 60)), ({"durationS": 5}, (2, 3, 5)),
                            ({"partS": 20}, (20, 20, 40)), ({}, (600, 900, 1500))):
        status, made = make(mode="sabotage", **given)
        assert status == 201, made
        assert length_of(server, host, made["matchId"]) == expected, given
    for body, words in (({"mode": "blitz", "partS": 20}, ("partS", "blitz")),
                        ({"mode": "sabotage", "partS": 20, "durationS": 40},
                         ("partS", "durationS")),
                        ({"mode": "codegolf", "problems": [
                            "helloarena", "halfdark", "postcards", "twinstars", "canallock",
                            "clocktower"]}, ("problems", "1 to 5"))):
        status, answer = make(**body)
        assert status == 400, (body, answer)
        assert all(word in answer["error"]["message"] for word in words), answer


def check_lobby_length(binary, problems):
    with Server(binary, "--workers", "1", "--no-rate-limits", "--match-duration", "30",
                problems=problems).start() as server:
        players = new_players(server, ["first", "second"])
        clients = [queue(server, player, "sabotage") for player in players]
        match = found(clients[0])
        for client in clients:
            join(client, match)
        started = clients[0].wait_event("match:start", 10)
        assert started["data"]["partEndsAt"] - started["at"] == 12_000, started
        assert started["data"]["endsAt"] - started["at"] == 30_000, started


def problem_given(server, first, second):
    clients = [queue(server, account, "fastest") for account in (first, second)]
    match = found(clients[0])
    for client in clients:
        join(client, match)
    assert clients[0].wait_event("match:start", 10)
    state = server.get(f"/api/matches/{match}/state", first["token"])[1]
    resign(clients, match)
    for client in clients:
        client.close()
    return state["data"]["problems"][0]["problemId"]


def check_seen(binary, problems):
    folder = tempfile.mkdtemp(prefix="arena-lobby-")
    for name in ("helloarena", "twinstars"):
        shutil.copytree(os.path.join(problems, name), os.path.join(folder, name))
    server = Server(binary, "--workers", "1", "--no-rate-limits", problems=folder).start()
    try:
        for turn in range(3):
            host, guest, fresh, alone = new_players(
                server, [f"{name}{turn}" for name in ("host", "guest", "fresh", "alone")])
            known = "twinstars" if turn == 1 else "helloarena"
            match, clients = private_room(server, host, guest, "fastest", [known])
            resign(clients, match)
            for client in clients:
                client.close()
            assert problem_given(server, guest, fresh) != known
            status, answer = server.post("/api/submissions", {
                "problemId": known, "code": "print(1)", "language": "python3"}, alone["token"])
            assert status < 300, answer
            assert problem_given(server, alone, server.player(f"other{turn}")) != known
    finally:
        server.stop()
        server.clean()
        shutil.rmtree(folder)


def check_leaving(server):
    """Who was told that they left is found no match, whenever they left."""
    stays, leaves = new_players(server, ["stays", "leaves"])
    for turn in range(20):
        waiting, leaving = Client(server, stays["token"]), Client(server, leaves["token"])
        assert "data" in waiting.call("queue:join", {"mode": "codegolf"}), waiting.log
        leaving.send({"id": 1, "event": "queue:join", "data": {"mode": "codegolf"}})
        time.sleep(0.0005 * (turn % 5))
        leaving.send({"id": 2, "event": "queue:leave", "data": {}})
        left = leaving.wait(lambda message: message.get("ack") == 2)
        assert left, leaving.log
        match = leaving.wait_event("match:found", 0.3)
        assert not (match and left["data"]["waited"]) or (
            leaving.log.index(match) < leaving.log.index(left)), leaving.log
        waiting.call("queue:leave", {})
        for client in (waiting, leaving):
            client.close()


def main():
    binary, problems = sys.argv[1:]
    with Server(binary, "--workers", "1", "--no-rate-limits", problems=problems).start() as server:
        check_lengths(server)
        check_rematch(server)
        check_royale(server)
        check_leaving(server)
        check_no_show(server)
    check_lobby_length(binary, problems)
    check_seen(binary, problems)
    return 0


sys.exit(main())
