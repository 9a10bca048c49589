"""What is there besides the application and its database: a partner, a broker with its workers, other services."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from scaffold.demo.running import die_with_parent
from tests.checks.probes.rabbitmq.servers import broker
from tests.playbooks.bottlenecks.partner import partner
from tests.pooler import pgbouncer

APPS = Path(__file__).parent / "apps"
SERVICES = ("accounts", "billing", "mailing", "reports", "search", "uploads")
MERGED = SERVICES[1:]
MORE_WORKERS = 7


class Around:
    """Nothing besides; what is repaired outside of the application's code."""

    options: tuple[str, ...] = ()
    """Further options of a look, which name what is there."""

    def repair(self, root: Path) -> None:
        """By hand, outside of the application's own code."""


class Services(Around):
    """Six more services in the same repository, each with a Dockerfile of its own."""

    def __init__(self, root: Path) -> None:
        for name in SERVICES:
            folder = root / "services" / name
            (folder / "app").mkdir(parents=True)
            for file in ("Dockerfile", "requirements.txt"):
                shutil.copy(APPS / "common" / file, folder)
            (folder / "app" / "__init__.py").touch()
            (folder / "app" / "main.py").write_text(
                "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n"
                f'@app.get("/{name}")\ndef {name}() -> list[str]:\n    return []\n'
            )

    def repair(self, root: Path) -> None:
        """Merge all but one into the first application."""
        for name in MERGED:
            shutil.copy(root / "services" / name / "app" / "main.py", root / "app" / f"{name}.py")
            shutil.rmtree(root / "services" / name)


class Pooler(Around):
    """PgBouncer in front of the database."""

    def __init__(self, root: Path, database: str, stack: ExitStack) -> None:
        self.database, self.stack = database, stack
        self.start(root, size=1)

    def start(self, root: Path, size: int) -> None:
        """With this many server connections."""
        url = self.stack.enter_context(pgbouncer(self.database, default_pool_size=size))
        (root / ".env").write_text(f"POOLED_URL={url}\n")
        console = urlsplit(url)
        self.options = (
            "--pgbouncer-url",
            f"postgresql://stats:s@127.0.0.1:{console.port}/pgbouncer",
        )

    def repair(self, root: Path) -> None:
        """More server connections: the next one in its place."""
        self.start(root, size=16)


class Workers(Around):
    """A broker, and the workers that take its jobs."""

    def __init__(self, root: Path, amqp: int, api: str) -> None:
        self.options = ("--rabbitmq-url", api)
        self.amqp = amqp
        self.running: list[subprocess.Popen[bytes]] = []
        (root / ".env").write_text(f"AMQP_PORT={amqp}\n")
        self.start(root)

    def start(self, root: Path) -> None:
        """One more worker."""
        environment = {"PATH": os.environ["PATH"], "AMQP_PORT": str(self.amqp)}
        self.running.append(
            subprocess.Popen([sys.executable, "-P", root / "worker.py"], env=environment,
                             preexec_fn=die_with_parent)
        )  # fmt: skip

    def repair(self, root: Path) -> None:
        """More workers."""
        for _ in range(MORE_WORKERS):
            self.start(root)

    def stop(self) -> None:
        """End every worker."""
        for one in self.running:
            one.kill()
            one.wait()


@contextmanager
def surroundings(name: str, root: Path, database: str) -> Iterator[Around]:
    """What this bottleneck needs besides, ended afterwards."""
    with ExitStack() as stack:
        if name == "slow_third_party":
            (root / ".env").write_text(f"PARTNER_URL={stack.enter_context(partner())}\n")
            yield Around()
        elif name == "over_provisioned":
            yield Services(root)
        elif name == "pooler_too_small":
            yield Pooler(root, database, stack)
        elif name == "queue_backlog":
            folder = root.parent / "rabbit"
            folder.mkdir()
            there = stack.enter_context(broker(folder))
            workers = Workers(root, there.amqp, there.url)
            stack.callback(workers.stop)
            yield workers
        else:
            yield Around()
