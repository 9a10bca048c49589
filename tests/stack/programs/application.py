"""An image built FROM python: the application itself, on the virtual environment that runs the tests."""

import re
import sys
from pathlib import Path

from tests.stack.dockerfile import read
from tests.stack.launch import Launch
from tests.stack.model import Service

MATCHES = re.compile(r"FROM python:.+")


def needs(service: Service) -> None:
    """Nothing more: the tests' own environment holds what the applications import."""


def launch(service: Service, home: Path) -> Launch:
    """CMD of the Dockerfile (or the compose file's command), its first word from the virtual environment."""
    assert service.build is not None
    image = read(service.build)
    entry = service.entrypoint or image.entrypoint
    command = service.command or (() if service.entrypoint else image.command)
    mounted = tuple((Path(one), at) for one, at in service.volumes if one.startswith("/"))
    return Launch(
        argv=(*entry, *command),
        environment={
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUNBUFFERED": "1",
            **image.environment,
            **service.environment,
        },
        binds=(*image.copies, *mounted),
        cwd=image.workdir,
        path=(str(Path(sys.executable).parent),),
    )
