"""A look at TPC-H's database whose statements are its queries as they are, each called once."""

import json
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import psycopg

from checks.lab.blueprint import Blueprint
from checks.lab.source import take
from checks.probes import postgres
from checks.probes.postgres import Kind, Postgres, Statement, Statements

Line = psycopg.Connection[tuple[Any, ...]]


def look(
    url: str, queries: Mapping[str, str], ms: Mapping[str, float]
) -> tuple[Postgres, Blueprint]:
    """The look and the blueprint; `ms` is what each query takes, or what it costs."""
    seen = postgres.look(url, timeout_s=20)
    rows = tuple(
        Statement(id=name, text=text, kind=Kind.READ, calls=1, exec_ms=ms[name], rows=1, blocks_hit=0,
                  blocks_read=1)
        for name, text in queries.items()
    )  # fmt: skip
    listed = Statements(rows=rows, calls=len(rows), exec_ms=sum(ms.values()), distinct=len(rows))
    return replace(seen, statements=listed), take(url)


def costs(line: Line, queries: Mapping[str, str]) -> dict[str, float]:
    """The planner's price of each query."""
    return {name: _plan(line, text)["Total Cost"] for name, text in queries.items()}


def timed(line: Line, text: str) -> tuple[float, list[tuple[Any, ...]]]:
    """Milliseconds of one run, and its rows."""
    began = time.perf_counter()
    rows = line.execute(text.encode()).fetchall()
    return (time.perf_counter() - began) * 1000, rows


def _plan(line: Line, text: str) -> dict[str, Any]:
    row = line.execute(f"explain (format json) {text}".encode()).fetchone()
    assert row is not None
    found: dict[str, Any] = (row[0] if isinstance(row[0], list) else json.loads(row[0]))[0]["Plan"]
    return found
