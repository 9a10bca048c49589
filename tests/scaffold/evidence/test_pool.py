"""Where the pool goes and how large it is, from small projects and small measurements."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from checks.core import Looks, Problem
from checks.probes.repo import look
from checks.vitals import Vitals, told
from scaffold.core import Step
from scaffold.evidence.pool import defaults
from scaffold.plan import make

MAIN = """
import os
import psycopg
from fastapi import FastAPI

app = FastAPI()

@app.get("/x")
def x():
    with psycopg.connect(os.environ["URL"]) as conn:
        return conn.execute("select 1").fetchone()

def nightly():
    return psycopg.connect(os.environ["URL"])
"""
COMPOSE = """
services:
  web:
    build: .
    command: uvicorn app.main:app --workers 2
    ports: ["80:80"]
    environment:
      URL: postgresql://shop:hush@db:5433/shop
  worker:
    build: .
    command: celery -A app worker
    environment: {URL: "postgresql://shop:hush@db:5433/shop"}
  db:
    image: postgres:17
    environment: {POSTGRES_PASSWORD: hush}
"""


def answers(project: Path, files: dict[str, str], **vitals: float) -> dict[str, Any]:
    for path, text in {"requirements.txt": "fastapi\npsycopg[binary]\n", **files}.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text)
    known = Vitals().with_facts(*(told(name, value) for name, value in vitals.items()))
    return {key: one for key, (one, _) in defaults(Looks().with_(look(project), known)).items()}


def test_a_few_instances_over_psycopg_pool_inside(project: Path) -> None:
    found = answers(project, {"app/__init__.py": "", "app/main.py": MAIN}, database_cores=4)
    assert (found["topology"], found["stack"], found["pool_size"]) == ("in_process", "psycopg", 16)
    assert found["module_file"] == "app/db_pool.py"
    assert found["import_statement"] == "from app import db_pool"
    assert found["reset_session"] is False


def test_processes_share_what_the_database_can_serve(project: Path) -> None:
    files = {"app/__init__.py": "", "app/main.py": MAIN, "compose.yaml": COMPOSE}
    found = answers(project, files, database_cores=4, instances=2, processes_per_instance=3)
    assert found["pool_size"] == 16 // 7


def test_many_instances_get_pgbouncer(project: Path) -> None:
    found = answers(project, {"app/main.py": MAIN, "compose.yaml": COMPOSE}, instances=12)
    assert found["topology"] == "pgbouncer"
    assert found["pool_size"] == 8
    assert found["max_client_conn"] >= 12 * 2 * 40
    assert (found["database_host"], found["database_port"]) == ("db", 5433)
    assert [one["service"] for one in found["clients"]] == ["web", "worker"]
    assert (found["user_default"], found["password_variable"]) == ("shop", "PGBOUNCER_PASSWORD")
    assert "hush" not in str(found)


def test_a_driver_without_a_pool_here_gets_pgbouncer(project: Path) -> None:
    files = {"main.py": MAIN.replace("psycopg", "psycopg2"), "compose.yaml": COMPOSE}
    assert answers(project, files)["topology"] == "pgbouncer"


def test_without_a_compose_file_it_says_why_not(project: Path) -> None:
    with pytest.raises(
        Problem, match=r"no pool can be built here: psycopg2\.connect at main\.py:\d+"
    ):
        answers(project, {"main.py": MAIN.replace("psycopg", "psycopg2")})


def test_session_state_in_the_sources_turns_the_reset_on(project: Path) -> None:
    lock = MAIN.replace("select 1", "select pg_advisory_lock(7)")
    assert answers(project, {"main.py": lock})["reset_session"] is True


@pytest.mark.parametrize(
    "text", ["set local lock_timeout = '1s'", "update x set a = 1", "set transaction read only"]
)
def test_what_ends_with_the_transaction_is_no_session_state(project: Path, text: str) -> None:
    assert answers(project, {"main.py": MAIN.replace("select 1", text)})["reset_session"] is False


def test_a_call_outside_the_request_path_is_left_alone(project: Path) -> None:
    script = MAIN.replace("    return psycopg.connect", "    found = psycopg.connect")
    (call,) = answers(project, {"main.py": script})["calls"]
    assert call == {"file": "main.py", "inside": ["x"]}


def test_sqlalchemy_is_sized_where_its_pool_is_its_own(project: Path) -> None:
    engine = "from sqlalchemy import create_engine\nengine = create_engine('postgresql://x')\n"
    found = answers(project, {"main.py": engine + MAIN})
    assert found["stack"] == "sqlalchemy"
    assert found["engine_calls"] == [{"file": "main.py", "call": "sqlalchemy.create_engine"}]


def test_an_engine_with_a_pool_class_is_left_to_its_owner(project: Path) -> None:
    engine = "from sqlalchemy import create_engine, NullPool\nengine = create_engine('x', poolclass=NullPool)\n"
    with pytest.raises(Problem, match="brings a pool class"):
        answers(project, {"main.py": engine + MAIN})


POOLED = (
    COMPOSE.replace("@db:5433", "@pgbouncer:6432")
    + """
  pgbouncer:
    image: edoburu/pgbouncer:v1.24.1-p1
"""
)


def test_a_pooler_that_is_there_is_built_upon_and_not_doubled(project: Path) -> None:
    found = answers(project, {"app/main.py": MAIN, "compose.yaml": POOLED})
    assert (found["topology"], found["new_service"], found["clients"]) == ("pgbouncer", False, [])
    plan = make(project, Step(rung="pool", answers=found), Looks().with_(look(project)))
    assert [one.path for one in plan.writes] == ["app/main.py"]
    assert b"prepare_threshold=None" in (plan.writes[0].after or b"")
    assert plan.commands == ()


def test_a_pooler_built_from_the_projects_own_recipe_is_one_too(project: Path) -> None:
    own = POOLED.replace("image: edoburu/pgbouncer:v1.24.1-p1", "build: ./pgbouncer")
    assert answers(project, {"app/main.py": MAIN, "compose.yaml": own})["new_service"] is False


def test_it_joins_the_network_of_its_clients_and_of_the_database(project: Path) -> None:
    networks = COMPOSE.replace("    build: .\n", "    build: .\n    networks: [front, back]\n")
    networks = networks.replace("image: postgres:17", "image: postgres:17\n    networks: [back]")
    found = answers(project, {"app/main.py": MAIN, "compose.yaml": networks}, instances=12)
    assert found["networks"] == ["back"]
    plan = make(project, Step(rung="pool", answers=found), Looks().with_(look(project)))
    (service,) = [one for one in plan.writes if one.path.endswith("pool.yaml")]
    assert yaml.safe_load(service.after or b"")["services"]["pgbouncer"]["networks"] == ["back"]


def test_a_client_in_the_network_of_the_host_keeps_its_address(project: Path) -> None:
    host = COMPOSE.replace("    command: celery", "    network_mode: host\n    command: celery")
    found = answers(project, {"app/main.py": MAIN, "compose.yaml": host}, instances=12)
    assert [one["service"] for one in found["clients"]] == ["web"]


def test_an_application_that_pools_already_is_left_to_its_own_pool(project: Path) -> None:
    own = MAIN.replace(
        "import psycopg", "from databases import Database\nimport sqlalchemy"
    ).replace(
        "app = FastAPI()",
        "app = FastAPI()\ndatabase = Database('x')\nengine = sqlalchemy.create_engine('x')",
    )
    (project / "app").mkdir(exist_ok=True)
    (project / "app" / "main.py").write_text(own)
    (project / "compose.yaml").write_text(COMPOSE)
    with pytest.raises(
        Problem, match=r"pools its connections already \(databases.Database"
    ) as caught:
        defaults(Looks().with_(look(project)))
    assert "statement_cache_size=0" in caught.value.remedy
