"""TPC-H's rows and queries, from DuckDB's generator (packages duckdb and duckdb-extension-tpch, not among ours)."""

import importlib
import tempfile
from pathlib import Path
from typing import Any

import psycopg

from checks.core import Problem

HERE = Path(__file__).parent
TABLES = ("region", "nation", "part", "supplier", "partsupp", "customer", "orders", "lineitem")
LEFT_OUT = (2, 17, 20)
"""Queries that an index changes by orders of magnitude; the published comparisons leave them out
(Kossmann and others, PVLDB 13(11) 2020)."""
MISSING = Problem(
    "TPC-H's generator is not installed",
    "pip install duckdb==1.5.5 duckdb-extension-tpch==1.5.5",
)


def fill(url: str, scale: float) -> None:
    """Make, fill and analyse the tables in this empty database.

    Raises:
        Problem: the generator is not installed.
    """
    duck = _generator()
    duck.execute(f"call dbgen(sf={scale})")
    with psycopg.connect(url, autocommit=True) as one, tempfile.TemporaryDirectory() as folder:
        one.execute((HERE / "schema.sql").read_text())
        for table in TABLES:
            file = Path(folder) / f"{table}.csv"
            duck.execute(f"copy {table} to '{file}' (format csv, header false)")
            into_table = f"copy {table} from stdin (format csv)".encode()
            with one.cursor().copy(into_table) as into, file.open("rb") as rows:
                while block := rows.read(1 << 20):
                    into.write(block)
            file.unlink()
        one.execute("vacuum (analyze)")


def queries() -> dict[str, str]:
    """The queries with the specification's validation parameters, by name, without those left out.

    Raises:
        Problem: the generator is not installed.
    """
    found = _generator().execute("select query_nr, query from tpch_queries()").fetchall()
    return {
        f"Q{number}": text.rstrip().rstrip(";") for number, text in found if number not in LEFT_OUT
    }


def _generator() -> Any:
    try:
        duck, extension = map(importlib.import_module, ("duckdb", "duckdb_extension_tpch"))
    except ImportError:
        raise MISSING from None
    (file,) = Path(str(extension.__file__)).parent.rglob("tpch.duckdb_extension")
    made = duck.connect()
    made.execute(f"load '{file}'")
    return made
