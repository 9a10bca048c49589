"""Mappers and migrations by the folders that frameworks fix, read replicas and partitions of databases."""

import re
from collections.abc import Iterator

from checks.core import Confidence, Place
from checks.probes.repo.parted import Parted
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact, State

SCRIPTS = (".js", ".ts", ".cjs", ".mjs", ".cts", ".mts")
FOLDERS = (
    (
        "migrations",
        "Prisma Migrate",
        re.compile(r"(^|/)migrations?/\d+_[^/]+/migration\.sql$"),
        (".sql",),
    ),
    (
        "migrations",
        "Laravel migrations",
        re.compile(r"(^|/)database/migrations/\d[\w-]+\.php$"),
        (".php",),
    ),
    (
        "orm",
        "Eloquent",
        re.compile(r"(^|/)(app/\w+|(app|src)/(.+/)?Models/(.+/)?\w+)\.php$"),
        (".php",),
    ),
    (
        "migrations",
        "Entity Framework Core migrations",
        re.compile(r"(^|/)Migrations/(.+/)?\w+ModelSnapshot\.cs$"),
        (".cs",),
    ),
    (
        "migrations",
        "Ecto migrations",
        re.compile(r"(^|/)priv/(.+/)?migrations/\d+_\w+\.exs$"),
        (".exs",),
    ),
    (
        "migrations",
        "Sequelize migrations",
        re.compile(r"(^|/)migrations/\d{8,}[-_][\w-]+\.[cm]?[jt]s$"),
        SCRIPTS,
    ),
    (
        "migrations",
        "Knex migrations",
        re.compile(r"(^|/)migrations/\d{8,}[-_][\w-]+\.[cm]?[jt]s$"),
        SCRIPTS,
    ),
    (
        "migrations",
        "TypeORM migrations",
        re.compile(r"(^|/)migrations?/([\w-]+/)?\d{8,}[-_][\w-]+\.[cm]?[jt]s$"),
        SCRIPTS,
    ),
    ("migrations", "Drizzle Kit", re.compile(r"(^|/)meta/_journal\.json$"), (".json",)),
)
NEEDS = {
    "Prisma Migrate": "Prisma",
    "Laravel migrations": "Laravel",
    "Eloquent": "Laravel",
    "Entity Framework Core migrations": "Entity Framework Core",
    "Ecto migrations": "Ecto",
    "Sequelize migrations": "Sequelize",
    "Knex migrations": "Knex",
    "TypeORM migrations": "TypeORM",
    "Drizzle Kit": "Drizzle",
}
OWN_STEPS = {"db-migrate", "node-pg-migrate"}
"""Tools whose steps look like Knex's and stand in a folder of the same name."""
REPLICAS = (
    (
        (".rb", ".yml"),
        Words(b"replica"),
        re.compile(r"^[ \t]*replica:\s*true|connects_to\b.{0,300}\breading:", re.M),
        "Rails",
    ),
    ((".php",), Words(b"'read'"), re.compile(r"^[ \t]*'read'\s*=>\s*\[", re.M), "Laravel"),
    (
        (".ex",),
        Words(b"read_only"),
        re.compile(r"use\s+Ecto\.Repo,[^#]*?read_only:\s*true", re.S),
        "Ecto",
    ),
    (
        (".ts", ".js"),
        Words(b"replication"),
        re.compile(r"^[ \t]*replication:\s*\{\s*(read|write|master|slaves|$)", re.M),
        "Node",
    ),
    (
        (".java", ".kt"),
        Words(b"AbstractRoutingDataSource"),
        re.compile(r"(extends|:)\s*AbstractRoutingDataSource\b"),
        "Spring",
    ),
)
WHERE = re.compile(r"(^|/)(config|database|db|lib|src|server|app)/|\.(java|kt)$")
CUTS = Words(b"artition", b"ARTITION", b"create_")
PARTITION = re.compile(
    r"^(?![ \t]*(?:--|#))[^\n]*?"
    r"(?:\bPARTITION\s+BY\s+(RANGE|LIST|HASH)|(create_distributed_table|create_hypertable))\s*\(",
    re.I | re.M,
)


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`migrations` and `orm` by folder, `read_replica`, `partitioning`."""
    known = {value for _, _, value in sight.told}
    for facet, value, pattern, suffixes in FOLDERS:
        if NEEDS[value] in known and not (value == "Knex migrations" and known & OWN_STEPS):
            first = next(filter(pattern.search, sight.tree.production(*suffixes)), None)
            if first:
                yield (
                    sight.folder_of(first),
                    RepoFact(name=facet, value=value, place=Place(path=first)),
                )
    yield from _entity_framework(sight, known)
    yield from _plain_sql(sight, known)
    if "Knex" in known and not known & OWN_STEPS:
        yield from _knex(sight)
    yield from _replicas(sight)
    yield from _partitions(sight)


STEPS = Words(b"[Migration(")
BY_HAND = re.compile(rb"^[ \t]*\[Migration\([\"$@]", re.M)


def _entity_framework(sight: Sight, known: set[str]) -> Iterator[tuple[str, RepoFact]]:
    """Steps that are written by hand, without the snapshot that the tool keeps beside its own."""
    if "Entity Framework Core" not in known:
        return
    paths = [one for one in sight.tree.production(".cs") if "Migrations/" in one]
    if any(one.endswith("ModelSnapshot.cs") for one in paths):
        return
    for path in paths:
        if sight.tree.holds(path, STEPS) and BY_HAND.search(sight.tree.sniff(path)):
            fact = RepoFact(
                name="migrations", value="Entity Framework Core migrations", place=Place(path=path)
            )
            yield sight.folder_of(path), fact
            return


PLAIN_SQL = re.compile(
    r"(^|/)(db|database|sql|store|storage|internal|migrat\w*)/(.+/)?migrations?/(.+/)?[vV]?\d+[\w.-]*\.sql$"
)


def _plain_sql(sight: Sight, known: set[str]) -> Iterator[tuple[str, RepoFact]]:
    """Numbered SQL files of a Go or Rust service that runs them itself, where no tool's package does."""
    if known & {"Goose", "golang-migrate", "sql-migrate", "dbmate", "Diesel", "SQLx", "Bun"}:
        return
    services = {one.folder for one in sight.manifests if one.ecosystem in {"go", "cargo"}}
    for path in sight.tree.production(".sql"):
        if PLAIN_SQL.search(f"/{path}") and sight.folder_of(path) in services:
            fact = RepoFact(name="migrations", value="SQL files", place=Place(path=path))
            yield sight.folder_of(path), fact
            return


STEP = re.compile(
    rb"^(?:module\.)?exports(?:\.up\b|\s*=\s*\{)|^export (?:async )?(?:function|const) up\b", re.M
)


def _knex(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """Steps that are named by version instead of by time."""
    for path in sight.tree.production(".js", ".ts", ".mjs", ".cjs"):
        if "/migrations/" in f"/{path}" and STEP.search(sight.tree.sniff(path)):
            yield (
                sight.folder_of(path),
                RepoFact(name="migrations", value="Knex migrations", place=Place(path=path)),
            )
            return


def _replicas(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    where = Parted(WHERE)
    for suffixes, token, pattern, value in REPLICAS:
        for path in filter(where, sight.tree.production(*suffixes)):
            data = sight.tree.sniff(path) if sight.tree.holds(path, token) else b""
            found = pattern.search(data.decode("utf-8", "replace"))
            if found:
                line = data[: found.start()].count(b"\n") + 1
                yield (
                    sight.folder_of(path),
                    RepoFact(
                        name="read_replica",
                        value=value,
                        place=Place(path=path, line=line),
                        state=State.UNKNOWN_IN_PRODUCTION,
                        confidence=Confidence.MEDIUM,
                    ),
                )
                break


def _partitions(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """Tables that migrations or schema files cut: `PARTITION BY RANGE (...)`; a window function is none."""
    for path in sight.tree.production(".sql", ".exs", ".rb"):
        if not re.search(r"migrat|schema|structure\.sql", path):
            continue
        if not sight.tree.holds(path, CUTS):
            continue
        text = sight.tree.sniff(path).decode("utf-8", "replace")
        found = PARTITION.search(text)
        if found and "over (" not in text[max(0, found.start() - 20) : found.end()].lower():
            value = (found.group(1) or found.group(2)).upper()
            place = Place(path=path, line=text.count("\n", 0, found.start()) + 1)
            yield sight.folder_of(path), RepoFact(name="partitioning", value=value, place=place)
            return
