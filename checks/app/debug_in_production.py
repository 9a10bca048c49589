"""Does production start in a mode that is made for development?

Why: Django with DEBUG keeps every query of a request in memory and shows settings in error pages; development
servers serve one request at a time or restart on every file change.
What to do: read DEBUG from the environment with False as the default, and start gunicorn or uvicorn without reload.
Source: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/ and
https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver ("do not use this server in production").
"""

import re
from collections.abc import Iterator

from checks.advice import advise
from checks.core import Finding, Place, Report, Severity, not_applicable
from checks.probes.repo import Repo, Role

ADVICE = True
DEVELOPMENT = re.compile(r"(^|[/_.-])(dev(el(opment)?)?|local|test(ing)?|debug|ci)([/_.-]|$)", re.I)
MADE_FOR_DEVELOPMENT = re.compile(
    r"\brunserver\b|--reload\b|\bfastapi\s+dev\b|\bflask\b.*--debug\b|\bflask\s+(--app\s+\S+\s+)?run\b"
)


def check(repo: Repo) -> Report:
    """Fires at DEBUG = True in the settings that wsgi or asgi names, and at development servers as start commands."""
    debug = repo.python.settings.get("DEBUG") if repo.python else None
    commands = [
        one
        for one in repo.processes
        if one.role is Role.WEB and one.command and not _for_development(repo, one.place)
    ]
    if debug is None and not commands:
        return not_applicable("no settings and no start command were found")
    found = [*_debug(repo), *_commands(repo)]
    return advise(
        found,
        examined=len(commands) + (debug is not None),
        note="neither settings nor start commands are those of development",
    )


def _debug(repo: Repo) -> Iterator[Finding]:
    debug = repo.python.settings.get("DEBUG") if repo.python else None
    if (
        debug is not None
        and debug.keywords["value"] == "True"
        and not DEVELOPMENT.search(debug.place.path)
    ):
        yield Finding(
            message="DEBUG is True in the settings that the server loads",
            remedy="read it from the environment, with False as the default",
            severity=Severity.HIGH,
            place=debug.place,
        )


def _commands(repo: Repo) -> Iterator[Finding]:
    for one in repo.processes:
        told = MADE_FOR_DEVELOPMENT.search(one.command)
        if told and one.role is Role.WEB and not _for_development(repo, one.place):
            yield Finding(
                message=f"{one.name} starts a development server ({told.group(0)})",
                remedy="start gunicorn or uvicorn without reload; keep this command for a development file",
                severity=Severity.MEDIUM,
                place=one.place,
            )


def _for_development(repo: Repo, place: Place) -> bool:
    file = next((one for one in repo.compose if one.path == place.path), None)
    return bool(DEVELOPMENT.search(place.path)) or (file is not None and not file.production)
