#!/usr/bin/env python3
"""Plays whole matches at a real `arena serve`, every step by `arena client` as a person would.

  play.py ARENA PROBLEMS blitz|codegolf|battleRoyale|sabotage|fastest|reverse|crash|rejoin|script

Each player is a client process with --json; orders go to its standard input. `crash` kills the
server process (not its supervisor) in the middle of a match: both clients go on in the same
processes, no event is missing or told twice, and the match ends with what was submitted.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time

from arena_server import Client, Server

WAIT_S = 120  # for one step: a machine under load is slow, not wrong
SHELF = ("helloarena", "quiethours", "corridorcat", "pigeonpost", "clocktower", "halfdark")
GAP_S = 2.1  # the rules want 2 s between two submissions of a player
PASSWORD = "correct horse"


class Game:
    """A server, and the accounts of one configuration folder."""

    def __init__(self, arena, problems):
        self.arena, self.problems = arena, problems
        self.folder = tempfile.TemporaryDirectory(prefix="arena-play-")
        # small inputs: on a busy machine reading a large one takes longer than its limit
        shelf = os.path.join(self.folder.name, "problems")
        os.mkdir(shelf)
        for name in SHELF:
            os.symlink(os.path.join(problems, name), os.path.join(shelf, name))
        self.server = Server(arena, "--no-rate-limits", problems=shelf).start()
        self.environment = dict(os.environ, XDG_CONFIG_HOME=self.folder.name,
                                ARENA_SERVER=f"http://127.0.0.1:{self.server.port}")
        self.players = []

    def run(self, *words, stdin="", status=0):
        done = subprocess.run([self.arena, "client", *words], input=stdin, text=True,
                              capture_output=True, env=self.environment, timeout=WAIT_S)
        assert done.returncode == status, (words, done.returncode, done.stdout, done.stderr)
        return done.stdout

    def ask(self, *words):
        return json.loads(self.run(*words, "--json"))

    def register(self, *names):
        for name in names:
            self.run("register", name, stdin=PASSWORD + "\n")

    def player(self, name, *words):
        player = Player(self, name, *words)
        self.players.append(player)
        return player

    def room(self, mode, count, *flags):
        """The maker and the others, in a room that has started."""
        names = [f"player{i}" for i in range(count)]
        self.register(*names)
        maker = self.player(names[0], "create", mode, *flags)
        code = maker.wait("client:room")["data"]["code"]
        others = [self.player(name, "join", code.lower()) for name in names[1:]]
        players = [maker, *others]
        for one in players:
            one.started()
        return players

    def source(self, problem, kind="accepted", suffix=".py"):
        folder = os.path.join(self.problems, problem, "submissions", kind)
        return os.path.join(folder, sorted(f for f in os.listdir(folder) if f.endswith(suffix))[0])

    def end(self):
        for player in self.players:
            player.stop()
        assert self.server.stop() == 0, self.server.log_text()
        self.server.clean()
        self.folder.cleanup()


class Player:
    def __init__(self, game, name, *words):
        self.game, self.name = game, name
        self.process = subprocess.Popen(
            [game.arena, "client", *words, "--as", name, "--json"], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=game.environment)
        self.messages, self.seen, self.changed = [], 0, threading.Condition()
        self.ended_reading = False
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            with self.changed:
                self.messages.append(json.loads(line))
                self.changed.notify_all()
        with self.changed:
            self.ended_reading = True
            self.changed.notify_all()

    def wait(self, event, what=lambda data: True):
        """The next message of this kind behind the one that was waited for last."""
        deadline = time.time() + WAIT_S
        with self.changed:
            while True:
                while self.seen < len(self.messages):
                    message = self.messages[self.seen]
                    self.seen += 1
                    if message.get("event") == event and what(message["data"]):
                        return message
                    assert message.get("event") != "match:abort", message
                gone = self.ended_reading or time.time() > deadline
                if not gone:
                    self.changed.wait(1)
                else:
                    self.stop()
                    raise AssertionError(f"{self.name} waits for {event}: {self.messages[-8:]} "
                                         + self.process.stderr.read())

    def started(self):
        """By an event, or before the state was told."""
        state = self.wait("match:state")
        if state["data"]["status"] != "active":
            self.wait("match:start")

    def order(self, text):
        try:
            self.process.stdin.write(text + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # its match is over; what is awaited next tells

    def submit(self, problem, path, accepted=True):
        """Again when the machine was too busy to run it in time."""
        for _ in range(5):
            self.order(f"submit {problem} {path}")
            told = self.verdict()
            if told["verdict"] != "TLE" or not accepted:
                break
            time.sleep(GAP_S)
        assert (told["verdict"] == "AC") == accepted, told

    def verdict(self):
        return self.wait("match:verdict", lambda data: data.get("submission"))["data"]

    def problems(self):
        with self.changed:
            states = [m for m in self.messages if m.get("event") == "match:state"]
        return [one["problemId"] for one in states[-1]["data"]["problems"]]

    def user_id(self):
        return self.game.ask("player", self.name)["userId"]

    def ended(self, status):
        """The result, once the client has left of its own accord."""
        end = self.wait("match:end")
        assert self.process.wait(WAIT_S) == status, (self.name, self.process.stderr.read())
        return end["data"]

    def check_numbers(self):
        """Every event of the match once, none missing, in order."""
        last = None
        for message in self.messages:
            seq = message.get("seq", 0)
            if message.get("event") == "match:state" or seq == 0:
                last = seq or last
                continue
            assert last is None or seq == last + 1, (self.name, last, message)
            last = seq

    def stop(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


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
    """The statement is hidden from everybody until the match is over; samples are not."""
    one, two = game.room("reverse", 2, "--problem", "helloarena")
    one.order("statement A")
    text = one.wait("client:text")["data"]["text"]
    assert "hidden" in text and "input of sample 1" in text, text
    assert game.ask("problems", "helloarena")["statement"] == ""
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
         "crash": play_crash, "rejoin": play_rejoin,
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
