"""Migrations and schema files in SQL, replayed.

PostgreSQL, SQLite and SQL Server make no index for a foreign key
(https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK); MySQL, MariaDB and H2 do
(https://dev.mysql.com/doc/refman/8.4/en/constraint-foreign-key.html), so their files are left alone, and so are
files of which neither their folder, their text nor the drivers tell the engine.
"""

import re
from collections.abc import Iterator

from checks.core import Place
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.tables.model import Found, Schema
from checks.probes.repo.tables.statements import items, statements

REFERS = Words(b"REFERENCES", b"references", b"References")
FOLDER = re.compile(r"(^|/)(\w*migrations?|migrate|flyway|changelog)(/|$)", re.I)
WHOLE = ("structure.sql", "schema.sql")
OTHER = re.compile(
    r"(^|[/._-])(mysql|mariadb|h2|hsql\w*|derby|cockroach\w*|crdb|clickhouse|oracle|tidb)", re.I
)
NAMED = re.compile(r"(^|[/._-])(postgres\w*|pgsql|pg|sqlite\w*|mssql|sqlserver)([/._-]|$)", re.I)
ENGINE = re.compile(rf"{OTHER.pattern}|{NAMED.pattern}", re.I)
OF_MYSQL = re.compile(r"`|\bENGINE\s*=|\bAUTO_INCREMENT\b", re.I)
OF_POSTGRES = re.compile(
    r"\b(?:BIG|SMALL)?SERIAL\b|\bTIMESTAMPTZ\b|\bJSONB\b|\bBYTEA\b|\bnextval\(|\bWITH TIME ZONE\b",
    re.I,
)
DOWN = re.compile(
    r"^--\s*(?:\+goose Down|\+migrate Down|migrate:down)|^-- Down Migration", re.I | re.M
)
BACK = re.compile(
    r"(\.down\.sql|(^|[/_.-])(down|undo|rollback|revert)\.sql|/U\d[^/]*\.sql)$|/down/", re.I
)
SELF_INDEXING = {"MySQL", "MariaDB"}
NAME = r"(?:(?:\"[^\"\n]{1,100}\"|\[\w{1,100}\]|\w{1,100})\.)?(\"[^\"\n]{1,100}\"|\[\w{1,100}\]|\w{1,100})"
CREATE = re.compile(rf"CREATE\s+(?:UNLOGGED\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?{NAME}\s*\(", re.I)
ALTER = re.compile(rf"ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?{NAME}\s", re.I)
DROP = re.compile(r"DROP\s+TABLE\s+(?:IF\s+EXISTS\s+)?", re.I)
INDEX = re.compile(
    rf"\bCREATE\s+(?:UNIQUE\s+)?INDEX\s+(?:CONCURRENTLY\s+)?(?:IF\s+NOT\s+EXISTS\s+)?(?:{NAME}\s+)?ON\s+(?:ONLY\s+)?"
    rf"{NAME}\s*(?:USING\s+\w+\s*)?\(\s*{NAME}",
    re.I,
)
DROP_INDEX = re.compile(rf"DROP\s+INDEX\s+(?:CONCURRENTLY\s+)?(?:IF\s+EXISTS\s+)?{NAME}", re.I)
CONSTRAINT = re.compile(
    rf"(?:ADD\s+)?(?:CONSTRAINT\s+{NAME}\s+)?(FOREIGN\s+KEY|PRIMARY\s+KEY|UNIQUE)(?:\s+NULLS\s+NOT\s+DISTINCT)?"
    r"\s*(?:CLUSTERED\s*|NONCLUSTERED\s*)?\(",
    re.I,
)
COLUMN = re.compile(rf"(?:ADD\s+(?:COLUMN\s+)?(?:IF\s+NOT\s+EXISTS\s+)?)?{NAME}\s", re.I)
NO_COLUMN = {"CONSTRAINT", "CHECK", "EXCLUDE", "LIKE", "KEY", "INDEX"}
RENAME = re.compile(rf"RENAME\s+TO\s+{NAME}", re.I)
RENAME_COLUMN = re.compile(rf"RENAME\s+(?:COLUMN\s+)?{NAME}\s+TO\s+{NAME}", re.I)
DROP_COLUMN = re.compile(rf"DROP\s+(?:COLUMN\s+)?(?:IF\s+EXISTS\s+)?{NAME}", re.I)
DROP_CONSTRAINT = re.compile(rf"DROP\s+CONSTRAINT\s+(?:IF\s+EXISTS\s+)?{NAME}", re.I)


def found(sight: Sight) -> Iterator[Found]:
    """The foreign keys without an index of every set of SQL migrations and of every schema file."""
    for home, paths in _sets(sight):
        if any(sight.tree.holds(path, REFERS) for path in paths):
            texts = [(path, sight.tree.text(path) or "") for path in paths]
            if makes_no_index(sight, home, [text for _, text in texts]):
                schema = Schema()
                for path, text in texts:
                    replay(schema, path, text)
                yield from schema.bare()


def _sets(sight: Sight) -> Iterator[tuple[str, list[str]]]:
    """Where they lie with the engine that they name, and the files that are applied together, in their order.

    A dump of the whole comes before the steps to it.
    """
    whole: dict[str, str] = {}
    steps: dict[tuple[str, str], list[str]] = {}
    for path in sight.tree.production(".sql"):
        folder, _, name = path.rpartition("/")
        home = sight.folder_of(path)
        if name in WHOLE and (home not in whole or name == WHOLE[0]):
            whole[home] = path
        elif (found := FOLDER.search(folder)) and not BACK.search(path) and name != "migration.sql":
            root = folder[: found.end(2)]
            steps.setdefault((root, _engine(path[found.end(2) :])), []).append(path)
    for home, path in whole.items():
        stepped = {root for root, _ in steps if sight.folder_of(f"{root}/a") == home}
        if path.endswith(WHOLE[0]) or not stepped:
            yield path, [path]
            steps = {key: one for key, one in steps.items() if key[0] not in stepped}
    for root, engine in sorted(steps):
        # what names no engine is for every engine beside it
        common = steps.get((root, ""), []) if engine else []
        drizzle = f"{root}/meta/_journal.json" in sight.tree.sizes  # read from its schema
        alone = engine or not any(one for base, one in steps if base == root)
        if alone and not drizzle:
            yield f"{root}/{engine}", sorted([*steps[root, engine], *common], key=_step)


def _engine(rest: str) -> str:
    """The engine that a path names; empty where it names none."""
    found = ENGINE.search(rest)
    return next((one.lower() for one in found.groups("") if one.isalnum()), "") if found else ""


def _step(path: str) -> list[tuple[int, int, str]]:
    """By the numbers of the versions in it: V1_10 comes after V1_9, and 0.10 after 0.9."""
    parts = re.findall(r"(\d{1,20})|([^\d/]{1,200})", path)
    return [(0, int(one), "") if one else (1, 0, text) for one, text in parts]


def makes_no_index(sight: Sight, path: str, texts: list[str]) -> bool:
    """Whether the engine of these files leaves a foreign key without an index; False where that is not known."""
    told = {value for _, facet, value in sight.told if facet == "database"}
    whole = "\n".join(texts)
    if OTHER.search(path) or (told and told <= SELF_INDEXING) or OF_MYSQL.search(whole):
        return False
    if NAMED.search(path) or OF_POSTGRES.search(whole):
        return True
    return bool(told & {"PostgreSQL", "SQLite", "SQL Server"}) and not told & SELF_INDEXING


def replay(schema: Schema, path: str, text: str) -> None:
    """Apply the statements of one file, without those that take it back."""
    down = DOWN.search(text)
    text = text[: down.start()] if down else text
    for statement, start in statements(text):
        if made := CREATE.match(statement):
            table = plain(made.group(1))
            if schema.create(table, again="EXISTS" not in made.group().upper()):
                _body(
                    schema,
                    path,
                    text,
                    plain(made.group(1)),
                    statement[made.end() :],
                    start + made.end(),
                )
        elif changed := ALTER.match(statement):
            _changes(
                schema,
                path,
                text,
                plain(changed.group(1)),
                statement[changed.end() :],
                start + changed.end(),
            )
        elif DROP.match(statement):
            for name in re.findall(NAME, statement[DROP.match(statement).end() :]):  # type: ignore[union-attr]
                schema.drop(plain(name))
        elif gone := DROP_INDEX.match(statement):
            schema.drop_index(plain(gone.group(1)))
        for one in INDEX.finditer(statement):
            name, table, first = map(plain, one.groups(""))
            schema.index(table, first, name)


def plain(name: str) -> str:
    """A name without its quotes."""
    return name.strip('"[]')


def _changes(schema: Schema, path: str, text: str, table: str, rest: str, at: int) -> None:
    for part, start in items(rest):
        if named := RENAME.match(part):
            schema.rename(table, plain(named.group(1)))
        elif moved := RENAME_COLUMN.match(part):
            schema.rename_column(table, plain(moved.group(1)), plain(moved.group(2)))
        elif gone := DROP_CONSTRAINT.match(part):
            schema.drop_constraint(table, plain(gone.group(1)))
        elif gone := DROP_COLUMN.match(part):
            schema.drop_column(table, plain(gone.group(1)))
        elif re.match(r"ADD\b", part, re.I):
            _part(schema, path, text, table, part, at + start)


def _body(schema: Schema, path: str, text: str, table: str, body: str, at: int) -> None:
    for part, start in items(body):
        _part(schema, path, text, table, part, at + start)


def _part(schema: Schema, path: str, text: str, table: str, part: str, at: int) -> None:
    """A column or a constraint of a table."""
    place = Place(path=path, line=text.count("\n", 0, at) + 1)
    if told := CONSTRAINT.match(part):
        columns = [plain(one) for one in re.findall(NAME, part[told.end() :].partition(")")[0])]
        name = plain(told.group(1) or "")
        if columns and told.group(2).upper().startswith("FOREIGN"):
            schema.key(table, columns, place, name)
        elif columns:
            schema.index(table, columns[0], name)
    elif (column := COLUMN.match(part)) and plain(column.group(1)).upper() not in NO_COLUMN:
        name = plain(column.group(1))
        if re.search(r"\bPRIMARY\s+KEY\b|\bUNIQUE\b", part, re.I):
            schema.index(table, name, f"{table}_{name}_key")
        if re.search(r"\bREFERENCES\s", part, re.I):
            schema.key(table, [name], place)
