"""Can a pull replace the database by its next major version?

Why: an image without a tag, or with `latest`, is another server after the next pull. PostgreSQL refuses the data
directory of an older major version, so the service is down until somebody restores or upgrades.
What to do: name the major version at least (`postgres:18`), the minor one where you can.
Source: https://www.postgresql.org/docs/current/upgrading.html (major versions need an upgrade of the data).
"""

from checks.advice import advise
from checks.core import Finding, Place, Report, Severity, not_applicable
from checks.probes.repo import Repo, Role
from checks.probes.repo.images import tag_of

ADVICE = True


def check(repo: Repo) -> Report:
    """Fires at databases without a tag or with `latest`; tags from variables, digests and own builds are left alone."""
    databases = [
        (file, one)
        for file in repo.compose
        for one in file.services
        if one.role is Role.DATABASE
        and file.production
        and file.runs_application
        and one.image
        and "$" not in one.image
    ]
    if not databases:
        return not_applicable("no database in a compose file")
    return advise(
        (
            Finding(
                message=f"{one.name} runs {one.image} without a version",
                remedy="name the major version in the image's tag",
                severity=Severity.MEDIUM,
                place=Place(path=file.path, line=one.line),
            )
            for file, one in databases
            if tag_of(one.image) in {"", "latest"}
        ),
        examined=len(databases),
        note="every database names its version",
    )
