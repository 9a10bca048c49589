"""A real RabbitMQ (Debian's) with its management plugin, on loopback ports and with a name service of its own."""

import os
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scaffold.demo.postgres import free_port
from tests.needs import need

HOMES = Path("/usr/lib/rabbitmq/lib")


@dataclass(frozen=True, slots=True, kw_only=True)
class Broker:
    """Where it listens."""

    amqp: int
    api: int

    @property
    def url(self) -> str:
        """The management API, with the user that may do all."""
        return f"http://guest:guest@127.0.0.1:{self.api}"


@contextmanager
def broker(folder: Path) -> Iterator[Broker]:
    """A node with an empty store; it is ended, and its name service with it."""
    home = next(iter(sorted(HOMES.glob("rabbitmq_server-*"))), None)
    need(home, "rabbitmq-server (apt-get install rabbitmq-server)")
    assert home is not None
    one = Broker(amqp=free_port(), api=free_port())
    (folder / "plugins").write_text("[rabbitmq_management].\n")
    (folder / "rabbit.conf").write_text(
        f"listeners.tcp.1 = 127.0.0.1:{one.amqp}\nmanagement.tcp.ip = 127.0.0.1\n"
        f"management.tcp.port = {one.api}\ncollect_statistics_interval = 1000\n"
    )
    names = free_port()
    surroundings = {
        "PATH": os.environ["PATH"], "HOME": str(folder), "RABBITMQ_NODENAME": f"rung{one.amqp}@localhost",
        "RABBITMQ_NODE_PORT": str(one.amqp), "RABBITMQ_DIST_PORT": str(free_port()), "ERL_EPMD_PORT": str(names),
        "ERL_EPMD_ADDRESS": "127.0.0.1", "RABBITMQ_CONFIG_FILE": str(folder / "rabbit.conf"),
        "RABBITMQ_MNESIA_BASE": str(folder / "store"), "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"), "RABBITMQ_CONF_ENV_FILE": "/dev/null",
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+S 1:1 +sbwt none",
    }  # fmt: skip
    log = folder / "out.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [home / "sbin" / "rabbitmq-server"],
            env=surroundings,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(one, process, log)
        yield one
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
        subprocess.run(
            ["epmd", "-port", str(names), "-kill"],
            env=surroundings,
            capture_output=True,
            check=False,
        )


def _wait(one: Broker, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{one.api}/api/overview", timeout=5)
        except urllib.error.HTTPError as error:
            if error.code == 401:
                return
        except OSError:
            pass
        time.sleep(0.5)
    raise AssertionError(log.read_text(errors="replace")[-3000:])
