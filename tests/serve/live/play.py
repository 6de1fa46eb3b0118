#!/usr/bin/env python3
"""Plays whole matches at a real `arena serve`, every step by `arena client` as a person would.

  play.py ARENA PROBLEMS MODE|crash|wait|rejoin|script

Each player is a client process with --json; orders go to its standard input. `crash` kills the
server process (not its supervisor) in the middle of a match: both clients go on in the same
processes, no event is missing or told twice, and the match ends with what was submitted.
"""

import json
import os
import signal
import sys
import time

from arena_server import Client
from client_players import GAP_S, PASSWORD, Game


def results_of(data):
    return {one["userId"]: one for one in data["results"]}


def play_blitz(game):
    """The lobby pairs two; problems are locked, ratings move, the replay tells all of it."""
    game.register("ann", "bob")
    ann, bob = game.player("ann", "queue", "blitz"), game.player("bob", "queue", "blitz")
    match = ann.wait("match:found")["data"]["matchId"]
    ann.started()
    bob.started()
    problems = ann.problems()
    wrong = os.path.join(game.folder.name, "wrong.py")
    with open(wrong, "w") as file:
        file.write("print(input())\n")
    bob.submit("A", wrong, accepted=False)
    for letter in "BA":
        ann.submit(letter, game.source(problems["AB".index(letter)]))
        bob.wait("match:lockout")
        time.sleep(GAP_S)
    bob.order("submit A " + game.source(problems[0]))
    bob.wait("client:refused", lambda data: data["code"] == "problem_locked")
    ann.order("say good game")
    bob.wait("match:chat", lambda data: data["text"] == "good game")
    bob.order("resign")
    results = results_of(ann.ended(0))
    bob.ended(1)
    assert results[ann.user_id()]["score"] == 300 and results[bob.user_id()]["forfeited"], results
    rating = {one["dimension"]: one["rating"] for one in game.ask("player", "ann")["ratings"]}
    assert rating["blitz"] > 1500 and rating["overall"] > 1500 and rating["fastest"] == 1500, rating
    assert [one["name"] for one in game.ask("board", "blitz")["players"]] == ["ann", "bob"]
    events = game.ask("replay", match)["events"]
    assert [one["seq"] for one in events] == list(range(1, len(events) + 1))
    told = game.run("replay", "--as", "bob")
    assert "ann locks B: +200" in told and "you forfeit: resigned" in told, told
    assert match in game.run("matches", "ann")


def play_codegolf(game):
    """Fewer bytes take a problem from who held it."""
    long, short = game.room("codegolf", 2, "--problem", "helloarena")
    path = os.path.join(game.folder.name, "long.py")
    with open(game.source("helloarena")) as file:
        text = file.read()
    with open(path, "w") as file:
        file.write(text + "spare = 'a long word that nobody needs'\n")
    long.submit("A", path)
    long.wait("match:holder")
    short.submit("A", game.source("helloarena"))
    holder = short.wait("match:holder")["data"]
    assert holder["previous"] == long.user_id(), holder
    long.order("resign")
    results = results_of(short.ended(0))
    long.ended(1)
    assert results[short.user_id()]["score"] == 100, results
    assert results[long.user_id()]["score"] == 0, results


def play_battle_royale(game):
    """Four play; the two who have solved nothing go at the end of the round, one gives up."""
    players = game.room("battleRoyale", 4, "--problem", "helloarena", "--part", "15",
                        "--players", "4")
    winner, second, *others = players
    winner.submit("A", game.source("helloarena"))
    second.submit("A", game.source("helloarena"))
    for _ in others:
        winner.wait("match:eliminate")
    winner.wait("match:round")
    second.order("resign")
    results = results_of(winner.ended(0))
    ranks = [results[one.user_id()]["rank"] for one in players]
    assert ranks == [1, 2, 3, 3], results
    for one in (second, *others):
        one.ended(1)


def play_sabotage(game):
    """Both break a source by hand; one mends what the other broke, and the other gives up."""
    players = game.room("sabotage", 2, "--problem", "helloarena", "--problem", "halfdark",
                        "--part", "600")
    references = {}
    for player in players:
        path = os.path.join(game.folder.name, player.name + ".py")
        player.order("save " + path)
        problem = player.wait("client:saved")["data"]["problemId"]
        with open(path) as file:
            references[problem] = file.read()
        with open(path, "a") as file:
            file.write("print('one line too many')\n")
        player.submit(problem, path, accepted=False)
    one, two = players
    assert two.wait("match:phase")["data"]["phase"] == "repair"
    path = os.path.join(game.folder.name, "mended.py")
    two.order("save " + path)
    problem = two.wait("client:saved")["data"]["problemId"]
    with open(path) as file:
        assert file.read() != references[problem]
    with open(path, "w") as file:
        file.write(references[problem])
    time.sleep(GAP_S)
    two.submit(problem, path)
    two.wait("match:solve")
    one.order("resign")
    results = results_of(two.ended(0))
    one.ended(1)
    assert results[two.user_id()]["score"] > results[one.user_id()]["score"], results


def play_fastest(game):
    """The first accepted one wins; whoever looks on sees it, and cannot play."""
    first, second = game.room("fastest", 2, "--problem", "helloarena")
    game.register("watcher")
    match = first.messages[0]["data"]["matchId"]
    watcher = game.player("watcher", "watch", match)
    watcher.wait("match:state")
    watcher.order("submit A " + game.source("helloarena"))
    watcher.wait("client:refused", lambda data: data["code"] == "not_allowed")
    told = game.run("submit", match, "helloarena", game.source("helloarena"), "--as", second.name)
    assert "AC" in told, told
    results = results_of(second.ended(0))
    first.ended(1)
    watcher.ended(0)
    assert results[second.user_id()]["rank"] == 1, results


def play_reverse(game):
    """The statement is hidden from its players until the match is over; samples are not."""
    one, two = game.room("reverse", 2, "--problem", "helloarena")
    one.order("statement A")
    text = one.wait("client:text")["data"]["text"]
    assert "hidden" in text and "input of sample 1" in text, text
    for player in (one, two):
        shown = game.ask("problems", "helloarena", "--as", player.name)
        assert shown["statement"] == "", shown
    one.submit("A", game.source("helloarena"))
    results = results_of(one.ended(0))
    two.ended(1)
    assert results[one.user_id()]["rank"] == 1, results
    assert game.ask("problems", "helloarena")["statement"] != ""


def play_crash(game):
    """kill -9 of the server between two submissions and just behind one."""
    ann, bob = game.room("blitz", 2, "--problem", "helloarena", "--problem", "clocktower",
                         "--problem", "halfdark")
    problems = ann.problems()
    ann.submit("A", game.source(problems[0]))
    bob.wait("match:lockout")
    time.sleep(GAP_S)
    bob.order("submit B " + game.source(problems[1]))
    bob.wait("client:received")  # acknowledged: it may not be lost
    os.kill(game.server.server_pid(), signal.SIGKILL)
    for one in (ann, bob):
        one.wait("client:back")
    if bob.verdict()["verdict"] == "TLE":
        bob.submit("B", game.source(problems[1]))
    ann.wait("match:lockout")
    os.kill(game.server.server_pid(), signal.SIGKILL)
    ann.wait("client:lost")
    ann.order("submit C " + game.source(problems[2]))  # typed while nobody listens
    if ann.verdict()["verdict"] == "TLE":
        ann.submit("C", game.source(problems[2]))
    results = results_of(ann.ended(0))  # 100 and 300 against 200: equally hard, by their order
    bob.ended(1)
    assert [one["score"] for one in results.values()] == [400, 200], results
    for one in (ann, bob):
        one.check_numbers()
    ratings = game.ask("player", "player0")["ratings"]
    assert {one["dimension"]: one["games"] for one in ratings}["blitz"] == 1, ratings


def play_wait(game):
    """kill -9 of the server while a room waits: who was in it is in it still, and plays."""
    game.register("ann", "bob", "cyd")
    ann = game.player("ann", "create", "blitz", "--problem", "helloarena", "--players", "3")
    code = ann.wait("client:room")["data"]["code"]
    bob = game.player("bob", "join", code)
    ann.wait("match:join", lambda data: data["name"] == "bob")
    bob.wait("match:state")  # else he has no connection yet to come back with
    os.kill(game.server.server_pid(), signal.SIGKILL)
    for one in (ann, bob):
        one.wait("client:back")
    cyd = game.player("cyd", "join", code)
    for one in (ann, bob):
        one.wait("match:start")
    cyd.started()
    bob.submit("A", game.source("helloarena"))
    for one in (ann, cyd):
        one.order("resign")
    for one, status in ((ann, 1), (bob, 0), (cyd, 1)):
        one.ended(status)


def play_rejoin(game):
    """Who joins once more on the same connection never was away."""
    server = game.server
    accounts = [{"username": name, "password": PASSWORD} for name in ("player0", "player1")]
    tokens = [server.post("/api/auth/register", one)[1]["token"] for one in accounts]
    room = server.post("/api/battle/create", {"mode": "blitz", "problems": ["helloarena"]},
                       tokens[0])[1]
    server.post("/api/battle/join", {"code": room["code"]}, tokens[1])
    clients = [Client(server, token) for token in tokens]
    for client in clients + clients:
        assert client.call("match:join", {"match": room["matchId"]})["data"]["player"]
    clients[0].call("match:say", {"match": room["matchId"], "text": "here"})  # behind the joins
    state = server.get(f"/api/matches/{room['matchId']}/state")[1]["data"]
    assert [one["present"] for one in state["players"]] == [True, True], state["players"]


def play_script(game):
    """Orders that are piped in at once wait for the start, and for the problems it shows."""
    game.register("ann", "bob")
    ann = game.player("ann", "create", "blitz", "--problem", "helloarena")
    bob = game.player("bob", "join", ann.wait("client:room")["data"]["code"])
    bob.order("submit A " + game.source("helloarena"))
    bob.wait("client:received")
    ann.order("resign")
    ann.ended(1)
    bob.ended(0)
    assert not any(one.get("event") == "client:refused" for one in bob.messages), bob.messages
    places = game.run("matches")
    assert places.index("1. bob") < places.index("2. ann"), places


GAMES = {"blitz": play_blitz, "codegolf": play_codegolf, "battleRoyale": play_battle_royale,
         "sabotage": play_sabotage, "fastest": play_fastest, "reverse": play_reverse,
         "crash": play_crash, "wait": play_wait, "rejoin": play_rejoin,
         "script": play_script}


def main():
    arena, problems, name = sys.argv[1], os.path.abspath(sys.argv[2]), sys.argv[3]
    game = Game(arena, problems)
    try:
        GAMES[name](game)
        for player in game.players:
            player.check_numbers()
    except BaseException:
        for player in game.players:
            for message in player.messages:
                if message.get("event") != "match:tick":
                    print(player.name, json.dumps(message)[:400])
        print(game.server.log_text()[-3000:])
        raise
    finally:
        game.end()


if __name__ == "__main__":
    main()
