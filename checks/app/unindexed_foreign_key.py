"""Does a foreign key lack an index that begins with its column?

Why: PostgreSQL and SQLite, unlike MySQL, make no index for the referencing side. Every join along the key and
every delete or update of a parent row then reads the whole child table, and holds locks while it does.
What to do: add the index (concurrently on a live table). `postgres.foreign_key_without_index` judges by the table's
size and use where the database can be looked at; what the files say counts only where they are the whole truth.
Source: https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK
"""

from checks.advice import advise
from checks.core import Confidence, Finding, Report, Severity, not_applicable
from checks.probes.repo import Repo, State

ADVICE = True


def check(repo: Repo) -> Report:
    """Fires at keys of models and migrations; indexed, unique and primary columns and other engines are left alone."""
    found = [one for one in repo.facts("foreign_key_without_index") if one.state is State.ACTIVE]
    if not found:
        return not_applicable("no foreign key without an index was found in models or migrations")
    return advise(
        (
            Finding(
                message=f"{one.value} refers to another table and no index begins with it",
                remedy="add an index where rows of the parent are deleted or the key is joined on",
                severity=Severity.LOW,
                confidence=Confidence.MEDIUM,  # how large the table is decides, and files do not say it
                place=one.place,
            )
            for one in found
        ),
        examined=len(found),
    )
