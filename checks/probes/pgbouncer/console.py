"""PgBouncer's admin console: SHOW commands only, each bounded, each fails alone."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from checks.probes.postgres.reading import Tell, quiet
from checks.probes.postgres.watch import Watch
from checks.redact import redact

if TYPE_CHECKING:
    import psycopg

Row = dict[str, Any]


@dataclass(slots=True)
class Console:
    """A session on the console, watched; `missing` collects why a part failed."""

    connection: "psycopg.Connection[tuple[object, ...]]"
    watch: Watch
    seconds: float
    tell: Tell = quiet
    missing: dict[str, str] = field(default_factory=dict)

    def show(self, what: str) -> list[Row] | None:
        """The rows of `SHOW what` by column name, which differ by version; None with the reason in `missing`."""
        import psycopg

        part = what.lower()
        if self.connection.closed:
            self.missing.setdefault(part, self.watch.cut_because or "the session ended before")
            return None
        self.tell(f"SHOW {what}")
        try:
            with self.watch.at_most(self.seconds):
                cursor = self.connection.execute(f"SHOW {what}".encode())
                names = [one.name for one in cursor.description or ()]
                return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        except psycopg.Error as error:
            words = redact(" ".join(str(error).split()))[:200]
            self.missing.setdefault(part, self.watch.cut_because or words)
            return None
