"""The rung built into a FastAPI application by `rung` itself, on real PostgreSQL and Redis."""

import json
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import psycopg
import pytest

from checks.core import Looks
from checks.probes.repo import look
from scaffold import plan, undo
from scaffold.apply import apply
from scaffold.core import Step
from scaffold.questions import questions
from scaffold.verify import verify
from scaffold.verify.targets import Targets
from tests.templates.redis_server import Redis
from tests.templates.running import Running, servers

MAIN = """
import os

import psycopg
from fastapi import FastAPI, HTTPException
from psycopg.rows import dict_row
from pydantic import BaseModel

URL = os.environ["DATABASE_URL"]
app = FastAPI()


class NewNote(BaseModel):
    body: str
    price: float


@app.get("/things/{thing_id}")
def read_thing(thing_id: int):
    with psycopg.connect(URL) as conn:
        cur = conn.cursor(row_factory=dict_row)
        cur.execute("select * from things where id = %s", (thing_id,))
        thing = cur.fetchone()
        if thing is None:
            raise HTTPException(status_code=404, detail="no such thing")
        cur.execute("select * from notes where thing_id = %s order by id", (thing_id,))
        thing["notes"] = cur.fetchall()
    return thing


@app.get("/things/{thing_id}/count")
async def count_notes(thing_id: int, least: int = 0):
    async with await psycopg.AsyncConnection.connect(URL) as conn:
        cur = await conn.execute(
            "select count(*) from notes where thing_id = %s and id > %s", (thing_id, least)
        )
        return (await cur.fetchone())[0]


@app.post("/things/{thing_id}/notes", status_code=201)
def add_note(thing_id: int, note: NewNote):
    with psycopg.connect(URL) as conn:
        try:
            conn.execute(
                "insert into notes (thing_id, body, price) values (%s, %s, %s)",
                (thing_id, note.body, note.price),
            )
        except psycopg.errors.ForeignKeyViolation:
            raise HTTPException(status_code=404, detail="no such thing")
    return {"ok": True}
"""
COMPOSE = """services:
  web:
    build: .
    ports: ["8000:8000"]
    command: uvicorn app.main:app --port 8000
    environment:
      DATABASE_URL: postgresql://postgres:postgres@db:5432/postgres
  db:
    image: postgres:18
"""
SCHEMA = """
create table things (id int primary key, name text, price numeric(10, 2), made timestamptz, kind uuid, part interval,
                     day date, nothing text, tags text[], extra jsonb);
create table notes (id serial primary key, thing_id int references things, body text, price float8,
                    made timestamptz default now());
insert into things select n, 'thing ' || n, n / 3.0, now() - n * interval '1 hour', gen_random_uuid(),
                          n * interval '1 s',
                          current_date, null, array['a', 'ü'], '{"deep": [1, 2.5, null]}' from generate_series(1, 20) n;
insert into notes (thing_id, body, price) select 1 + n % 20, 'note ' || n, n / 7.0 from generate_series(1, 100) n;
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "shop"
    (root / "app").mkdir(parents=True)
    (root / "app" / "__init__.py").write_text("")
    (root / "app" / "main.py").write_text(MAIN)
    (root / "compose.yaml").write_text(COMPOSE)
    (root / "requirements.txt").write_text("fastapi\nuvicorn\npsycopg[binary]\n")
    return root


@pytest.fixture
def built(project: Path) -> Path:
    looks = Looks().with_(look(project))
    asked = questions("cache_shared", looks)
    step = Step(rung="cache_shared", answers={one.key: one.default for one in asked})
    made = plan.make(project, step, looks)
    assert [one.note for one in made.changes if one.kind == "refused"] == []
    apply(made)
    return project


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    with servers(tmp_path / "server.log") as start:
        yield start


@pytest.fixture
def filled(database: str) -> str:
    with psycopg.connect(database) as conn:
        conn.execute(SCHEMA)
    return database


def started(serve: Callable[..., Running], root: Path, database: str, redis_url: str) -> Running:
    return serve(
        root, "uvicorn", "app.main:app", "--port", "{port}", "--log-level", "critical",
        environment={"DATABASE_URL": database, "REDIS_URL": redis_url},
    )  # fmt: skip


def answer(app: Running, path: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(app.url + path, timeout=20) as found:
            return found.status, found.read()
    except HTTPError as error:
        return error.code, error.read()


def post(app: Running, path: str, body: Any) -> int:
    request = urllib.request.Request(app.url + path, data=json.dumps(body).encode(), method="POST",
                                     headers={"Content-Type": "application/json"})  # fmt: skip
    with urllib.request.urlopen(request, timeout=20) as found:
        return int(found.status)


PATHS = [f"/things/{n}" for n in (*range(1, 21), 999, "x")] + [
    f"/things/{n}/count?least={least}" for n in (1, 2, 999) for least in (0, 50)
]


def test_the_same_bytes_without_cold_and_warm(
    project: Path,
    filled: str,
    redis_server: Redis,
    serve: Callable[..., Running],
    request: pytest.FixtureRequest,
) -> None:
    naive = started(serve, project, filled, "")
    before = [answer(naive, path) for path in PATHS]
    root = request.getfixturevalue("built")
    app = started(serve, root, filled, redis_server.url)
    assert [answer(app, path) for path in PATHS] == before
    assert [answer(app, path) for path in PATHS] == before
    assert {status for status, _ in before} == {200, 404, 422}


def test_a_comment_is_seen_at_once(
    built: Path, filled: str, redis_server: Redis, serve: Callable[..., Running]
) -> None:
    app = started(serve, built, filled, redis_server.url)
    for number in range(5):
        seen = len(json.loads(answer(app, "/things/3")[1])["notes"])
        assert post(app, "/things/3/notes", {"body": f"new {number}", "price": 0.1}) == 201
        assert len(json.loads(answer(app, "/things/3")[1])["notes"]) == seen + 1


def test_verify_proves_it_and_fails_where_the_cache_is_off(
    built: Path, filled: str, redis_server: Redis, serve: Callable[..., Running]
) -> None:
    app = started(serve, built, filled, redis_server.url)
    found = verify(built, "cache_shared", Targets(url=app.url, redis_url=redis_server.url))
    assert found.passed, found.checks
    assert len(found.checks) == 4
    off = started(serve, built, filled, "")
    found = verify(built, "cache_shared", Targets(url=off.url, redis_url=redis_server.url))
    assert [held for _, held, _ in found.checks] == [True, True, False, True]


def test_redis_is_killed_while_it_serves(
    built: Path, filled: str, redis_server: Redis, serve: Callable[..., Running]
) -> None:
    app = started(serve, built, filled, redis_server.url)
    right = {path: answer(app, path) for path in PATHS[:20]}
    wrong, slowest = [], [0.0]
    stop = time.monotonic() + 3

    def client(number: int) -> None:
        while time.monotonic() < stop:
            path = PATHS[:20][number % 20]
            begun = time.perf_counter()
            if answer(app, path) != right[path]:
                wrong.append(path)
            slowest[0] = max(slowest[0], time.perf_counter() - begun)
            number += 7

    with ThreadPoolExecutor(8) as pool:
        clients = [pool.submit(client, number) for number in range(8)]
        time.sleep(1)
        redis_server.kill()
        for one in clients:
            one.result()
    assert wrong == []
    assert slowest[0] < 3.0


def test_undo_takes_it_out_byte_for_byte(project: Path) -> None:
    before = {one: one.read_bytes() for one in project.rglob("*") if one.is_file()}
    looks = Looks().with_(look(project))
    answers = {one.key: one.default for one in questions("cache_shared", looks)}
    apply(plan.make(project, Step(rung="cache_shared", answers=answers), looks))
    assert not plan.make(project, Step(rung="cache_shared", answers=answers), looks).writes
    apply(undo.plan(project, "cache_shared"))
    assert {one: one.read_bytes() for one in project.rglob("*") if one.is_file()} == before
