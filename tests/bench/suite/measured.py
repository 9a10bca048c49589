"""Runs the market place's statements and takes their time from the server's own clock (pg_stat_statements)."""

import re
import time
from dataclasses import dataclass
from random import Random
from typing import Any

import psycopg

from tests.bench.suite.templates import TEMPLATES, Template

RUNS, SECONDS = 25, 2.0
"""Runs of one template, fewer where they take longer than these seconds (three at least)."""

_TIME = """
select coalesce(sum(total_exec_time), 0) from pg_stat_statements
where toplevel and query not ilike '%pg_stat_statements%' and query !~* '^(begin|rollback|set)'"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Mean milliseconds of one template."""

    template: Template
    mean_ms: float

    @property
    def hour_ms(self) -> float:
        """Milliseconds of an hour's calls."""
        return self.mean_ms * self.template.calls


def measure(
    url: str, scale: float, *, runs: int = RUNS, seconds: float = SECONDS
) -> list[Measured]:
    """Every template's mean time; what writes is rolled back. Needs pg_stat_statements in the database."""
    with psycopg.connect(url, autocommit=True) as one:
        return [
            Measured(template=each, mean_ms=mean_ms(one, each, scale, runs, seconds))
            for each in TEMPLATES
        ]


def mean_ms(
    one: "psycopg.Connection[tuple[Any, ...]]",
    template: Template,
    scale: float,
    runs: int,
    seconds: float,
) -> float:
    """The template's mean time over some calls with seeded values, after one to warm up."""
    random, text = Random(template.name), numbered(template.sql)
    call(one, text, template.values(random, scale))
    one.execute("select pg_stat_statements_reset()")
    done, until = 0, time.monotonic() + seconds
    while done < 3 or (done < runs and time.monotonic() < until):
        call(one, text, template.values(random, scale))
        done += 1
    row = one.execute(_TIME).fetchone()
    return float(row[0]) / done if row else 0.0


def numbered(sql: str) -> tuple[str, tuple[int, ...]]:
    """The text with psycopg's placeholders, and which value each stands for."""
    order = tuple(int(one) - 1 for one in re.findall(r"\$(\d+)", sql))
    return re.sub(r"\$\d+", "%s", sql.replace("%", "%%")), order


def call(
    one: "psycopg.Connection[tuple[Any, ...]]",
    text: tuple[str, tuple[int, ...]],
    values: tuple[Any, ...],
) -> None:
    """Run it once and roll it back."""
    with one.transaction(force_rollback=True):
        start(one, text, values)


def start(
    one: "psycopg.Connection[tuple[Any, ...]]",
    text: tuple[str, tuple[int, ...]],
    values: tuple[Any, ...],
) -> None:
    """Run it once in the session's transaction."""
    sql, order = text
    one.execute(sql.encode(), [values[place] for place in order], prepare=False)
