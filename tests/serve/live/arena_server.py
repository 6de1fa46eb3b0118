"""A real `arena serve` for tests, and a small client of its HTTP API and WebSocket.

Standard library only. The server runs in a temporary folder on a free port; stop() ends the process
group that start() made and nothing else.
"""

import base64
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import threading
import time


class Server:
    def __init__(self, binary, *flags, data=None, problems=None):
        self.binary, self.flags = binary, flags
        self.data = data or tempfile.mkdtemp(prefix="arena-serve-")
        self.own_data = data is None
        self.problems = problems
        self.process = None
        self.port = 0
        self.setup_token = ""

    def start(self, port=0):
        command = [self.binary, "serve", "--listen", f"127.0.0.1:{port}",
                   "--data", self.data, "--problems", self.problems, *self.flags]
        self.log = open(os.path.join(self.data, "log"), "a")
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self.log,
                                        text=True)
        first = self.process.stdout.readline()
        if "listening on" not in first:
            raise AssertionError("the server did not start: " + first + self.log_text())
        self.port = int(first.rsplit(":", 1)[1])
        threading.Thread(target=self._read_rest, daemon=True).start()
        deadline = time.time() + 60
        while time.time() < deadline:
            status, _ = self.get("/health/ready")
            if status == 200:
                return self
            time.sleep(0.02)
        raise AssertionError("the server is not ready: " + self.log_text())

    def _read_rest(self):
        for line in self.process.stdout:
            if "--setup-token" in line:
                self.setup_token = line.split()[-1]

    def log_text(self):
        with open(os.path.join(self.data, "log")) as file:
            return file.read()

    def children(self):
        """Pids of the server process and of the workers, by /proc."""
        found = []
        for entry in os.listdir("/proc"):
            if not entry.isdigit():
                continue
            try:
                with open(f"/proc/{entry}/stat") as file:
                    parent = int(file.read().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
            if parent == self.process.pid:
                found.append(int(entry))
        return sorted(found)

    def server_pid(self):
        """The child that is no worker; None while it is being started again."""
        for pid in self.children():
            try:
                with open(f"/proc/{pid}/comm") as file:
                    if "serve" in file.read():
                        return pid
            except OSError:
                pass
        return None

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise AssertionError("the server did not stop: " + self.log_text())
        status = self.process.returncode if self.process else None
        self.log.close()
        return status

    def clean(self):
        if self.own_data:
            shutil.rmtree(self.data, ignore_errors=True)

    def raw(self, data, timeout=10):
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as connection:
            connection.sendall(data)
            answer = b""
            while True:
                try:
                    piece = connection.recv(65536)
                except (TimeoutError, ConnectionResetError):
                    break
                if not piece:
                    break
                answer += piece
            return answer

    def request(self, method, path, body=None, token=None, headers=None, raw_body=None):
        payload = raw_body if raw_body is not None else (
            json.dumps(body).encode() if body is not None else b"")
        lines = [f"{method} {path} HTTP/1.1", "Host: test", "Connection: close",
                 f"Content-Length: {len(payload)}"]
        if payload:
            lines.append("Content-Type: application/json")
        if token:
            lines.append("Authorization: Bearer " + token)
        lines += headers or []
        try:
            answer = self.raw(("\r\n".join(lines) + "\r\n\r\n").encode() + payload, timeout=60)
        except OSError:
            return 0, {}
        if not answer:
            return 0, {}
        head, _, rest = answer.partition(b"\r\n\r\n")
        status = int(head.split()[1])
        self.last_head = head.decode("latin-1")
        if b"application/json" not in head:
            return status, rest
        return status, json.loads(rest) if rest else {}

    def get(self, path, token=None):
        return self.request("GET", path, token=token)

    def post(self, path, body, token=None):
        return self.request("POST", path, body, token)

    def player(self, name, **more):
        status, answer = self.post("/api/auth/register",
                                   {"username": name, "password": "correct horse", **more})
        assert status == 201, (status, answer)
        return answer

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        """Stops and clears up; a failure is told with the end of the log."""
        if kind:
            print(self.log_text()[-3000:])
        self.stop()
        self.clean()


class Client:
    """One WebSocket. Everything that comes is kept in `log`, in order."""

    def __init__(self, server, token=None):
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout=60)
        key = base64.b64encode(os.urandom(16)).decode()
        head = ["GET /ws HTTP/1.1", "Host: test", "Upgrade: websocket", "Connection: Upgrade",
                "Sec-WebSocket-Key: " + key, "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Protocol: arena.v1"]
        if token:
            head.append("Authorization: Bearer " + token)
        self.socket.sendall(("\r\n".join(head) + "\r\n\r\n").encode())
        self.rest = b""
        while b"\r\n\r\n" not in self.rest:
            piece = self.socket.recv(4096)
            if not piece:
                raise ConnectionError("no handshake")
            self.rest += piece
        head, self.rest = self.rest.split(b"\r\n\r\n", 1)
        if b" 101 " not in head.split(b"\r\n")[0]:
            raise ConnectionError(head.decode("latin-1"))
        self.socket.settimeout(None)
        self.log, self.next_id, self.close_code = [], 0, None
        self.changed = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()

    def _take(self, count):
        while len(self.rest) < count:
            piece = self.socket.recv(65536)
            if not piece:
                raise EOFError
            self.rest += piece
        taken, self.rest = self.rest[:count], self.rest[count:]
        return taken

    def _read(self):
        try:
            while True:
                first, second = self._take(2)
                length = second & 127
                if length == 126:
                    length, = struct.unpack(">H", self._take(2))
                elif length == 127:
                    length, = struct.unpack(">Q", self._take(8))
                payload = self._take(length)
                if first & 15 == 1:
                    with self.changed:
                        self.log.append(json.loads(payload))
                        self.changed.notify_all()
                elif first & 15 == 8:
                    self.close_code = struct.unpack(">H", payload[:2])[0] if payload else 1005
                    break
                elif first & 15 == 9:
                    self.frame(0x8a, payload)
        except (OSError, EOFError):
            pass
        with self.changed:
            self.close_code = self.close_code or 1006
            self.changed.notify_all()

    def frame(self, first, payload):
        mask = os.urandom(4)
        size = len(payload)
        if size < 126:
            head = bytes([first, 0x80 | size])
        elif size < 65536:
            head = bytes([first, 0x80 | 126]) + struct.pack(">H", size)
        else:
            head = bytes([first, 0x80 | 127]) + struct.pack(">Q", size)
        self.socket.sendall(head + mask + bytes(c ^ mask[i & 3] for i, c in enumerate(payload)))

    def send(self, message):
        self.frame(0x81, json.dumps(message).encode())

    def call(self, event, data, id=None):
        if id is None:
            self.next_id += 1
            id = self.next_id
        begin = len(self.log)
        self.send({"id": id, "event": event, "data": data})
        return self.wait(lambda message: message.get("ack") == id, begin=begin)

    def wait(self, fits, timeout=30, begin=0):
        deadline = time.time() + timeout
        with self.changed:
            while True:
                for message in self.log[begin:]:
                    if fits(message):
                        return message
                if self.close_code or not self.changed.wait(deadline - time.time()):
                    return None

    def wait_event(self, name, timeout=30, begin=0):
        return self.wait(lambda message: message.get("event") == name, timeout, begin)

    def wait_closed(self, timeout=20):
        deadline = time.time() + timeout
        with self.changed:
            while not self.close_code and self.changed.wait(deadline - time.time()):
                pass
        return self.close_code

    def close(self):
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.socket.close()
