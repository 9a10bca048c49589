"""The engines of databases by the names that settings and code give them, and code that tells them apart."""

import re

from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight

ENGINES = {
    "postgresql": "PostgreSQL",
    "postgres": "PostgreSQL",
    "postgis": "PostgreSQL",
    "postgresql_psycopg2": "PostgreSQL",
    "mysql": "MySQL",
    "mysql2": "MySQL",
    "trilogy": "MySQL",
    "mariadb": "MariaDB",
    "sqlite3": "SQLite",
    "sqlite": "SQLite",
    "mongodb": "MongoDB",
    "oracle": "Oracle",
    "sqlserver": "SQL Server",
    "pgsql": "PostgreSQL",
}
RELATIONAL = {"PostgreSQL", "MySQL", "MariaDB", "SQLite", "SQL Server", "Oracle", "H2"}
"""Of these a project usually runs one; the others stand beside it for a purpose of their own."""
SAME_WIRE = {"MariaDB": "MySQL"}
"""MariaDB is spoken to with MySQL's drivers."""
SCHEMES = Words(
    *(
        quote + one
        for quote in (b'"', b"'")
        for one in (b"sqlite", b"postgres", b"mysql", b"mariadb")
    )
)
TELLING = (".go", ".ts", ".mts", ".js", ".mjs", ".php", ".cs", ".java", ".kt", ".ex", ".rs")
LOOSE = (".ts", ".mts", ".js", ".mjs", ".java", ".kt")
CASES = re.compile(
    rb"(?:\bcase|===?|\.[eE]quals\(|\bwhen)\s*\(?[\"'](sqlite3?|postgres(?:ql)?|pgsql|mysql2?|mariadb|sqlserver)[\"']"
)


def asking(sight: Sight, *, several: bool) -> set[str]:
    """The components with a file that tells engines apart: `case "mysql"`, `driver === 'postgres'`.

    `several` says that drivers of more than one are declared; where they are not, only languages count whose drivers
    may be forks of another name or come with the server.
    """
    found = set()
    for path in sight.tree.production(*(TELLING if several else LOOSE)):
        if sight.folder_of(path) in found or not sight.tree.holds(path, SCHEMES):
            continue
        told = {ENGINES[one.decode()] for one in CASES.findall(sight.tree.sniff(path))}
        if len(told - set(SAME_WIRE)) > 1:
            found.add(sight.folder_of(path))
    return found
