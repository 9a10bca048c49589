"""What was seen goes into one file and comes back the same; a broken file says what is wrong and where."""

import json
import math
from pathlib import Path

import pytest

from checks.core import Confidence, Fact, Looks, Problem
from checks.fill import fill
from checks.probes import repo
from checks.probes.host import Group, Host
from checks.probes.http import Http
from checks.probes.metrics import Metrics, Route
from checks.probes.postgres import Activity, Kind, Opening, Postgres, Statement, Statements, Table
from checks.probes.told import Told
from checks.saved import load, save
from checks.vitals import Vitals

POSTGRES = Postgres(
    url="postgresql://app:***@db/shop", at=1.5, version=180004, database="shop", window_s=30.0,
    settings={"max_connections": "100"},
    opening=Opening(samples=3, wall_ms=9.5, server_cpu_ms=2.1, client_cpu_ms=None),
    statements=Statements(
        rows=(Statement(id="-1", text="select * from u where password = $1", kind=Kind.READ, calls=2,
                        exec_ms=1.25, rows=2, blocks_hit=3, blocks_read=0),),
        calls=2, exec_ms=1.25, distinct=1, window_s=30.0,
    ),
    activity=Activity(samples=5, sessions=2, by_state={"active": 1.2}, waits={"CPU": 1.2},
                      longest_transaction_s=0.5, longest_idle_in_transaction_s=0.0),
    tables=(Table(schema="public", name='"; drop table x; --', rows=-1, bytes=8192, total_bytes=16384),),
)  # fmt: skip
METRICS = Metrics(
    url="http://app/metrics", at=2.0, histogram="http_request_duration_seconds",
    routes=(Route(method="GET", route="/", count=3, seconds=0.3, buckets=((0.1, 2.0), (math.inf, 3.0))),),
)  # fmt: skip
HOST = Host(
    at=1.0, cores=2, memory_bytes=4, available_bytes=2, busy_seconds=1.0, total_seconds=2.0,
    groups={"database": Group(seconds=1.0, roots_seconds=0.1, processes=7)}, window_s=1.0,
)  # fmt: skip
HTTP = Http(url="http://app/", requests=3, answered=3, seconds=0.1, p50_ms=3.0, p95_ms=4.0)
TOLD = Told(answers={"teams": 2, "owner": True, "local_state": "uploads"})


@pytest.mark.parametrize("name", ["look.json", "look.yml"])
def test_everything_comes_back_the_same(tmp_path: Path, name: str) -> None:
    looks = Looks().with_(POSTGRES, METRICS, HOST, HTTP, TOLD)
    looks = looks.with_(fill(looks))
    save(looks, tmp_path / name)
    again = load(tmp_path / name)
    for one in looks:
        if not isinstance(one, Vitals):
            assert again.get(type(one)) == one
    assert fill(again) == fill(looks)


def test_a_look_at_a_repository_comes_back_the_same(tmp_path: Path) -> None:
    seen = repo.look(Path(__file__).parents[2])
    save(Looks().with_(seen), tmp_path / "look.json")
    assert load(tmp_path / "look.json").get(repo.Repo) == seen


def test_the_same_looks_give_the_same_bytes(tmp_path: Path) -> None:
    save(Looks().with_(POSTGRES, HOST), tmp_path / "one.json")
    save(Looks().with_(HOST, POSTGRES), tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_it_is_json_for_every_reader(tmp_path: Path) -> None:
    save(Looks().with_(METRICS), tmp_path / "look.json")
    json.loads((tmp_path / "look.json").read_text(), parse_constant=pytest.fail)


def test_no_password_gets_into_it(tmp_path: Path) -> None:
    leaky = Http(url="http://me:s3cr3t@app/?token=s3cr3t", requests=1, answered=1, seconds=0.1)
    fact = Fact(name="p50_ms", value=1.0, unit="ms", where="postgresql://a:s3cr3t@db/x")
    save(Looks().with_(leaky, Vitals().with_facts(fact)), tmp_path / "look.json")
    assert "s3cr3t" not in (tmp_path / "look.json").read_text()


def test_vitals_alone_are_enough_and_count_as_told(tmp_path: Path) -> None:
    (tmp_path / "told.yml").write_text(
        "vitals: {requests_per_second: 40, error_share: 2%, owner: no}"
    )
    vitals = fill(load(tmp_path / "told.yml"))
    assert vitals.number("requests_per_second") == 40
    assert vitals.number("error_share") == 0.02
    assert vitals.owner is not None and vitals.owner.value is False
    assert vitals.owner.where == "told in told.yml"


def test_a_file_of_figures_needs_no_heading(tmp_path: Path) -> None:
    flat, headed = tmp_path / "flat.yml", tmp_path / "headed.yml"
    flat.write_text("p95_ms: 2300\nteams: 2\n", encoding="utf-8")
    headed.write_text("vitals:\n  p95_ms: 2300\n  teams: 2\n", encoding="utf-8")
    for file in (flat, headed):
        vitals = fill(load(file))
        assert (vitals.number("p95_ms"), vitals.number("teams")) == (2300, 2)
    flat.write_text("p95_ms: 2300\nteams: 2\nteems: 3\n", encoding="utf-8")
    with pytest.raises(Problem, match="teems"):
        load(flat)


def test_figures_half_under_the_heading_are_not_guessed_at(tmp_path: Path) -> None:
    file = tmp_path / "half.yml"
    file.write_text("teams: 2\nvitals:\n  p95_ms: 2300\n", encoding="utf-8")
    with pytest.raises(Problem, match="teams beside `vitals`"):
        load(file)


def test_a_whole_fact_keeps_its_source(tmp_path: Path) -> None:
    path = tmp_path / "facts.yml"
    path.write_text(
        "vitals: {p95_ms: {value: 2300, where: dashboard, confidence: medium, window: w}}"
    )
    fact = fill(load(path)).p95_ms
    assert fact == Fact(
        name="p95_ms", value=2300, unit="ms", where="dashboard", window="w", confidence=Confidence.MEDIUM
    )  # fmt: skip


def test_an_empty_mapping_is_an_empty_look(tmp_path: Path) -> None:
    (tmp_path / "empty.json").write_text("{}")
    assert list(load(tmp_path / "empty.json")) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("vital: {}", "did you mean 'vitals'"),
        ("vitals: {request_per_second: 3}", "did you mean 'requests_per_second'"),
        ("vitals: {p95_ms: {value: 3, were: x}}", "did you mean 'where'"),
        ("vitals: {p95_ms: {value: 3, unit: s}}", "needs a value in ms"),
        ("vitals: {p95_ms: {where: x}}", "needs a value in ms"),
        ("vitals: {p95_ms: fast}", "is a number"),
        ("vitals: {p95_ms: -1}", "is a number"),
        ("vitals: {p95_ms: true}", "is a number"),
        ("vitals: {p95_ms: [1]}", "neither a value nor a mapping"),
        ("vitals: {owner: perhaps}", "yes or no"),
        ("vitals: [1]", "not a mapping"),
        ("vitals: {p95_ms: {value: 3, confidence: sure}}", "one of high, medium, low"),
        ("snapshots: {Postgre: {}}", "did you mean 'Postgres'"),
        ("snapshots: {Http: {url: x}}", "is not complete"),
        ("snapshots: {Http: {url: x, requests: many, answered: 1, seconds: 1}}", "of type int"),
        ("snapshots: {Http: {uri: x}}", "did you mean 'url'"),
        ("schema: 99", "schema 99"),
        ("[1, 2]", "not a saved look"),
        ("just words", "not a saved look"),
        ("a: b: c", "broken YAML"),
        ("a: &x 1\nb: *x", "aliases"),
        ("", "not a saved look"),
    ],
)
def test_a_broken_file_says_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "look.yml").write_text(text)
    with pytest.raises(Problem) as caught:
        load(tmp_path / "look.yml")
    assert says in caught.value.message
    assert caught.value.remedy


def test_broken_json_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "look.json").write_text('{"vitals": {},\n"snap')
    with pytest.raises(Problem, match=r"look\.json:2 is broken JSON"):
        load(tmp_path / "look.json")


def test_files_that_are_not_there_or_not_text(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "none.json", tmp_path / "binary", tmp_path):
        with pytest.raises(Problem):
            load(path)
    with pytest.raises(Problem, match="cannot be written"):
        save(Looks(), tmp_path / "no" / "folder.json")
