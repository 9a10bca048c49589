"""Whether `observe` does its job: requests are counted by route, and the database keeps count of its statements."""

from pathlib import Path

from checks.probes import metrics, postgres
from checks.probes.metrics import Metrics
from checks.redact import redact
from scaffold.verify.targets import Targets

Seen = tuple[str, bool, str]


def probe(root: Path, targets: Targets) -> tuple[Seen, ...]:
    """Ask the metrics page before and after one request, and the database for its statistics.

    Raises:
        Problem: a named service cannot be reached.
    """
    found: list[Seen] = []
    if targets.metrics:
        found += _page(targets, targets.metrics)
    if targets.database_url:
        found += _database(targets.database_url)
    return tuple(found)


def _page(targets: Targets, address: str) -> list[Seen]:
    if targets.url:
        _ask(targets.url)  # a histogram by route has no line before its first request
    before = metrics.look(address)
    told = ("the metrics page has a histogram of requests by route", bool(before.histogram),
            before.histogram or f"{redact(address)} has none")  # fmt: skip
    if not targets.url or not before.histogram:
        return [told]
    status = _ask(targets.url)
    grown = metrics.between(before, metrics.look(address))
    return [told, _growth(grown, status)]


def _growth(grown: Metrics, status: str) -> Seen:
    count = grown.count + grown.errors
    routes = ", ".join(sorted(one.route for one in grown.routes)) or "none"
    return (
        "one request more is one count more",
        count >= 1,
        f"{count:.0f} more after a request that was answered {status} (routes: {routes})",
    )


def _ask(url: str) -> str:
    import httpx

    try:
        return str(httpx.get(url, timeout=5, trust_env=False).status_code)
    except httpx.HTTPError as error:
        return f"not: {type(error).__name__}"


def _database(url: str) -> list[Seen]:
    seen = postgres.look(url)
    statements = seen.statements
    count = len(statements.rows) if statements else 0
    why = seen.missing.get("statements", "pg_stat_statements cannot be read")
    timing = seen.settings.get("track_io_timing")
    return [
        ("pg_stat_statements can be read", bool(count), f"{count} statements" if count else why),
        ("the database times its reads and writes", timing == "on", f"track_io_timing = {timing}"),
    ]
