"""Takes every look that the options name and fills the vitals; a source that fails does not hide the others."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from checks.core import Fact, Looks, Problem
from checks.lab.proof.wish import Scratch
from checks.lab.terms import Terms
from checks.probes.repo.snapshot import Repo
from cli import sent, stated, window
from cli.figures import told
from cli.look_lab import with_lab

UNREACHED = 2
LEAST_S = 60.0
"""Seconds between a saved look and this one, from which their difference tells more than the totals do."""
SQL = ("postgres", "pgbouncer")
"""The looks that send statements, which `--show-sql` shows."""
MOST_PAGES = 10
"""Pages of one look, five seconds each at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What to look at, as the options named it. URLs may hold passwords: never show them."""

    root: Path
    database_url: str | None = None
    pgbouncer_url: str | None = None
    show_sql: bool = False
    urls: tuple[str, ...] = ()
    metrics_url: str | None = None
    redis_url: str | None = None
    rabbitmq_url: str | None = None
    kafka: str | None = None
    prometheus_url: str | None = None
    window: str = "7d"
    tell: tuple[str, ...] = ()
    saved: Path | None = None
    kept: tuple[Fact, ...] = ()
    """What a person told in an earlier run; anything newer counts before it."""
    seconds: float = 0.0
    lab: bool = False
    """Take what the index lab is built from too."""
    lab_terms: Terms = field(default_factory=Terms)
    """What is asked of the lab's proposals."""
    scratch: Scratch | None = None
    """Prove the lab's proposals on this copy."""
    replica_urls: tuple[str, ...] = ()
    """Replicas whose use of the indexes counts before the lab lets one go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was seen, and a problem for each source that was named and could not be reached."""

    looks: Looks
    unreached: tuple[Problem, ...] = ()
    before: Looks = field(default_factory=Looks)
    """The saved look that `--from` named, to say what changed since."""
    totals: Looks = field(default_factory=Looks)
    """Counters as they stand now, where the looks hold what they grew by."""

    def report(self) -> int:
        """Name on standard error what could not be reached; 2 when there was any, else 0."""
        for problem in self.unreached:
            sys.stdout.flush()
            sys.stderr.write(f"\n{told(problem)}")
        return UNREACHED if self.unreached else 0

    def insist(self) -> None:
        """Go on only when everything was seen: nothing is built on half of the evidence.

        Raises:
            Problem: a source could not be reached, or the project's compose file cannot be read.
        """
        if self.unreached:
            raise self.unreached[0]
        repo = self.looks.get(Repo)
        for path, reason in repo.unread if repo else ():
            if "compose" in path.rpartition("/")[2]:
                raise Problem(
                    f"{path} cannot be read: {reason}",
                    "repair it first: a rung may have to edit it",
                )


def root_of(path: Path) -> Path:
    """The project's folder as an absolute path.

    Raises:
        Problem: there is nothing at that path, it is a file, or it may not be entered.
    """
    try:
        if not path.exists():
            raise Problem(f"there is no folder at {path}", "give the path of a project's folder")
        if not path.is_dir():
            raise Problem(f"{path} is a file", "give the path of a project's folder")
        next(iter(path.iterdir()), None)
        return path.resolve()
    except PermissionError as error:
        raise Problem(
            f"{path} cannot be read: permission denied", "run as a user who may read the folder"
        ) from error


def look(sources: Sources) -> Seen:
    """Look at everything named, the project always.

    Raises:
        Problem: the project, the saved look or a told figure cannot be read.
    """
    from checks.fill import fill
    from checks.probes import repo

    saved = stated.saved(sources.saved, lab=sources.lab)
    looks = stated.with_kept(saved, sources.kept).with_(repo.look(sources.root))
    taken, unreached, standing = _live(sources)
    looks = looks.with_(*taken, *stated.told(sources.tell))
    if sources.lab and not (sources.database_url and unreached):
        looks = with_lab(sources, looks)
    return Seen(
        looks=looks.with_(fill(looks)),
        unreached=tuple(unreached),
        before=saved,
        totals=Looks().with_(*(one for one in standing if one not in taken)),
    )


def _live(sources: Sources) -> tuple[list[object], list[Problem], list[object]]:
    """Two glances at the counters with the window between them; one glance, and what a saved look makes of it.

    Third come the databases' counters as they stand.
    """
    unreached: list[Problem] = []
    first = _counters(sources, unreached)
    started = time.monotonic()
    timed = _timed(sources, unreached)
    if not (sources.seconds and first):
        return [*timed, *_since_saved(sources, first)], unreached, _databases(first)
    watched = window.wait(
        first, sources.database_url, sources.seconds - (time.monotonic() - started),
        tell=sent.show if sources.show_sql else None,
    )  # fmt: skip
    second = _counters(sources, unreached)
    return [*timed, *window.grown(first, second, watched)], unreached, _databases(second)


def _databases(found: dict[str, object]) -> list[object]:
    return [one for name, one in found.items() if name in SQL]


def _since_saved(sources: Sources, found: dict[str, object]) -> list[object]:
    """What the counters grew by since the saved look, where it is of the same database and a minute old."""
    if sources.saved is None:
        return list(found.values())
    from checks.saved import totals

    earlier = totals(sources.saved)
    return [_grown(name, earlier.get(type(one)), one) for name, one in found.items()]


def _grown(name: str, earlier: Any, now: Any) -> object:
    if name not in SQL or earlier is None or now.at - earlier.at < LEAST_S:
        return now
    try:
        return import_module(f"checks.probes.{name}").between(earlier, now)
    except Problem:
        return now


def _counters(sources: Sources, unreached: list[Problem]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, url in _counting(sources).items():
        if url:
            probe = import_module(f"checks.probes.{name}")
            heard = {"tell": sent.show} if sources.show_sql and name in SQL else {}
            _try(found, name, partial(probe.look, url, **heard), unreached)
    if sources.seconds and found:
        _processors(found, sources)
    return found


def _counting(sources: Sources) -> dict[str, str | None]:
    """The probes that read counters, each with the address named for it: two glances make rates of them."""
    return {
        "postgres": sources.database_url,
        "pgbouncer": sources.pgbouncer_url,
        "metrics": sources.metrics_url,
        "redis": sources.redis_url,
        "rabbitmq": sources.rabbitmq_url,
        "kafka": sources.kafka,
    }


def _processors(found: dict[str, object], sources: Sources) -> None:
    """Who uses this machine's processors, where what is looked at runs here; silent where it does not."""
    from checks.probes import host, local
    from checks.probes.postgres import Postgres

    seen = found.get("postgres")
    database = seen if isinstance(seen, Postgres) else None
    groups = local.groups(database, sources.metrics_url, *sources.urls)
    if groups:
        _try(found, "host", partial(host.look, groups), [])


def _timed(sources: Sources, unreached: list[Problem]) -> list[object]:
    found: dict[str, object] = {}
    if sources.urls:
        _pages(sources.urls, found, unreached)
    if sources.prometheus_url:
        from checks.probes import prometheus

        look = partial(prometheus.look, sources.prometheus_url, window=sources.window)
        _try(found, "prometheus", look, unreached)
    return list(found.values())


def _pages(urls: tuple[str, ...], found: dict[str, object], unreached: list[Problem]) -> None:
    """One sample of all pages; those that cannot be reached do not hide the others."""
    from checks.probes import http

    samples = []
    for url in urls[:MOST_PAGES]:
        try:
            samples.append(http.look(url))
        except Problem as problem:
            unreached.append(problem)
    if samples:
        found["http"] = http.together(samples)


def _try(
    found: dict[str, object],
    name: str,
    look: Callable[[], object],
    unreached: list[Problem],
) -> None:
    try:
        found[name] = look()
    except Problem as problem:
        unreached.append(problem)
