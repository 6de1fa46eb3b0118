"""Accounts and rooms at a real server; each player is one `arena client` process with --json."""

import json
import os
import subprocess
import tempfile
import threading
import time

from arena_server import Server

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
