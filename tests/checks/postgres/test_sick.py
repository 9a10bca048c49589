"""A sick database: every ill that was injected is named, and nothing else. A healthy one and its restore: silence."""

from collections.abc import Mapping

import psycopg
import pytest

from checks.core import Looks, Outcome, Report
from checks.engine import discover, examine
from checks.fill import fill
from checks.probes.postgres import Postgres as Seen
from checks.probes.postgres import look
from tests.checks.postgres import sick
from tests.servers import server

AREAS = ("postgres.", "replication.")


def reports(seen: Seen) -> Mapping[str, Report]:
    """What every check on PostgreSQL says."""
    names = [name for name in discover() if name.startswith(AREAS)]
    looks = Looks().with_(seen)
    return {name: one.report for name, one in examine(looks.with_(fill(looks)), names).items()}


def said(found: Mapping[str, Report]) -> dict[str, str]:
    """The findings by check, each as its messages and remedies."""
    return {
        name: "\n".join(f"{each.message} {each.remedy}" for each in one.findings)
        for name, one in found.items()
        if one.outcome is Outcome.PROBLEM
    }


@pytest.mark.timeout(400)
def test_every_ill_is_named_and_nothing_else() -> None:
    with server(sick.SETTINGS) as one:
        sick.build(one.url)
        with sick.held(one.url):
            seen = look(one.url)
    found = said(reports(seen))
    assert seen.missing == {}
    unnamed = {
        ill: found.get(check, "nothing")
        for ill, (check, word) in sick.ILLS.items()
        if word not in found.get(check, "")
    }
    assert not unnamed
    allowed = {check for check, _ in sick.ILLS.values()} | sick.CONSEQUENCES
    assert {name: words for name, words in found.items() if name not in allowed} == {}


def test_silence_on_a_healthy_database_and_on_its_restore() -> None:
    with server({"track_io_timing": "on"}) as one:
        with psycopg.connect(one.url, autocommit=True) as admin:
            admin.execute("create database shop")
            admin.execute("create database again")
        shop, again = one.url_of("shop"), one.url_of("again")
        sick.build_healthy(shop)
        first = reports(look(shop))
        assert said(first) == {}
        judged = [name for name, report in first.items() if report.outcome is Outcome.OK]
        assert len(judged) >= 35, "silence after looking, not for want of looking"

        dump = one.folder / "dump"
        one.run("pg_dump", "-d", shop, "-Fc", "-f", str(dump))
        one.run("pg_restore", "-d", again, str(dump))
        assert said(reports(look(again))) == {}
        with psycopg.connect(again, autocommit=True) as admin:
            sick.use(admin)
        assert said(reports(look(again))) == {}
