"""PostgreSQL as Debian packages it, for tests of an extension that only a package brings."""

from dataclasses import dataclass
from pathlib import Path

from scaffold.demo.postgres import Postgres
from tests.needs import need

INSTALLED = Path("/usr/lib/postgresql")


def version_with(extension: str) -> str:
    """The newest packaged version that has this extension; the test skips where none is installed."""
    found = sorted(
        one.parts[4]
        for one in Path("/usr/share/postgresql").glob(f"*/extension/{extension}.control")
        if (INSTALLED / one.parts[4] / "bin" / "postgres").exists()
    )
    need(found, f"PostgreSQL with {extension} (apt-get install postgresql-15-{extension})")
    return found[-1]


@dataclass(slots=True, kw_only=True)
class DebianPostgres(Postgres):
    """As the server of the wheel, with the programs of this packaged version."""

    packaged: str

    def _program(self, name: str) -> Path:
        return INSTALLED / self.packaged / "bin" / name
