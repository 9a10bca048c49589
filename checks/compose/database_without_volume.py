"""Is the database's data lost when its container is replaced?

Why: without a volume of its own the data lives in the container or in an anonymous volume; `docker compose down`
followed by `up`, or a renamed service, starts with an empty database.
What to do: mount a named volume at the image's data folder (`db-data:/var/lib/postgresql`).
Source: https://docs.docker.com/engine/storage/volumes/
"""

from checks.advice import advise
from checks.core import Finding, Place, Report, Severity, not_applicable
from checks.probes.repo import Repo, Role

ADVICE = True
INITIAL = (
    "/docker-entrypoint-initdb.d",
    "/etc/",
    ".sql",
    ".sh",
    ".conf",
    ".cnf",
    "/scripts",
    "/certs",
)


def check(repo: Repo) -> Report:
    """Fires at databases of production files without a volume for data; scripts and configurations are none."""
    databases = [
        (file, one)
        for file in repo.compose
        for one in file.services
        if one.role is Role.DATABASE
        and file.production
        and file.runs_application
        and not one.profiles
    ]
    if not databases:
        return not_applicable("no database in a compose file")
    return advise(
        (
            Finding(
                message=f"{one.name} keeps its data in the container",
                remedy="mount a named volume at its data folder",
                severity=Severity.MEDIUM,
                place=Place(path=file.path, line=one.line),
            )
            for file, one in databases
            if not any(_holds_data(volume) for volume in one.volumes)
        ),
        examined=len(databases),
        note="every database has a volume",
    )


def _holds_data(volume: str) -> bool:
    target = volume.partition(":")[2] or volume
    return not any(one in target for one in INITIAL)
