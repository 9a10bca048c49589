"""The `prom/prometheus` image: Debian's prometheus with the compose file's flags and mounted files."""

import re
import shutil
from pathlib import Path

from tests.needs import need
from tests.stack.launch import Launch
from tests.stack.model import Service

MATCHES = re.compile(r"(quay\.io/|docker\.io/)?prom/prometheus:.+")
IMAGE = ("--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus")
"""The image's own CMD, which a `command` in the compose file replaces."""


def needs(service: Service) -> None:
    """Debian's package."""
    need(shutil.which("prometheus"), "prometheus (apt-get install prometheus)")


def launch(service: Service, home: Path) -> Launch:
    """The server in /prometheus, as in the image."""
    program = shutil.which("prometheus")
    assert program is not None
    data = home / "data"
    data.mkdir(exist_ok=True)
    mounted = tuple((Path(one), at) for one, at in service.volumes if one.startswith("/"))
    return Launch(
        argv=(program, *(service.command or IMAGE)),
        environment=service.environment,
        binds=((data, "/prometheus"), *mounted),
        cwd="/prometheus",
    )
