"""One address of a compose service, with another host; its password stays where it is."""

import pytest

from tests.scaffold.edits.ends import already, edited, refused

HEAD = "services:\n  web:\n    environment:\n"
MOVE = {"service": "web", "name": "URL", "like": "URL", "host": "db", "to": "pgbouncer"}
KEEP = {"service": "web", "name": "URL_DIRECT", "like": "URL", "host": "db", "to": "db"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("postgresql://a:b@db:5432/x", "postgresql://a:b@pgbouncer:5432/x"),
        ("postgresql+psycopg://a:${P}@db/x?sslmode=require", "postgresql+psycopg://a:${P}@pgbouncer/x?sslmode=require"),
        ("postgresql://db:db@db/db", "postgresql://db:db@pgbouncer/db"),
        ("postgresql://db/db", "postgresql://pgbouncer/db"),
        ("db", "pgbouncer"),
    ],
)  # fmt: skip
def test_the_host_alone_changes(before: str, after: str) -> None:
    edited(
        "compose_address",
        "compose.yaml",
        f"{HEAD}      URL: {before}\n",
        f"{HEAD}      URL: {after}\n",
        **MOVE,
    )


def test_a_list_keeps_its_form() -> None:
    before = f"{HEAD}      - URL=postgresql://a:b@db/x  # why\n      - B=1\n"
    edited("compose_address", "compose.yaml", before, before.replace("@db/", "@pgbouncer/"), **MOVE)


def test_the_direct_address_is_kept_beside_it() -> None:
    before = f"{HEAD}      URL: postgresql://a:b@db/x\n"
    after = f"{before}      URL_DIRECT: postgresql://a:b@db/x\n"
    edited("compose_address", "compose.yaml", before, after, **KEEP)


def test_after_both_edits_there_is_nothing_to_do() -> None:
    done = (
        f"{HEAD}      URL: postgresql://a:b@pgbouncer/x\n      URL_DIRECT: postgresql://a:b@db/x\n"
    )
    already("compose_address", "compose.yaml", done, **KEEP)
    already("compose_address", "compose.yaml", done, **MOVE)


@pytest.mark.parametrize(
    "body",
    ["      URL: ${DATABASE_URL}\n", "      URL: postgresql://a:b@dbx/x\n", "      OTHER: db\n"],
)
def test_an_address_that_the_file_does_not_hold_is_refused(body: str) -> None:
    end = refused("compose_address", "compose.yaml", HEAD + body, "does not name db", **MOVE)
    assert "pgbouncer for db" in end.snippet


@pytest.mark.parametrize("said", ["!override\n      URL: db", "text", "[[URL]]", "!x [URL=db]"])
def test_an_environment_of_another_kind_is_refused(said: str) -> None:
    before = f"services:\n  web:\n    environment: {said}\n"
    refused("compose_address", "compose.yaml", before, "does not name db", **MOVE)


def test_no_secret_is_in_the_snippet() -> None:
    before = "x: &e\n  URL: postgresql://a:hush@db/x\nservices:\n  web:\n    environment: *e\n"
    end = refused("compose_address", "compose.yaml", before, "alias", **MOVE)
    assert "hush" not in end.snippet
