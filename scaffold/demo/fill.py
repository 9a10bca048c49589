"""Fills the demo's database on the server, from its own schema, with skewed rows that are the same every time.

A few people write and are followed a lot, a few posts get most comments: an id is the square (followers:
the 1.5th power) of a uniform number, so that the first hundredth of the users writes a tenth of the posts.
"""

import threading
from collections.abc import Mapping
from pathlib import Path

from checks.core import Problem

FULL = {"users": 200_000, "posts": 300_000, "comments": 1_500_000, "follows": 1_000_000}

START = "timestamptz '2024-01-01'"
PICK = "1 + floor({rows} * power(random(), {power}))::int"
INSERTS = {
    "users": """insert into users (name, email, created_at)
        select 'Person ' || n, 'person' || n || '@threads.example', {start} + n * interval '1 second'
        from generate_series(1, {users}) n""",
    "posts": """insert into posts (author_id, title, body, created_at)
        select {author}, 'Post number ' || n, repeat(md5(n::text) || ' ', 4), {start} + n * interval '1 minute'
        from generate_series(1, {posts}) n""",
    "comments": """insert into comments (post_id, author_id, body, created_at)
        select {post}, {author}, repeat(md5(n::text) || ' ', 2), {start} + n * interval '20 seconds'
        from generate_series(1, {comments}) n""",
    "follows": """insert into follows (follower_id, followed_id, created_at)
        select {follower}, {author}, {start} + n * interval '30 seconds'
        from generate_series(1, {follows}) n""",
}  # fmt: skip
FILL_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "8GB",
    "maintenance_work_mem": "256MB",
    "autovacuum": "off",
}
"""For filling alone; the server is then started again with the project's own settings."""


def rows(size: float) -> dict[str, int]:
    """Rows of each table at this size."""
    return {table: max(1, int(count * size)) for table, count in FULL.items()}


def create(url: str, schema: str, size: float) -> int:
    """Create the tables, fill them, VACUUM ANALYZE; returns the database's size in bytes.

    Raises:
        Problem: the server refused a statement.
    """
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(schema.encode())
    failed: list[BaseException] = []
    groups = (("comments",), ("users", "posts", "follows"))
    threads = [
        threading.Thread(target=_fill, args=(url, one, rows(size), failed)) for one in groups
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise Problem(f"the demo's database could not be filled: {failed[0]}", "free some disk")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("checkpoint")
    return size_of(url)


def new_database(admin: str, url: str) -> None:
    """Create the database that `url` names, over the address `admin` of another one."""
    import psycopg
    from psycopg.sql import SQL, Identifier

    with psycopg.connect(admin, autocommit=True) as connection:
        name = Identifier(url.rpartition("/")[2])
        connection.execute(SQL("create database {}").format(name))


def size_of(url: str) -> int:
    """The database's size in bytes."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute("select pg_database_size(current_database())").fetchone()
    return int(found[0]) if found else 0


def reset(url: str, size: float) -> None:
    """Take out the rows that a load added and set the counters back, so that every phase starts alike."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "set session_replication_role = replica"
        )  # no look-ups of referring rows
        for table, count in rows(size).items():
            connection.execute(f"delete from {table} where id > {count}".encode())  # noqa: S608 (our own names)
            connection.execute(f"select setval('{table}_id_seq', {count})".encode())
        connection.execute("vacuum users, comments")


def schema_of(project: Path) -> str:
    """The project's own schema."""
    return (project / "schema.sql").read_text(encoding="utf-8")


def _fill(
    url: str, tables: tuple[str, ...], counts: Mapping[str, int], failed: list[BaseException]
) -> None:
    import psycopg

    words = {
        **{name: str(count) for name, count in counts.items()},
        "start": START,
        "author": PICK.format(rows=counts["users"], power=2),
        "post": PICK.format(rows=counts["posts"], power=2),
        "follower": PICK.format(rows=counts["users"], power=1.5),
    }
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("set session_replication_role = replica")
            for table in tables:
                connection.execute("select setseed(0.5)")
                connection.execute(INSERTS[table].format(**words).encode())
                connection.execute(f"vacuum (analyze, freeze) {table}".encode())
    except psycopg.Error as error:
        failed.append(error)
