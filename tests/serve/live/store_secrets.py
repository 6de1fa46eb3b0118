#!/usr/bin/env python3
"""The store's password is the server process's alone: against a real PostgreSQL.

  store_secrets.py ARENA PROBLEMS

By --store, by a file, and by PGPASSWORD: neither the arguments, nor the environment, nor the memory
of the supervisor and of the workers, which run strangers' programs, hold it; the log does not
either.
"""

import os
import subprocess
import sys
import tempfile

from arena_server import Server
from postgres import Postgres

PASSWORD = "s3cret-of-the-store"


def memory_holds(pid, secret):
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            words = line.split()
            if "r" not in words[1] or words[-1] in ("[vvar]", "[vsyscall]"):
                continue
            first, last = (int(one, 16) for one in words[0].split("-"))
            if last - first > 1 << 30:
                continue  # address space that a sanitizer reserves
            try:
                memory.seek(first)
                if secret in memory.read(last - first):
                    return words[-1]
            except OSError:
                pass
    return None


def check_processes(server):
    secret = PASSWORD.encode()
    pids = [server.process.pid, *server.children()]
    workers = 0
    for pid in pids:
        for name in ("cmdline", "environ"):
            with open(f"/proc/{pid}/{name}", "rb") as file:
                assert secret not in file.read(), (pid, name)
        if pid == server.server_pid():
            continue
        workers += pid != server.process.pid
        found = memory_holds(pid, secret)
        assert not found, f"process {pid} holds the password in {found}"
    assert workers == 2, pids
    assert PASSWORD not in server.log_text(), server.log_text()


def check(binary, problems, *flags, **environment):
    for name, value in environment.items():
        os.environ[name] = value
    server = Server(binary, "--workers", "2", *flags, problems=problems)
    try:
        server.start()
        assert memory_holds(server.server_pid(), PASSWORD.encode()), "nothing would be found"
        check_processes(server)
        os.kill(server.server_pid(), 9)  # and the next server gets it again
        while server.get("/health/ready")[0] != 200:
            pass
        check_processes(server)
    finally:
        for name in environment:
            del os.environ[name]
        if server.process:
            server.stop()
        server.clean()


def refused(binary, *flags):
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([binary, "serve", "--data", folder, *flags], text=True,
                              capture_output=True, timeout=60, check=False)
    assert done.returncode == 2, done
    return done.stderr


def main():
    binary, problems = sys.argv[1:]
    if not Postgres().is_installed():
        print("skipped: no PostgreSQL server is installed")
        return 0
    database = Postgres().start()
    try:
        url = f"postgres://arena:{PASSWORD}@/arena?host={database.folder}"
        path = os.path.join(database.folder, "store")
        with open(path, "w") as file:
            file.write(url + "\n")
        check(binary, problems, "--store", url)
        check(binary, problems, "--store=" + url)
        check(binary, problems, "--store-file", path)
        check(binary, problems, ARENA_STORE_FILE=path)
        check(binary, problems, "--store", database.url(), PGPASSWORD=PASSWORD)
        assert "/no/such" in refused(binary, "--store-file", "/no/such")
        assert "no regular file" in refused(binary, "--store-file", "/dev/null")
        assert "keep one" in refused(binary, "--store", url, "--store-file", path)
    finally:
        database.stop()
    return 0


sys.exit(main())
