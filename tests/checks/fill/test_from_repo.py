"""Vitals that a repository tells, and those that it does not."""

from pathlib import Path

import pytest

from checks.fill.from_repo import demand_share, facts
from checks.probes.repo import look

APP = "from fastapi import FastAPI\napp = FastAPI()\n"
COMPOSE = """\
services:
  web:
    build: .
    command: uvicorn main:app --workers 4
    deploy: {replicas: 3}
    environment: {DATABASE_URL: postgresql://db/x}
  db:
    image: postgres:18
    command: postgres -c max_connections=50
"""


def vitals(root: Path, files: dict[str, str]) -> dict[str, tuple[object, str]]:
    """(value, where) by vital."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return {one.name: (one.value, one.where) for one in facts(look(root))}


def test_instances_processes_pool_and_the_demand_that_follows(project: Path) -> None:
    pool = APP + "from psycopg_pool import ConnectionPool\npool = ConnectionPool('x', max_size=8)\n"
    told = vitals(project, {"main.py": pool, "compose.yaml": COMPOSE})
    assert told["instances"] == (3, "compose.yaml:2")
    assert told["processes_per_instance"] == (4, "compose.yaml:2")
    assert told["pool_per_process"] == (8, "main.py:4")
    # 3 instances x 4 processes x 8 connections, a quarter more in a deploy, 5 for people: 125 of 40
    assert told["connection_demand_share"][0] == pytest.approx(125 / 40)


def test_demand_is_one_where_the_worst_moment_just_fits() -> None:
    assert demand_share(1, 1, 60, 100) == 1.0


def test_defaults_of_pools_and_engines(project: Path) -> None:
    engine = (
        APP + "from sqlalchemy import create_engine\nengine = create_engine('postgresql://db/x')\n"
    )
    assert vitals(project, {"main.py": engine})["pool_per_process"][0] == 15
    stated = engine.replace("'postgresql://db/x'", "URL, pool_size=20, max_overflow=0")
    assert vitals(project, {"main.py": stated})["pool_per_process"][0] == 20


def test_a_size_that_is_no_figure_is_left_out(project: Path) -> None:
    pool = (
        APP + "from psycopg_pool import ConnectionPool\npool = ConnectionPool('x', max_size=SIZE)\n"
    )
    assert "pool_per_process" not in vitals(project, {"main.py": pool})
    unpacked = pool.replace("max_size=SIZE", "**OPTIONS")
    assert "pool_per_process" not in vitals(project, {"main.py": unpacked})


def test_processes_from_a_variable_are_left_out(project: Path) -> None:
    told = vitals(
        project, {"main.py": APP, "compose.yaml": COMPOSE.replace("4", "${WORKERS:-4}", 1)}
    )
    assert "processes_per_instance" not in told


def test_mail_in_a_request_is_told_with_its_place(project: Path) -> None:
    text = (
        APP
        + "import smtplib\n@app.post('/users')\ndef add():\n    smtplib.SMTP('mail', timeout=5)\n"
    )
    assert vitals(project, {"main.py": text})["deferrable_found"] == (
        "main.py:6 smtplib.SMTP in POST /users",
        "main.py:6",
    )


def test_uploads_in_a_volume_of_the_web_service_are_local_state(project: Path) -> None:
    web = COMPOSE.replace(
        "    build: .\n", "    build: .\n    volumes: ['.:/app', 'media:/app/media']\n"
    )
    told = vitals(project, {"main.py": APP, "compose.yaml": web})
    assert told["local_state"][0] == "files in /app/media (volumes of service web)"
    source = web.replace(", 'media:/app/media'", "")
    assert "local_state" not in vitals(project, {"main.py": APP, "compose.yaml": source})


def test_what_is_only_present_or_unknown_is_not_in_use(project: Path) -> None:
    files = {
        "main.py": APP,
        "requirements.txt": "fastapi\ncelery\npylibmc\n",
        "compose.yaml": COMPOSE
        + "  pgbouncer:\n    image: edoburu/pgbouncer:1.24\n  cache:\n    image: redis:7\n",
    }
    assert not {"queue", "cache", "pooler"} & set(vitals(project, files))


def test_a_library_tells_nothing(project: Path) -> None:
    assert vitals(project, {"pyproject.toml": "[build-system]\n", "x.py": ""}) == {}


def test_an_engine_beside_another_pool_says_nothing_of_the_pool_that_serves(project: Path) -> None:
    both = (
        "from databases import Database\nimport sqlalchemy\nfrom fastapi import FastAPI\n"
        "app = FastAPI()\ndatabase = Database('x')\nengine = sqlalchemy.create_engine('x')\n"
    )
    assert "pool_per_process" not in vitals(project, {"main.py": both})
    alone = both.replace("engine = sqlalchemy.create_engine('x')\n", "")
    assert vitals(project, {"main.py": alone})["pool_per_process"][0] == 10


@pytest.mark.parametrize(
    ("keys", "cores"),
    [
        ("    cpus: 1.5\n", 1.5),
        ("    deploy: {resources: {limits: {cpus: '0.50'}}}\n", 0.5),
        ("    cpuset: 0-1,3\n    cpus: 8\n", 3),
        ("    cpu_quota: 50000\n", 0.5),
    ],
)
def test_the_processors_that_a_compose_file_gives_its_database(
    project: Path, keys: str, cores: float
) -> None:
    told = vitals(project, {"main.py": APP, "compose.yaml": COMPOSE + keys})
    value, where = told["database_cores"]
    assert value == cores and where.startswith("compose.yaml:")


@pytest.mark.parametrize(
    "keys",
    [
        "",
        "    cpus: ${CPUS:-2}\n",
        "    cpus: 0\n",
        "    cpuset: all\n",
        "    deploy: {resources: {reservations: {cpus: '2'}}}\n",
        "    cpus: 2\n  replica:\n    image: postgres:17\n    cpus: 4\n",
    ],
)
def test_no_limit_a_variable_a_reservation_or_several_databases_say_nothing(
    project: Path, keys: str
) -> None:
    told = vitals(project, {"main.py": APP, "compose.yaml": COMPOSE + keys})
    assert "database_cores" not in told


@pytest.mark.parametrize(("limit", "cores"), [("500m", 0.5), ("2", 2), ('"1.5"', 1.5)])
def test_the_processors_that_a_manifest_gives_its_database(
    project: Path, limit: str, cores: float
) -> None:
    manifest = f"""apiVersion: apps/v1
kind: StatefulSet
metadata: {{name: db}}
spec:
  template:
    spec:
      containers:
        - name: db
          image: postgres:17
          resources: {{limits: {{cpu: {limit}}}}}
"""
    told = vitals(project, {"main.py": APP, "deploy/k8s/db.yaml": manifest})
    assert told["database_cores"] == (cores, "deploy/k8s/db.yaml:2")
