"""The demo's story and its JSON, told from events; the demo itself is tested on its own floor."""

from pathlib import Path

import pytest

from checks.core import Fact
from cli.page.demo import written
from cli.screen.demo import told
from playbooks.core import Answer, Because, Decision, Prediction, Resource, Verdict
from scaffold.core import Change, Kind, Plan, Step
from scaffold.demo import events
from scaffold.demo.result import Climbed, DemoResult, Load, Mismatch, Run, Sameness, State
from tests.cli.program import matches

PROMISE = Prediction(
    vital="database_ms_per_request",
    before=310.0,
    low=3.0,
    high=62.0,
    unit="ms",
    formula="index_gain",
)
STATEMENTS = ("SELECT 1", "CREATE INDEX CONCURRENTLY comments_post_id_idx ON comments (post_id)")


def load(kind: str, rps: float, p95: float, offered: float | None = None) -> Load:
    return Load(
        kind=kind,
        users=64,
        offered_rps=offered,
        seconds=6.0,
        answered=int(rps * 6),
        failures={"500": 2} if rps < 10 else {},
        rps=rps,
        p50_ms=p95 / 2,
        p95_ms=p95,
        p99_ms=p95 * 1.2,
        routes={"feed": (10, p95 / 2, p95)},
        client_cores=0.02,
        latency_total_s=60.0,
    )


def state(name: str, rps: float, p95: float) -> State:
    return State(
        name=name,
        closed=load("closed", rps, p95),
        open=load("open", 5.0, p95 / 10, 5.0),
        cores={"client": 0.02, "application": 0.4, "database": 1.5},
        machine_cores=2,
        database_share=0.71,
        spin_ms=12.0,
    )


def decision(rung: str | None) -> Decision:
    because = (Because(text="statements that a missing index slows own 96 % of the time"),)
    verdicts = (Verdict(rung="query_index", answer=Answer.TAKE, because=because),)
    return Decision(
        saturated=Resource.DATABASE_CPU,
        saturated_because=Because(text="1.9 of 2 cores"),
        direction="neither: query_index takes load away; vertical headroom: 64 times",
        verdicts=verdicts,
        next=rung,
        then=(),
        ask=None,
    )


NAIVE, INDEXED = state("naive", 5.9, 20827.0), state("query_index", 203.0, 431.0)
SAME = Sameness(requests=42, equal=42, stale=0, stale_s=0.0, mismatches=())
OTHER = Sameness(
    requests=42,
    equal=41,
    stale=0,
    stale_s=0.0,
    mismatches=(Mismatch(request="GET /posts/7", before="a", after="b"),),
)
CLIMBED = Climbed(
    rung="query_index",
    predicted=PROMISE,
    measured=Fact(name="database_ms_per_request", value=8.1, unit="ms"),
    kept=True,
    wrong_first=False,
    same=SAME,
    state=INDEXED,
)
UNDONE = Climbed(
    rung="cache_shared",
    predicted=PROMISE,
    measured=Fact(name="database_ms_per_request", value=305.0, unit="ms"),
    kept=False,
    wrong_first=True,
    same=SAME,
    state=state("cache_shared", 7.2, 19000.0),
)
ROWS = {"users": 200_000, "comments": 1_500_000}
RUN = Run(
    size=1.0,
    rows=ROWS,
    database_bytes=1_000_000_000,
    before=NAIVE,
    rungs=(UNDONE, CLIMBED),
    next="async_queue",
)
RESULT = DemoResult(runs=(RUN,), seconds=150.0, settings={"users": "64"})
PLAN = Plan(
    root=Path("/tmp/shop"),
    step=Step(rung="query_index"),
    changes=(
        Change(path="db/indexes/001.sql", kind=Kind.CREATE, before=None, after=b"-- one\n"),
        Change(path="compose.yaml", kind=Kind.EDIT, before=b"a: 1\n", after=b"a: 2\n"),
    ),
)
STORY: tuple[events.Event, ...] = (
    events.Started(sizes=(1.0,), settings={"users": "64 that wait for their answer"}),
    events.Working(what="filling", seconds=11.0),
    events.Filled(size=1.0, rows=ROWS, bytes=1_000_000_000, seconds=11.0),
    events.Measured(size=1.0, state=NAIVE),
    events.Refused(size=1.0, load=NAIVE.closed, why="the client used 0.8 of a core"),
    events.Decided(size=1.0, decision=decision("query_index")),
    events.PassedOver(size=1.0, rung="pool", why="no application was found"),
    events.Registered(size=1.0, rung="query_index", predicts=PROMISE, questions=(), answers={}),
    events.Built(size=1.0, rung="query_index", plan=PLAN),
    events.Migrated(
        size=1.0, rung="query_index", files=("001.sql",), statements=STATEMENTS, seconds=0.8
    ),
    events.Measured(size=1.0, state=INDEXED),
    events.Compared(size=1.0, rung="query_index", same=SAME),
    events.Proved(size=1.0, rung="query_index", predicted=PROMISE, measured=8.1, kept=True),
    events.Compared(size=1.0, rung="cache_shared", same=OTHER),
    events.Proved(size=1.0, rung="cache_shared", predicted=PROMISE, measured=305.0, kept=False),
    events.Undone(size=1.0, rung="cache_shared", restored=True),
    events.Decided(size=1.0, decision=decision(None)),
    events.Stopped(
        size=1.0, why="the next rung is async_queue, which rung cannot build yet", run=RUN
    ),
    events.Finished(result=RESULT),
)


@pytest.mark.parametrize("width", [60, 80])
def test_the_story(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    assert told(STORY) is RESULT
    matches(f"demo_{width}", capsys.readouterr().out)


def test_the_same_change_at_another_size_is_not_shown_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    built = events.Built(size=0.2, rung="query_index", plan=PLAN)
    told((*STORY[:-1], built, STORY[-1]))
    out = capsys.readouterr().out
    assert out.count("+a: 2") == 1
    assert "The same 2 files as shown above" in out


def test_json_leaves_standard_output_to_the_figures(capsys: pytest.CaptureFixture[str]) -> None:
    told(STORY, stderr=True)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "The ladder says" in shown.err


def test_json_has_the_promised_keys() -> None:
    page = written(RESULT)
    assert {"schema", "before", "after", "rungs"} <= set(page)
    for end in (page["before"], page["after"]):
        assert {"p50_ms", "p95_ms", "rps", "errors"} <= set(end)
    for one in page["rungs"]:
        assert {"rung", "predicted", "measured"} <= set(one)
    assert page["before"]["errors"] == 2
    assert page["after"]["name"] == "query_index"


def test_every_event_has_words(capsys: pytest.CaptureFixture[str]) -> None:
    from cli.screen.demo import tell

    silent = {events.Working, events.Finished}
    kinds = set(events.Event.__args__) - silent
    assert kinds <= set(tell.registry)
