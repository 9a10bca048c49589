"""Index candidates: which columns in which order, what they leave alone, and that the server agrees."""

import psycopg
import pytest

from checks.candidates import IndexCandidate, advise, effect, index_candidates
from checks.core import Confidence
from checks.probes.postgres import (
    Column,
    ForeignKey,
    Index,
    Kind,
    Postgres,
    Statement,
    between,
    look,
)
from checks.sql import parse
from tests.checks.postgres.small import (
    HOSTILE,
    index,
    key,
    postgres,
    statement,
    statements,
    table,
)

ROWS = {"users": 20_000, "posts": 300_000, "comments": 1_500_000, "follows": 1_000_000}
DISTINCT = {
    ("users", "id"): -1.0, ("users", "email"): -1.0, ("users", "name"): -0.9,
    ("posts", "id"): -1.0, ("posts", "author_id"): 20_000.0, ("posts", "created_at"): -1.0,
    ("posts", "state"): 3.0, ("posts", "topic"): 500.0, ("posts", "title"): -0.5,
    ("comments", "id"): -1.0, ("comments", "post_id"): 250_000.0,
    ("comments", "author_id"): 18_000.0, ("comments", "created_at"): -1.0,
    ("follows", "follower_id"): 19_000.0, ("follows", "followed_id"): 15_000.0,
}  # fmt: skip
COLUMNS = tuple(
    Column(schema="public", table=name, name=column, distinct=distinct)
    for (name, column), distinct in DISTINCT.items()
)
TABLES = tuple(table(name, rows=rows) for name, rows in ROWS.items())
KEYS = tuple(key(on=name) for name in ("users", "posts", "comments"))


def shop(*texts: str | Statement, indexes: tuple[Index, ...] = (), **changes: object) -> Postgres:
    rows = [statement(one, mean_ms=50.0) if isinstance(one, str) else one for one in texts]
    given = {"tables": TABLES, "columns": COLUMNS, "indexes": (*KEYS, *indexes),
             "statements": statements(*rows)}  # fmt: skip
    return postgres(**{**given, **changes})


def advised(*texts: str | Statement, **changes: object) -> list[tuple[str, ...]]:
    """The candidates as (table, column, ...), the largest share first."""
    found = index_candidates(shop(*texts, **changes))  # type: ignore[arg-type]
    return [(one.table, *one.columns) for one in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("select * from comments where post_id = $1", ("comments", "post_id")),
        ("select count(*) from comments c where c.post_id = $1", ("comments", "post_id")),
        ("select * from public.comments where post_id = $1", ("comments", "post_id")),
        ("select * from comments where $1 = post_id", ("comments", "post_id")),
        ("select * from comments where (post_id = $1)", ("comments", "post_id")),
        ("select * from comments where post_id in ($1 /*, ... */)", ("comments", "post_id")),
        ("select * from comments where post_id = any($1)", ("comments", "post_id")),
        (
            "select * from comments where post_id = $1 order by created_at desc limit $2",
            ("comments", "post_id", "created_at"),
        ),
        (
            "select * from posts where author_id = $1 and created_at > $2",
            ("posts", "author_id", "created_at"),
        ),
        ("select * from posts where topic = $1 and state = $2", ("posts", "topic", "state")),
        ("select * from posts where author_id = $1 and id2 = lower($2)", ("posts", "author_id")),
        ("select * from posts order by created_at desc limit $1", ("posts", "created_at")),
        ("update comments set body = $1 where post_id = $2", ("comments", "post_id")),
        ("delete from comments where post_id = $1", ("comments", "post_id")),
        (
            "with mine as (select * from comments where author_id = $1) select * from mine",
            ("comments", "author_id"),
        ),
        (
            "select * from posts where id = $1 and exists (select 1 from comments where post_id = posts.id)",
            ("comments", "post_id"),
        ),
    ],
)
def test_one_statement_one_index(text: str, wanted: tuple[str, ...]) -> None:
    assert advised(text)[0] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "select * from comments where id = $1",
        "select * from comments where id = $1 and author_id = $2",
        "select * from posts where state = $1",
        "select * from posts where author_id = $1 or state = $2",
        "select * from users where lower(email) = $1",
        "select * from posts where title like $1",
        "select * from posts where author_id <> $1",
        "select * from posts where not author_id = $1",
        "select * from posts where author_id is not null",
        "select count(*) from posts",
        "select * from posts order by created_at",
        "select state, count(*) from posts group by state order by state limit $1",
        "select * from posts order by created_at desc, title limit $1",
        "select * from posts p join users u on u.id = p.author_id",
        "select * from elsewhere where a = $1",
        "insert into posts (author_id) values ($1)",
        "select $1",
        "vacuum posts",
        "select from where ((",
        "",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert advised(text) == []


def test_a_join_wants_the_driver_and_the_other_side() -> None:
    feed = (
        "select p.id from posts p join follows f on f.followed_id = p.author_id"
        " where f.follower_id = $1 order by p.created_at desc limit 10"
    )
    assert set(advised(feed)) == {("follows", "follower_id"), ("posts", "author_id")}


def test_a_join_to_a_key_wants_nothing_there() -> None:
    text = "select c.body, u.name from comments c join users u on u.id = c.author_id where c.post_id = $1"
    assert advised(text) == [("comments", "post_id")]


@pytest.mark.parametrize(
    "there",
    [
        index("post_id"),
        index("post_id", "created_at"),
        index("post_id", unique=True),
    ],
)
def test_an_index_that_serves_is_respected(there: Index) -> None:
    assert advised("select * from comments where post_id = $1", indexes=(there,)) == []


@pytest.mark.parametrize(
    "there",
    [
        index("created_at", "post_id"),
        index("post_id", valid=False),
        index("post_id", partial=True),
        index("post_id", method="gin"),
        index("post_id", on="posts"),
    ],
)
def test_an_index_that_does_not_serve_is_not(there: Index) -> None:
    wanted = ("comments", "post_id")
    assert advised("select * from comments where post_id = $1", indexes=(there,)) == [wanted]


def test_never_two_where_one_serves() -> None:
    texts = (
        "select count(*) from comments where post_id = $1",
        "select * from comments where post_id = $1 order by created_at desc limit 20",
        "delete from comments where post_id = $1",
    )
    (one,) = index_candidates(shop(*texts))
    assert one.columns == ("post_id", "created_at") and one.share == pytest.approx(1.0)
    assert len(one.statement_ids) == 3


def test_ranked_by_share_of_time() -> None:
    found = index_candidates(
        shop(
            statement("select * from comments where author_id = $1", mean_ms=10),
            statement("select * from comments where post_id = $1", mean_ms=90),
        )
    )
    assert [one.columns[0] for one in found] == ["post_id", "author_id"]
    assert [round(one.share, 2) for one in found] == [0.9, 0.1]


def test_shares_never_add_up_to_more_than_everything() -> None:
    found = index_candidates(
        shop("select * from comments where post_id = $1 and author_id = (select id from users where name = $2)",
             "select * from posts p join comments c on c.post_id = p.id where p.author_id = $1")
    )  # fmt: skip
    share, speedup = effect(found)
    assert 0.5 < share <= 1.0 and speedup > 2


def test_the_speedup_stays_within_what_a_call_can_gain() -> None:
    quick = statement("select * from comments where post_id = $1", mean_ms=0.5)
    (one,) = index_candidates(shop(quick))
    assert 2 <= one.speedup <= 10


def test_small_tables_are_left_alone() -> None:
    small = tuple(table(name, rows=499) for name in ROWS)
    assert advised("select * from comments where post_id = $1", tables=small) == []


def test_without_statistics_it_is_unsure_and_careful() -> None:
    (one,) = index_candidates(shop("select * from comments where post_id = $1", columns=()))
    assert one.confidence is Confidence.LOW and one.speedup < 20


def test_unqualified_columns_of_a_join_find_their_table() -> None:
    text = "select * from posts join follows on followed_id = author_id where follower_id = $1"
    assert set(advised(text)) == {("follows", "follower_id"), ("posts", "author_id")}


FOREIGN = ForeignKey(
    schema="public", table="comments", name="fk", columns=("author_id",),
    references_schema="public", references="users", on_delete="cascade",
)  # fmt: skip


def test_a_foreign_key_without_statements_comes_last_and_claims_nothing() -> None:
    found = index_candidates(
        shop("select * from comments where post_id = $1", foreign_keys=(FOREIGN,))
    )
    assert [one.kind for one in found] == ["statement", "foreign_key"]
    assert (found[1].share, found[1].speedup) == (0.0, 1.0)


def test_a_statement_that_wants_the_same_serves_the_foreign_key() -> None:
    found = index_candidates(
        shop("select * from comments where author_id = $1", foreign_keys=(FOREIGN,))
    )
    assert [(one.kind, one.columns) for one in found] == [("statement", ("author_id",))]


def test_deleting_parents_pays_for_the_scan_of_their_children() -> None:
    slow = statement("delete from users where id = $1", kind=Kind.WRITE, mean_ms=200)
    (one,) = index_candidates(shop(slow, foreign_keys=(FOREIGN,)))
    assert one.columns == ("author_id",) and one.share > 0.9
    assert "deleting from users" in one.because


def test_what_cannot_be_read_is_counted() -> None:
    advice = advise(shop("select from ((", "select * from comments where post_id = $1", ""))
    assert (advice.unreadable, advice.examined, advice.total) == (2, 1, 3)


def test_a_table_with_many_indexes_that_is_written_often_is_flagged() -> None:
    busy = tuple(
        table(name, rows=rows, inserted=90_000, seq_scans=100) for name, rows in ROWS.items()
    )
    many = tuple(index(f"c{n}") for n in range(9))
    found = index_candidates(
        shop("select * from comments where post_id = $1", tables=busy, indexes=many)
    )
    assert "10 indexes" in found[0].warning
    assert not index_candidates(shop("select * from comments where post_id = $1"))[0].warning


def test_names_are_quoted() -> None:
    (one,) = index_candidates(
        shop(f'select * from "{HOSTILE.replace(chr(34), chr(34) * 2)}" where "order" = $1',
             tables=(table(HOSTILE),), columns=())
    )  # fmt: skip
    assert one.ddl == 'CREATE INDEX CONCURRENTLY ON """; drop table x; --" ("order");'


def test_the_same_look_gives_the_same_answer() -> None:
    texts = [f"select * from comments where post_id = $1 and c{n} = $2" for n in range(5)]
    assert index_candidates(shop(*texts)) == index_candidates(shop(*reversed(texts)))


def test_nothing_was_measured() -> None:
    assert index_candidates(shop(statements=None)) == ()
    assert effect(()) == (0.0, 1.0)


def plan(url: str, query: str) -> str:
    with psycopg.connect(url, autocommit=True) as one:
        return "\n".join(str(row[0]) for row in one.execute(f"explain {query}".encode()))


def build(url: str, found: tuple[IndexCandidate, ...]) -> None:
    with psycopg.connect(url, autocommit=True) as one:
        for each in found:
            one.execute(each.ddl.encode())
        one.execute("analyze")


def test_the_server_takes_the_indexes_and_then_nothing_is_missing(database: str) -> None:
    query = 'select * from "Odd ""Table" where "order" = 7 order by "at" desc limit 5'
    with psycopg.connect(database, autocommit=True) as one:
        one.execute("create extension pg_stat_statements")
        one.execute(
            'create table "Odd ""Table" (id int primary key, "order" int, "at" timestamptz)'
        )
        one.execute(
            'insert into "Odd ""Table" select i, i % 2000, now() - i * interval \'1 s\''
            " from generate_series(1, 60000) i"
        )
        one.execute("analyze")
        first = look(database, sessions=1)
        for _ in range(30):
            one.execute(query).fetchall()
    window = between(first, look(database, sessions=1))
    assert "Seq Scan" in plan(database, query)
    found = index_candidates(window)
    assert [one.columns for one in found] == [("order", "at")]
    build(database, found)
    assert "Index Scan" in plan(database, query)
    with psycopg.connect(database, autocommit=True) as one:
        for _ in range(30):
            one.execute(query).fetchall()
    assert index_candidates(between(window, look(database, sessions=1))) == ()


def test_two_parameters_without_a_space_between_them_are_read() -> None:
    assert parse("select 1 from t where a in ($1,$2) and b = $3") is not None


def test_names_without_quotes_are_in_lower_case_as_postgresql_takes_them() -> None:
    tree = parse('select "Kept" from Orders where Account_ID = $1')
    assert (
        tree is not None
        and tree.sql(dialect="postgres") == 'SELECT "Kept" FROM orders WHERE account_id = $1'
    )
