"""A real PostgreSQL server of one's own: a private folder, a Unix socket, no port.

start() makes it, crash() ends it as a power cut would (SIGQUIT to the postmaster, no shutdown
checkpoint), start_again() lets it recover. Only processes that it started are ended.
"""

import glob
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time


class Postgres:
    def __init__(self):
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin/postgres"))
        self.programs = os.path.dirname(found[-1]) if found else None
        self.process = None

    def is_installed(self):
        return self.programs is not None

    def start(self):
        self.folder = tempfile.mkdtemp(prefix="arena-pg-")
        os.chmod(self.folder, 0o755)  # the socket is for a server that holds no privilege
        self.user = {}
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
            self.user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        self._run("initdb", "-D", "data", "-U", "arena", "-A", "trust", "-N", "--no-locale",
                  "-E", "UTF8", "--no-instructions")
        self.start_again()
        self._run("createdb", "-h", self.folder, "-U", "arena", "arena")
        return self

    def _run(self, program, *words):
        with open(os.path.join(self.folder, "log"), "a") as log:
            subprocess.run([os.path.join(self.programs, program), *words], check=True,
                           cwd=self.folder, stdout=log, stderr=log, **self.user)

    def start_again(self):
        with open(os.path.join(self.folder, "log"), "a") as log:
            self.process = subprocess.Popen(
                [os.path.join(self.programs, "postgres"), "-D", "data", "-k", self.folder,
                 "-c", "listen_addresses=", "-c", "shared_buffers=32MB"],
                cwd=self.folder, stdout=log, stderr=log, **self.user)
        for _ in range(600):
            ready = subprocess.run(
                [os.path.join(self.programs, "pg_isready"), "-q", "-h", self.folder], check=False)
            if ready.returncode == 0:
                return
            time.sleep(0.1)
        raise AssertionError("PostgreSQL does not answer")

    def cut_connections(self):
        """Ends every connection of a server to the database, as a lost network would."""
        self._run("psql", "-h", self.folder, "-U", "arena", "-d", "arena", "-c",
                  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                  " WHERE datname = current_database() AND pid <> pg_backend_pid()")

    def crash(self):
        if self.process:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(30)
            self.process = None

    def stop(self):
        self.crash()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self):
        return "postgres://arena@/arena?host=" + self.folder
