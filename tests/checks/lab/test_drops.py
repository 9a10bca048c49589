"""Which indexes could go: on what ground, with which doubts, and which only seem needless."""

import time
from typing import Any

import psycopg
import pytest

from checks.core import Problem
from checks.lab.advice import Proposal
from checks.lab.candidate import Candidate, Key
from checks.lab.drops import Drops, Why, drops
from checks.lab.replicas import Replicas, ReplicaScans, look
from checks.lab.writes import WriteCost
from checks.probes import postgres as probe
from checks.probes.postgres import ForeignKey, Index, Postgres, Replication
from tests.checks.postgres.small import counters, index, postgres, standby, table
from tests.servers import replica, run, server

MONTH = 40 * 86_400.0
NONE = Replicas()


def seen(*indexes: Index, days: float = 40, scans: int = 10**6, **changes: Any) -> Postgres:
    """A busy table of comments with these indexes, and statistics of so many days."""
    return postgres(
        indexes=indexes,
        tables=(table(index_scans=scans),),
        counters=counters(since=1_000_000.0 - days * 86_400),
        at=1_000_000.0,
        replication=changes.pop("replication", Replication(standbys=())),
        **changes,
    )


def idle(*columns: str, **changes: Any) -> Index:
    """An index that nobody reads."""
    return index(*columns, **{"bytes": 50_000_000, "scans": 0, **changes})


def found(
    looked: Postgres, *, read: frozenset[str] = frozenset(), replicas: Replicas = NONE
) -> Drops:
    """What could go without a proposal."""
    return drops(looked, (), read, replicas)


def test_one_that_nobody_read_for_a_month_could_go_and_can_come_back() -> None:
    (one,) = found(seen(idle("body", name="comments_body_idx"))).drops
    assert one.why is Why.UNUSED and one.doubts == ()
    assert one.ddl == "DROP INDEX CONCURRENTLY comments_body_idx;"
    assert one.undo.startswith("CREATE INDEX CONCURRENTLY comments_body_idx ON")


@pytest.mark.parametrize(
    ("looked", "word"),
    [
        (seen(idle("body"), days=20), "a month of statistics"),
        (seen(idle("body"), scans=10), "hardly read"),
    ],
)
def test_too_little_evidence_spares_it(looked: Postgres, word: str) -> None:
    said = found(looked)
    assert said.drops == () and word in said.spared[0].because


def test_what_a_plan_reads_now_is_spared() -> None:
    said = found(seen(idle("body", name="fresh")), read=frozenset(["fresh"]))
    assert said.drops == () and "reads it now" in said.spared[0].because


@pytest.mark.parametrize(
    "needed",
    [
        idle("body", unique=True),
        idle("body", constraint=True),
        idle("body", attached=True),
        idle("body", valid=False),
        idle("body", bytes=100_000),
        idle("body", scans=1),
    ],
)
def test_what_is_needed_or_small_or_read_is_left_alone(needed: Index) -> None:
    assert found(seen(needed)) == Drops(drops=())


def test_what_a_foreign_key_looks_up_is_left_alone() -> None:
    key = ForeignKey(schema="public", table="comments", name="fk", columns=("post_id",),
                     references_schema="public", references="posts")  # fmt: skip
    assert found(seen(idle("post_id"), foreign_keys=(key,))) == Drops(drops=())


def test_replicas_that_were_not_looked_at_are_a_doubt() -> None:
    copies = Replication(standbys=(standby(), standby()))
    (one,) = found(seen(idle("body"), replication=copies)).drops
    assert "2 replicas were not looked at" in one.doubts[0] and "--replica-url" in one.doubts[0]
    (one,) = found(seen(idle("body"), replication=None)).drops
    assert "could not be read" in one.doubts[0]
    (one,) = found(seen(idle("body"), in_recovery=True)).drops
    assert "the primary may read it" in one.doubts[0]


def test_a_replica_that_reads_it_spares_it() -> None:
    copies = Replication(standbys=(standby(),))
    looked = seen(idle("body", name="b"), replication=copies)
    quiet = ReplicaScans(url="r1", counted_s=MONTH, scans={"public.b": 0})
    (one,) = found(looked, replicas=Replicas(looked_at=(quiet,))).drops
    assert one.doubts == () and "nor on the 1 replicas" in one.because
    for one_replica, word in (
        (ReplicaScans(url="r1", counted_s=MONTH, scans={"public.b": 7}), "read it 7 times"),
        (ReplicaScans(url="r1", counted_s=3600, scans={"public.b": 0}), "too short"),
        (ReplicaScans(url="r1", counted_s=MONTH), "not known"),
    ):
        said = found(looked, replicas=Replicas(looked_at=(one_replica,)))
        assert said.drops == () and word in said.spared[0].because


def test_a_double_needs_no_statistics() -> None:
    wide, narrow = (
        index("post_id", "id", name="wide", scans=5),
        index("post_id", name="narrow", scans=5),
    )
    (one,) = found(seen(wide, narrow, days=0.1)).drops
    assert one.why is Why.DOUBLE and one.index.name == "narrow" and "wide" in one.because


def test_what_a_proposal_makes_needless_goes_after_it() -> None:
    there = index("post_id", name="there", scans=5)
    new = Candidate(
        schema="public", table="comments", keys=(Key(column="post_id"), Key(column="id"))
    )
    proposal = Proposal(index=new, gains=(), share=0.5, bytes=1, writes=WriteCost(ms=0, rows=0, ends_hot=0),
                        replaces=("there",))  # fmt: skip
    (one,) = drops(seen(there), (proposal,), frozenset(), NONE).drops
    assert one.why is Why.REPLACED and "is there and valid" in one.doubts[0]


def test_a_constant_that_a_saved_look_left_out_is_not_made_up() -> None:
    saved = idle(
        "body",
        definition="CREATE INDEX b ON public.comments USING btree (body) WHERE (kind = 'constant 1')",
    )
    (one,) = found(seen(saved)).drops
    assert one.undo == ""


PARTED = """
create table parted (id int not null, at int not null) partition by range (at);
create table parted_1 partition of parted for values from (0) to (10);
create index parted_at on parted (at);
"""


def test_the_index_of_a_partition_is_part_of_its_parents(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as one:
        one.execute(PARTED)
    listed = {one.name: one.attached for one in probe.look(database).indexes}
    assert listed["parted_1_at_idx"] is True


def test_a_server_that_is_no_replica_is_not_taken_for_one(database: str) -> None:
    with pytest.raises(Problem, match="is no replica") as raised:
        look(database, probe.look(database))
    assert "postgres:postgres" not in raised.value.message


def test_a_real_replica_tells_what_the_primary_cannot_know() -> None:
    """Its sessions read by an index that no session of the primary has read; a copy of its primary is refused."""
    with server({"wal_level": "replica"}) as primary:
        run(primary.url, "create table t (id int primary key, owner int)",
            "insert into t select i, i from generate_series(1, 2000) i", "create index t_owner on t (owner)",
            "analyze t")  # fmt: skip
        with replica(primary) as copy:
            seen = probe.look(primary.url)
            with psycopg.connect(copy.url, autocommit=True) as one:
                one.execute("set enable_seqscan = off")
                for owner in range(5):
                    one.execute("select id from t where owner = %s", (owner,))
            found, until = look(copy.url, seen), time.monotonic() + 20
            while found.scans["public.t_owner"] < 5 and time.monotonic() < until:
                found = look(copy.url, seen)  # a session's counts arrive when it is gone
    assert found.scans["public.t_owner"] == 5
    assert next(one.scans for one in seen.indexes if one.name == "t_owner") == 0
    assert found.counted_s is not None and "postgres:postgres" not in found.url
