"""The databases that a project talks to, as its files show them."""

from checks.probes.repo.snapshot import Repo

POSTGRES = "PostgreSQL"


def databases(repo: Repo) -> frozenset[str]:
    """Their names ("PostgreSQL", "SQLite"); empty where the files show none."""
    facts = (fact for component in repo.components for fact in component.facts)
    return frozenset(str(one.value) for one in facts if one.name == "database")
