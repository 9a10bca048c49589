"""What `observe` suggests for a project, and where it refuses."""

from pathlib import Path
from typing import Any

import pytest

from checks.core import Looks, Problem
from checks.probes.repo import look
from scaffold.core import Step
from scaffold.evidence.observe import defaults
from scaffold.plan import make

FASTAPI = "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get('/')\ndef root():\n    return {}\n"
COMPOSE = """services:
  api:
    build: .
    ports: ["80:9000"]
  store:
    image: postgres:17
"""


def write(root: Path, files: dict[str, str]) -> dict[str, Any]:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return {key: value for key, (value, _) in defaults(Looks().with_(look(root))).items()}


def test_a_package_and_its_compose_services(project: Path) -> None:
    found = write(project, {
        "shop/__init__.py": "", "shop/main.py": FASTAPI, "compose.yaml": COMPOSE,
        "requirements.txt": "fastapi\n",
    })  # fmt: skip
    assert found["framework"] == "fastapi"
    assert found["module_file"] == "shop/request_metrics.py"
    assert found["import_statement"] == "from shop import request_metrics"
    assert (found["app_file"], found["app_variable"]) == ("shop/main.py", "app")
    assert (found["web_service"], found["web_port"], found["database_service"]) == (
        "api",
        9000,
        "store",
    )
    assert found["prometheus"] is True


def test_the_name_inside_a_factory(project: Path) -> None:
    factory = "from fastapi import FastAPI\n\n\ndef create():\n    server = FastAPI()\n    return server\n"
    found = write(project, {"main.py": factory, "requirements.txt": "fastapi\n"})
    assert found["app_variable"] == "server"
    assert found["import_statement"] == "import request_metrics"
    assert found["compose_file"] == ""


def test_worker_processes_are_added_up(project: Path) -> None:
    compose = COMPOSE.replace(
        'ports: ["80:9000"]', "command: uvicorn main:app --port 7000 --workers 4"
    )
    found = write(
        project, {"main.py": FASTAPI, "compose.yaml": compose, "requirements.txt": "fastapi\n"}
    )
    assert found["multiprocess"] is True
    assert found["web_port"] == 7000


def test_what_measures_already_is_left_alone(project: Path) -> None:
    found = write(project, {
        "main.py": FASTAPI, "compose.yaml": COMPOSE,
        "requirements.txt": "fastapi\nprometheus-fastapi-instrumentator==7.0\n",
    })  # fmt: skip
    assert found["framework"] == "none"
    assert found["database_service"] == "store"


def test_a_prometheus_that_is_there_is_left_alone(project: Path) -> None:
    compose = (
        COMPOSE + "  prometheus:\n    image: prom/prometheus:v3.1.0\n    ports: ['9090:9090']\n"
    )
    found = write(
        project, {"main.py": FASTAPI, "compose.yaml": compose, "requirements.txt": "fastapi\n"}
    )
    assert found["prometheus"] is False
    assert found["prometheus_service"] == "prometheus-2"
    assert found["prometheus_port"] == 9091


def test_nothing_to_build_on_is_refused_with_a_remedy(project: Path) -> None:
    with pytest.raises(Problem, match="rung cannot build observe here yet") as caught:
        write(project, {"app.py": "from flask import Flask\napp = Flask(__name__)\n"})
    assert "pg_stat_statements" in caught.value.remedy


def test_the_projects_own_prometheus_gets_the_job_and_no_second_one_is_made(project: Path) -> None:
    own = "  prom:\n    image: prom/prometheus:v3.1.0\n    volumes:\n      - ./monitoring:/etc/prometheus:ro\n"
    jobs = (
        "scrape_configs:\n  - job_name: node\n    static_configs:\n      - targets: [node:9100]\n"
    )
    found = write(project, {
        "main.py": FASTAPI, "compose.yaml": COMPOSE + own, "monitoring/prometheus.yml": jobs,
        "requirements.txt": "fastapi\n",
    })  # fmt: skip
    assert (found["prometheus"], found["scrape_file"]) == (False, "monitoring/prometheus.yml")
    plan = make(project, Step(rung="observe", answers=found), Looks().with_(look(project)))
    changed = {one.path: (one.after or b"").decode() for one in plan.writes}
    assert not any("deploy/compose" in one for one in changed)
    assert changed["monitoring/prometheus.yml"].startswith(jobs)
    assert 'targets: ["api:9000"]' in changed["monitoring/prometheus.yml"]
    assert "include" not in changed.get("compose.yaml", "")


def test_prometheus_joins_the_network_of_the_application(project: Path) -> None:
    compose = COMPOSE.replace("    build: .\n", "    build: .\n    networks: [back]\n")
    found = write(
        project, {"main.py": FASTAPI, "compose.yaml": compose, "requirements.txt": "fastapi\n"}
    )
    assert found["networks"] == ["back"]


SPLIT = {
    "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings.production')\n",
    "config/__init__.py": "",
    "config/settings/__init__.py": "",
    "config/settings/base.py": "INSTALLED_APPS = ['django.contrib.auth']\nMIDDLEWARE = ['a.B']\n",
    "config/settings/production.py": "from .base import *\n\nDEBUG = False\n",
    "requirements.txt": "django>=5\n",
}


def test_settings_that_are_a_package(project: Path) -> None:
    found = write(project, {f"backend/{name}": text for name, text in SPLIT.items()})
    assert found["module_file"] == "backend/config/request_metrics.py"
    assert found["middleware"] == "config.request_metrics.RequestMetrics"
    plan = make(project, Step(rung="observe", answers=found), Looks().with_(look(project)))
    changed = {one.path: (one.after or b"").decode() for one in plan.writes}
    assert (
        'MIDDLEWARE = ["config.request_metrics.RequestMetrics", '
        in changed["backend/config/settings/base.py"]
    )
    assert "prometheus-client" in changed["backend/requirements.txt"]
