"""Rows and queries of TPC's benchmarks, from DuckDB's generators (packages that are not among ours)."""

import importlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from checks.core import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """One of the benchmarks."""

    name: str
    """As DuckDB's extension is called."""
    maker: str
    """The procedure that makes the rows."""
    left_out: tuple[int, ...]
    """Numbers of the queries that the published comparisons leave out."""
    schema: Path | None = None
    """Statements that make the tables; None for the generator's own, whose types PostgreSQL knows."""

    def fill(self, url: str, scale: float) -> None:
        """Make, fill and analyse the tables in this empty database.

        Raises:
            Problem: the generator is not installed.
        """
        duck = self._generator()
        duck.execute(f"call {self.maker}(sf={scale})")
        tables = duck.execute("select table_name, sql from duckdb_tables() order by 1").fetchall()
        made = self.schema.read_text() if self.schema else " ".join(sql for _, sql in tables)
        with psycopg.connect(url, autocommit=True) as one, tempfile.TemporaryDirectory() as folder:
            one.execute(made.encode())
            for table, _ in tables:
                file = Path(folder) / f"{table}.csv"
                duck.execute(f"copy {table} to '{file}' (format csv, header false)")
                _copy(one, table, file)
                file.unlink()
            one.execute("vacuum (analyze)")

    def queries(self) -> dict[str, str]:
        """The queries with the specification's validation parameters, by name, without those left out.

        Raises:
            Problem: the generator is not installed.
        """
        asked = f"select query_nr, query from {self.name}_queries()"
        return {
            f"Q{number}": text.rstrip().rstrip(";")
            for number, text in self._generator().execute(asked).fetchall()
            if number not in self.left_out
        }

    def _generator(self) -> Any:
        module = f"duckdb_extension_{self.name}"
        try:
            duck, extension = map(importlib.import_module, ("duckdb", module))
        except ImportError:
            raise Problem(
                f"the generator of {self.name} is not installed",
                f"pip install duckdb==1.5.5 duckdb-extension-{self.name}==1.5.5",
            ) from None
        (file,) = Path(str(extension.__file__)).parent.rglob(f"{self.name}.duckdb_extension")
        made = duck.connect()
        made.execute(f"load '{file}'")
        return made


def _copy(one: "psycopg.Connection[Any]", table: str, file: Path) -> None:
    with (
        one.cursor().copy(f"copy {table} from stdin (format csv)".encode()) as into,
        file.open("rb") as rows,
    ):
        while block := rows.read(1 << 20):
            into.write(block)


TPCH = Standard(
    name="tpch", maker="dbgen", schema=Path(__file__).parents[1] / "tpch_suite" / "schema.sql",
    # An index changes these by orders of magnitude (Kossmann and others, PVLDB 13(11) 2020).
    left_out=(2, 17, 20),
)  # fmt: skip
TPCDS = Standard(
    name="tpcds", maker="dsdgen",
    # The same evaluation's configuration for this benchmark.
    left_out=(4, 6, 9, 10, 11, 32, 35, 41, 95),
)  # fmt: skip
