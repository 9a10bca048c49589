"""Is the database's data lost when its container is replaced?"""

from collections.abc import Callable

from checks.compose.database_without_volume import check
from checks.core import Outcome
from checks.probes.repo import Repo

Laid = Callable[[dict[str, str]], Repo]


DB = "services:\n  web:\n    build: .\n    ports: [80]\n  db:\n    image: postgres:18\n"


def test_fires_without_a_volume(repo_of: Laid) -> None:
    assert check(repo_of({"compose.yaml": DB})).outcome is Outcome.PROBLEM


def test_fires_where_only_a_script_is_mounted(repo_of: Laid) -> None:
    text = DB + "    volumes: ['./schema.sql:/docker-entrypoint-initdb.d/schema.sql:ro']\n"
    assert check(repo_of({"compose.yaml": text})).outcome is Outcome.PROBLEM


def test_leaves_named_and_bound_volumes_alone(repo_of: Laid) -> None:
    for volume in ("data:/var/lib/postgresql", "./data:/var/lib/postgresql/data"):
        text = DB + f"    volumes: ['{volume}']\n"
        assert check(repo_of({"compose.yaml": text})).outcome is Outcome.OK


def test_leaves_the_long_form_alone(repo_of: Laid) -> None:
    text = (
        DB
        + "    volumes:\n      - type: volume\n        source: data\n        target: /var/lib/postgresql\n"
    )
    assert check(repo_of({"compose.yaml": text})).outcome is Outcome.OK


def test_leaves_test_and_profiled_databases_alone(repo_of: Laid) -> None:
    files = {"compose.test.yaml": DB, "compose.yaml": DB + "    profiles: [dev]\n"}
    assert check(repo_of(files)).outcome is Outcome.NOT_APPLICABLE


def test_leaves_a_file_alone_that_only_starts_stores(repo_of: Laid) -> None:
    text = "services:\n  db:\n    image: postgres:18\n"
    assert check(repo_of({"compose.yaml": text})).outcome is Outcome.NOT_APPLICABLE
