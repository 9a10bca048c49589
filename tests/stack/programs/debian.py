"""An image built FROM debian: its packages must be installed here, its files are bound where it copies them."""

import re
import shutil
import subprocess
from pathlib import Path

from tests.needs import need
from tests.stack.dockerfile import Image, read
from tests.stack.launch import Launch
from tests.stack.model import Service

MATCHES = re.compile(r"FROM debian:.+")
SAME = {"postgresql-client": "psql"}
"""Packages for which a program of that name will do, whoever brought it."""


def needs(service: Service) -> None:
    """Every package of the Dockerfile."""
    for package in _image(service).packages:
        known = ["dpkg-query", "--show", "--showformat=${Status}", package]
        there = shutil.which(SAME.get(package, "")) or (
            shutil.which("dpkg-query")
            and "ok installed"
            in subprocess.run(known, capture_output=True, text=True, check=False).stdout
        )
        need(there, f"the Debian package {package} (apt-get install {package})")


def launch(service: Service, home: Path) -> Launch:
    """ENTRYPOINT and CMD of the Dockerfile, those of the compose file first."""
    image = _image(service)
    entry = service.entrypoint or image.entrypoint
    command = service.command or (() if service.entrypoint else image.command)
    return Launch(
        argv=(*entry, *command),
        environment={**image.environment, **service.environment},
        binds=(
            *image.copies,
            *((Path(one), at) for one, at in service.volumes if one.startswith("/")),
        ),
        owned=image.owned,
        user=image.user,
        cwd=image.workdir,
    )


def _image(service: Service) -> Image:
    assert service.build is not None
    return read(service.build)
