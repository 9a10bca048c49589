"""The rendered PgBouncer service in front of the real server, through the rendered compose file."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from checks.core import Looks
from checks.probes.repo import look
from scaffold.apply import apply
from scaffold.core import Step, Value
from scaffold.plan import make
from scaffold.questions import questions
from tests.stack.stack import Stack, stack
from tests.templates.golden import render, same

HERE = Path(__file__).parent
SITE = HERE / "site"
CLIENTS = """
import asyncio, json, sys
import psycopg

ASK = "select %s::int + %s::int, pg_backend_pid()"
url, count, threshold = sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3])
backends = set()

async def one(number):
    known = {"prepare_threshold": threshold, "connect_timeout": 60}
    right = 0
    async with await psycopg.AsyncConnection.connect(url, **known) as conn:
        for turn in range(3):
            async with conn.transaction():
                total, backend = await (await conn.execute(ASK, (number, turn))).fetchone()
                right += total == number + turn
                backends.add(backend)
    return right

async def main():
    found = await asyncio.gather(*map(one, range(count)))
    print(json.dumps({"right": sum(found), "backends": len(backends)}))

asyncio.run(main())
"""
GET = """
import asyncio, json, sys
import httpx

def told(answer):
    return answer.status_code, answer.json()["double"] if answer.status_code == 200 else answer.text

async def main():
    limits = httpx.Limits(max_connections=64, max_keepalive_connections=0)
    async with httpx.AsyncClient(base_url="http://web:8000", limits=limits, timeout=60) as client:
        paths = (f"/double/{number}" for number in range(int(sys.argv[1])))
        print(json.dumps([told(one) for one in await asyncio.gather(*map(client.get, paths))]))

asyncio.run(main())
"""
QUERY = """
import json, sys
import psycopg

with psycopg.connect(sys.argv[1], autocommit=True) as conn:
    cursor = psycopg.ClientCursor(conn, row_factory=psycopg.rows.dict_row)
    print(json.dumps(cursor.execute(sys.argv[2]).fetchall(), default=str))
"""
DIRECT = "postgresql://app:s3cret@db:5432/shop"
POOLED = "postgresql://app:s3cret@pgbouncer:5432/shop"


def built(site: Path, **answers: Value) -> Path:
    """The project with the rung applied, as `rung add pool` does it."""
    shutil.copytree(SITE, site, dirs_exist_ok=True)
    looks = Looks().with_(look(site))
    asked = {one.key: one.default for one in questions("pool", looks)}
    wanted: dict[str, Value] = {
        **asked,
        "topology": "pgbouncer",
        "pool_size": 20,
        "max_client_conn": 600,
    }
    apply(make(site, Step(rung="pool", answers={**wanted, **answers}), looks))
    return site / "compose.yaml"


def test_golden(tmp_path: Path) -> None:
    answers = {
        "topology": "pgbouncer", "pool_size": 20, "user_variable": "POSTGRES_USER", "user_default": "app",
        "compose_file": "compose.yaml", "database_service": "db",
    }  # fmt: skip
    same(render("pool", tmp_path / "out", answers), HERE / "pgbouncer" / "expected")


def test_the_project_moves_to_the_pooler_and_keeps_the_direct_address(project: Path) -> None:
    compose = yaml.safe_load(built(project).read_text())
    web = compose["services"]["web"]
    assert (
        web["environment"]["DATABASE_URL"]
        == "postgresql://app:${POSTGRES_PASSWORD}@pgbouncer:5432/shop"
    )
    assert (
        web["environment"]["DATABASE_URL_DIRECT"]
        == "postgresql://app:${POSTGRES_PASSWORD}@db:5432/shop"
    )
    assert web["depends_on"]["pgbouncer"] == {"condition": "service_healthy"}
    assert "prepare_threshold=None" in (project / "main.py").read_text()
    rendered = "".join(one.read_text() for one in (project / "deploy").rglob("*") if one.is_file())
    assert "s3cret" not in rendered + (project / ".rung/answers/pool.yml").read_text()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    compose = built(tmp_path_factory.mktemp("site"), pool_timeout_s=60)
    with stack(compose, variables={"POSTGRES_PASSWORD": "s3cret"}) as made:
        yield made


def pool_of(running: Stack, database: str = "shop") -> dict[str, Any]:
    """PgBouncer's own word on the pool of one database."""
    pools = running.run(QUERY, POOLED.replace("/shop", "/pgbouncer"), "show pools")
    return next(one for one in pools if one["database"] == database)


def test_five_hundred_clients_share_twenty_server_connections(running: Stack) -> None:
    seen = running.run(CLIENTS, POOLED, "500", "null", timeout_s=120)
    assert seen["right"] == 1500
    assert 1 < seen["backends"] <= 20
    pool = pool_of(running)
    assert int(pool["cl_waiting"]) == 0
    assert 0 < sum(int(pool[name]) for name in ("sv_idle", "sv_used", "sv_active")) <= 20


def test_without_the_drivers_flag_named_statements_break(running: Stack) -> None:
    version = running.run(QUERY, POOLED.replace("/shop", "/pgbouncer"), "show version")
    if "1.18" in str(version):
        with pytest.raises(RuntimeError, match="prepared statement"):
            running.run(CLIENTS, POOLED, "60", "0", timeout_s=120)


def test_the_application_answers_right_through_it(running: Stack) -> None:
    assert running.run(GET, "200") == [[200, 2 * number] for number in range(200)]
    count = "select count(*) as n from pg_stat_activity where usename = 'app' and pid <> pg_backend_pid()"
    (direct,) = running.run(QUERY, DIRECT, count)
    assert 0 < int(direct["n"]) <= 20


def test_verify_says_so_from_outside(running: Stack) -> None:
    code = """
import json, sys
from pathlib import Path
from scaffold.verify.pool import probe
from scaffold.verify.targets import Targets
print(json.dumps(probe(Path(sys.argv[1]), Targets(pooler_url=sys.argv[2]))))
"""
    root = running.services["pgbouncer"].build
    assert root is not None
    seen = running.run(code, str(root.parents[1]), POOLED)
    assert [held for _, held, _ in seen] == [True] * 4, seen


def test_a_wrong_password_is_refused(running: Stack) -> None:
    with pytest.raises(RuntimeError, match="authentication failed"):
        running.run(QUERY, POOLED.replace("s3cret", "wrong"), "select 1")


LAZY = """
import json, sys, time
import psycopg

said = []
with psycopg.connect(sys.argv[1], prepare_threshold=None) as lazy:
    lazy.execute("select 1")
    try:
        psycopg.connect(sys.argv[1], prepare_threshold=None).execute("select 1")
    except psycopg.OperationalError as error:
        said.append(str(error))
    time.sleep(4)
    try:
        lazy.execute("select 1")
    except psycopg.OperationalError as error:
        said.append(str(error))
print(json.dumps(said))
"""


def test_who_waits_too_long_is_refused_and_who_does_nothing_is_ended(project: Path) -> None:
    compose = built(project, idle_transaction_timeout_s=4, pool_timeout_s=2, pool_size=1)
    known = {"POSTGRES_PASSWORD": "s3cret"}
    with stack(compose, variables=known, only=["pgbouncer", "db"]) as running:
        refused, ended = running.run(LAZY, POOLED)
    assert "query_wait_timeout" in refused
    assert "idle transaction timeout" in ended or "closed" in ended


def test_a_restarted_pooler_takes_clients_again(running: Stack) -> None:
    running.stop("pgbouncer")
    assert running.run(GET, "1")[0][0] == 500
    running.start("pgbouncer")
    running.wait_healthy("pgbouncer", time.monotonic() + 30)
    assert running.run(GET, "3") == [[200, 0], [200, 2], [200, 4]]


@pytest.mark.parametrize(
    ("path", "good", "bad", "said"),
    [
        ("deploy/compose/pool.yaml", "DB_PASSWORD: ", "PASSWORD: ", "pgbouncer ended"),
        (
            "deploy/pgbouncer/pgbouncer.ini",
            "listen_port = 5432",
            "listen_port = 6432",
            "not healthy in time",
        ),
        (
            "deploy/compose/pool.yaml",
            "${POSTGRES_PASSWORD:?",
            "${POSTGRES_PASSWORT:?",
            "set it in .env",
        ),
    ],
)
def test_a_wrong_word_in_a_rendered_file_is_found(
    project: Path, monkeypatch: pytest.MonkeyPatch, path: str, good: str, bad: str, said: str
) -> None:
    monkeypatch.setattr("tests.stack.stack.PATIENCE", 8.0)
    compose = built(project)
    text = (project / path).read_text()
    assert good in text
    (project / path).write_text(text.replace(good, bad))
    known = {"POSTGRES_PASSWORD": "s3cret"}
    wrong = pytest.raises((RuntimeError, ValueError), match=said)
    with wrong, stack(compose, variables=known, only=["pgbouncer", "db"]):
        pass
