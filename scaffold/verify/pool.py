"""Whether `pool` does its job: requests no longer open sessions, and the sessions stay within the pool's size."""

from pathlib import Path

from checks.core import Problem
from scaffold.ledger import read
from scaffold.verify import pool_inside, pool_service
from scaffold.verify.targets import Targets

Seen = tuple[str, bool, str]


def probe(root: Path, targets: Targets) -> tuple[Seen, ...]:
    """Send a bounded number of requests and read the server's own counters; SHOW POOLS of PgBouncer.

    Raises:
        Problem: an address that is needed was not named, or does not answer.
    """
    held = read(root).rung("pool")
    answers = held.receipt.answers if held else {}
    size = answers.get("pool_size")
    limit = size if isinstance(size, int) else 0
    if answers.get("topology") == "pgbouncer":
        if not targets.pooler_url:
            raise Problem("PgBouncer's address was not named", "add --pooler-url URL")
        return pool_service.probe(targets.pooler_url, limit)
    if not (targets.url and targets.database_url):
        raise Problem(
            "both the application and its database are needed to see sessions per request",
            "add --url URL (a page that reads the database) and --database-url URL",
        )
    return pool_inside.probe(root, targets.url, targets.database_url, limit)
