"""Which handlers `cache_shared` suggests, under which key, and where the cache is."""

from pathlib import Path
from typing import Any

import pytest

from checks.core import Fact, Looks, Problem
from checks.probes.metrics import Metrics, Route
from checks.probes.repo import look
from checks.vitals import Vitals
from scaffold.core import Kind, Step
from scaffold.evidence.cache_shared import defaults
from scaffold.plan import make

HEAD = """import psycopg
from fastapi import Depends, FastAPI, Request
from fastapi.responses import HTMLResponse
from sqlalchemy.orm import Session

app = FastAPI()


def rows(sql):
    with psycopg.connect("") as conn:
        return conn.execute(sql).fetchall()

"""
POST = """
@app.get("/posts/{post_id}")
def read_post(post_id: int):
    return rows("select * from posts where id = 1")

"""
COMMENT = """
@app.post("/posts/{post_id}/comments")
def add_comment(post_id: int):
    rows("insert into comments (body) values ('x')")
    return rows("update posts set n = n + 1")

"""


def suggested(
    root: Path, source: str, *more: object, compose: str = "", example: str = ""
) -> dict[str, Any]:
    (root / "main.py").write_text(HEAD + source)
    (root / "requirements.txt").write_text("fastapi\npsycopg\n")
    if compose:
        (root / "compose.yaml").write_text(compose)
    if example:
        (root / ".env.example").write_text(example)
    found = defaults(Looks().with_(look(root), *more))
    return {key: value for key, (value, _) in found.items()} | {"because": found["cached"][1]}


def names(found: dict[str, Any]) -> list[str]:
    return [one["function"] for one in found["cached"]]


def test_a_reader_and_the_write_that_deletes_its_key(project: Path) -> None:
    found = suggested(project, POST + COMMENT)
    assert found["cached"] == [
        {"function": "read_post", "file": "main.py", "key": "read_post:{post_id}", "ttl": 30,
         "ignore": [], "whole": True, "invalidated_by": [{"function": "add_comment", "file": "main.py"}]}
    ]  # fmt: skip
    assert "read_post: deleted by add_comment" in found["because"]


def test_a_write_that_does_not_carry_the_key_bounds_the_age(project: Path) -> None:
    write = (
        '\n@app.post("/posts")\ndef create():\n    return rows("insert into posts values (1)")\n\n'
    )
    found = suggested(project, POST + write)
    assert found["cached"][0]["invalidated_by"] == []
    assert "at most 30 s old after create" in found["because"]


def test_the_same_word_for_another_thing_deletes_nothing(project: Path) -> None:
    source = (POST + '\n@app.delete("/users/{post_id}")\ndef forget(post_id: int):\n'
              '    return rows("delete from posts")\n\n')  # fmt: skip
    assert suggested(project, source)["cached"][0]["invalidated_by"] == []


@pytest.mark.parametrize(
    "source",
    [
        POST.replace("post_id: int", "post_id: int, request: Request"),
        POST.replace("post_id: int", "post_id: int, user=Depends(rows)"),
        POST.replace("post_id: int", "post_id"),
        POST.replace("select * from posts where id = 1", "update posts set n = 1 returning n"),
        POST.replace("return rows(", "return HTMLResponse(").replace("def read", "def read"),
        POST.replace('"/posts/{post_id}"', '"/health"').replace("post_id: int", ""),
        POST.replace(".get(", ".post("),
        "\n@app.get('/pure/{n}')\ndef pure(n: int):\n    return n\n\n",
    ],
    ids=["request", "user", "no type", "writes", "response", "health", "post", "no table"],
)
def test_what_is_not_known_to_be_safe_is_left_alone(project: Path, source: str) -> None:
    assert names(suggested(project, source)) == []


def test_a_session_is_ignored_and_writes_are_held_for_a_second(project: Path) -> None:
    source = (POST + COMMENT).replace("post_id: int", "post_id: int, db: Session = Depends(rows)")
    found = suggested(project, source)
    assert found["cached"][0]["ignore"] == ["db"]
    assert found["cached"][0]["key"] == "read_post:{post_id}"
    assert found["hold_after_write_ms"] == 1000


def page(count: float, repeated: float) -> Metrics:
    route = Route(method="GET", route="/posts/{post_id}", count=count, seconds=1, repeated=repeated)
    return Metrics(
        url="", at=0, histogram="h", routes=(route,), counts_repeats=True, repeat_window_s=12
    )


@pytest.mark.parametrize(
    ("count", "repeated", "chosen"), [(1000, 500, True), (1000, 100, False), (10, 0, True)]
)
def test_measured_repeats_decide(
    project: Path, count: float, repeated: float, chosen: bool
) -> None:
    found = suggested(project, POST, page(count, repeated))
    assert bool(found["cached"]) is chosen
    assert not chosen or found["cached"][0]["ttl"] == 12


def test_readers_who_accept_less_get_less(project: Path) -> None:
    told = Vitals(
        staleness_ok_s=Fact(name="staleness_ok_s", value=5, unit="s", where="told by you")
    )
    assert suggested(project, POST, told)["cached"][0]["ttl"] == 5


WEB = "services:\n  web:\n    build: .\n    ports: ['8000:8000']\n    environment:\n      {env}\n"


def test_a_new_service_where_there_is_none(project: Path) -> None:
    found = suggested(project, POST, compose=WEB.format(env="A: b"))
    assert (found["new_service"], found["redis_service"], found["clients"]) == (
        True,
        "cache",
        ["web"],
    )
    assert found["url_variable"] == "REDIS_URL"


def test_a_cache_that_is_there_is_used(project: Path) -> None:
    compose = WEB.format(env="CACHE_URL: redis://redis:6379/1") + "  redis:\n    image: redis:7\n"
    found = suggested(project, POST, compose=compose)
    assert (found["new_service"], found["redis_service"]) == (False, "redis")
    assert found["redis_url"] == "redis://redis:6379/1"


def test_a_queues_redis_is_no_cache(project: Path) -> None:
    compose = WEB.format(
        env="CELERY_BROKER_URL: redis://redis:6379/0\n      REDIS_URL: redis://redis:6379/0"
    )
    found = suggested(project, POST, compose=compose + "  redis:\n    image: redis:7\n")
    assert (found["new_service"], found["redis_service"]) == (True, "cache")
    assert found["url_variable"] == "CACHE_URL"


def test_a_variable_of_the_example_is_not_taken_over(project: Path) -> None:
    found = suggested(project, POST, example="REDIS_URL=redis://queue/0\n")
    assert found["url_variable"] == "CACHE_URL"


def test_another_framework_is_refused_with_a_remedy(project: Path) -> None:
    (project / "app.py").write_text("from flask import Flask\napp = Flask(__name__)\n")
    with pytest.raises(Problem, match="FastAPI and Django"):
        defaults(Looks().with_(look(project)))


@pytest.mark.parametrize(
    "source",
    [
        POST.replace("(post_id: int):", "(post_id: int) -> list[int]:"),
        POST.replace('{post_id}")', '{post_id}", response_model=list[int])'),
        POST.replace('{post_id}")', '{post_id}", status_code=203)'),
        POST.replace("\ndef read_post", "\n@app.get('/other/{post_id}')\ndef read_post"),
        POST + "\ndef again():\n    return read_post(1)\n",
        POST + "\nsub = FastAPI(default_response_class=HTMLResponse)\n",
    ],
    ids=["annotated", "response model", "status", "two routes", "called by hand", "default class"],
)
def test_an_answer_that_fastapi_would_shape_is_kept_as_data(project: Path, source: str) -> None:
    found = suggested(project, source)
    assert not any(one["whole"] for one in found["cached"])
    assert found["whole_responses"] is False


def test_tags_and_a_summary_leave_the_answer_as_it_is(project: Path) -> None:
    found = suggested(project, POST.replace('{post_id}")', '{post_id}", tags=["x"], summary="y")'))
    assert [one["whole"] for one in found["cached"]] == [True]
    assert found["whole_responses"] is True


def test_no_service_that_nobody_would_use(project: Path) -> None:
    compose = "services:\n  grafana:\n    image: grafana/grafana\n    ports: ['3000:3000']\n"
    assert suggested(project, POST, compose=compose)["compose_file"] == ""


def test_the_networks_of_its_clients(project: Path) -> None:
    compose = WEB.format(env="A: b") + "    networks: [back]\n"
    assert suggested(project, POST, compose=compose)["networks"] == ["back"]


def test_nothing_to_cache_is_said_with_an_example(project: Path) -> None:
    found = suggested(project, "\n@app.get('/pure/{n}')\ndef pure(n: int):\n    return n\n")
    answers = {key: one for key, one in found.items() if key != "because"}
    step = Step(rung="cache_shared", answers=answers)
    plan = make(project, step, Looks().with_(look(project)))
    (told,) = [one for one in plan.changes if one.path == "your handlers"]
    assert told.kind is Kind.REFUSED
    assert "from shared_cache import cached" in told.note
