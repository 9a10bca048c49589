"""The reviewed table: which program of this machine stands for which image. One file an image.

Each module has `MATCHES` (a pattern for the image's name, or for the FROM line of a Dockerfile), `needs(service)`
(skips with what to install) and `launch(service, home)` (what the image's entrypoint would start; `home` is a
folder of this service that lives as long as the stack).
"""

import importlib
import pkgutil
import re
from pathlib import Path
from typing import Protocol, cast

from tests.stack.launch import Launch
from tests.stack.model import Service


class Program(Protocol):
    """What each module of this folder is."""

    MATCHES: re.Pattern[str]

    def needs(self, service: Service) -> None:
        """Skip the test where this machine lacks the program."""

    def launch(self, service: Service, home: Path) -> Launch:
        """What to start for this service."""


def of(service: Service) -> Program:
    """The program for a service, by its image or by the first line of its Dockerfile.

    Raises:
        LookupError: no file of this folder stands for that image.
    """
    name = service.image or _base(service)
    for one in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{one.name}")
        if module.MATCHES.fullmatch(name):
            return cast(Program, module)
    raise LookupError(f"no program stands for {name!r} ({service.name})")


def _base(service: Service) -> str:
    from tests.stack.dockerfile import read

    return f"FROM {read(service.build).base}" if service.build else ""
