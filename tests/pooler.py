"""A real PgBouncer for tests, in front of a database, on a loopback port of its own."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from scaffold.demo.postgres import NOBODY, free_port
from scaffold.demo.running import die_with_parent
from tests.needs import need


@contextmanager
def pgbouncer(database: str, **settings: object) -> Iterator[str]:
    """The address of this database through PgBouncer, with its users; `stats` (password s) may see the console."""
    need(shutil.which("pgbouncer"), "pgbouncer (apt-get install pgbouncer)")
    parts, port = urlsplit(database), free_port()
    name = parts.path.lstrip("/")
    folder = Path(tempfile.mkdtemp(prefix="rung-pgbouncer-"))
    (folder / "users").write_text(
        f'"{parts.username}" "{parts.password}"\n"weak" "weak"\n"stats" "s"\n'
    )
    lines = {
        "listen_addr": "127.0.0.1", "listen_port": port, "auth_type": "scram-sha-256",
        "auth_file": folder / "users", "stats_users": "stats", "admin_users": parts.username,
        "unix_socket_dir": "", "pool_mode": "transaction", **settings,
    }  # fmt: skip
    (folder / "pgbouncer.ini").write_text(
        f"[databases]\n{name} = host=127.0.0.1 port={parts.port} dbname={name}\n[pgbouncer]\n"
        + "".join(f"{key} = {value}\n" for key, value in lines.items())
    )
    as_whom = {}
    if os.geteuid() == 0:
        as_whom = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        for one in (folder, *folder.iterdir()):
            os.chown(one, NOBODY, NOBODY)
    running = subprocess.Popen(
        ["pgbouncer", "-q", str(folder / "pgbouncer.ini")],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        preexec_fn=die_with_parent, **as_whom,  # type: ignore[call-overload]
    )  # fmt: skip
    try:
        _await(port, running)
        yield f"postgresql://{parts.username}:{parts.password}@127.0.0.1:{port}/{name}"
    finally:
        running.terminate()
        running.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def _await(port: int, running: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline and running.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("PgBouncer did not start")
