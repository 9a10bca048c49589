"""Which compose file a rung builds into."""

from pathlib import Path

import pytest

from checks.probes.repo import look
from scaffold.evidence.compose_main import chosen
from tests.scaffold.small import lay

WEB = "services:\n  web:\n    build: .\n    ports: ['80:80']\n"
STORE = "services:\n  db:\n    image: postgres:17\n"


def of(project: Path, *paths: str, env: str = "") -> str:
    files = dict.fromkeys(paths, WEB) | {
        "main.py": "from fastapi import FastAPI\napp = FastAPI()\n"
    }
    lay(project, files | ({".env": env} if env else {}))
    file, _ = chosen(look(project))
    return file.path if file else ""


@pytest.mark.parametrize(
    ("there", "taken"),
    [
        (("compose.yaml", "docker-compose.yml"), "compose.yaml"),
        (("docker-compose.yml", "docker-compose-with-queue.yml"), "docker-compose.yml"),
        (("docker-compose.yml", "docker-compose.override.yml"), "docker-compose.yml"),
        (("docker-compose.yml", "docker-compose.a.yml", "deploy/compose.yaml"), "docker-compose.yml"),
        (("docker/docker-compose.yml", "docker-compose.dev.yml"), "docker/docker-compose.yml"),
        (("docker/docker-compose.prod.yml",), "docker/docker-compose.prod.yml"),
        (("docker/docker-compose.staging.yml", "docker/docker-compose.prod.yml"), "docker/docker-compose.prod.yml"),
    ],
)  # fmt: skip
def test_the_one_that_compose_reads_or_the_only_one(
    project: Path, there: tuple[str, ...], taken: str
) -> None:
    assert of(project, *there) == taken


@pytest.mark.parametrize(
    "there",
    [
        (),
        ("docker-compose.override.yml",),
        ("docker/compose.mariadb.yml", "docker/compose.postgres.yml"),
        ("a/docker-compose.yml", "b/docker-compose.yml"),
    ],
)
def test_none_where_there_is_none_or_several_that_may_be_it(
    project: Path, there: tuple[str, ...]
) -> None:
    assert of(project, *there) == ""


def test_the_reason_names_the_alternatives(project: Path) -> None:
    assert of(project, "a/docker-compose.yml", "b/docker-compose.yml") == ""
    _, why = chosen(look(project))
    assert "a/docker-compose.yml, b/docker-compose.yml are alternatives" in why


@pytest.mark.parametrize(
    ("env", "taken"),
    [
        ("COMPOSE_FILE=docker-compose.prod.yml\n", "docker-compose.prod.yml"),
        ('export COMPOSE_FILE="./docker-compose.prod.yml"\n', "docker-compose.prod.yml"),
        ("COMPOSE_FILE=a.yml\nCOMPOSE_FILE=docker-compose.dev.yml # mine\n", "docker-compose.dev.yml"),
        ("COMPOSE_FILE=docker-compose.prod.yml:compose.yaml\n", "docker-compose.prod.yml"),
        ("COMPOSE_FILE=docker-compose.prod.yml;compose.yaml\n", "docker-compose.prod.yml"),
        ("COMPOSE_PATH_SEPARATOR=|\nCOMPOSE_FILE=docker-compose.prod.yml|compose.yaml\n", "docker-compose.prod.yml"),
        ("#COMPOSE_FILE=docker-compose.prod.yml\n", "compose.yaml"),
        ("COMPOSE_FILE=\n", "compose.yaml"),
        ("COMPOSE_FILE=elsewhere.yml\n", ""),
    ],
)  # fmt: skip
def test_what_the_env_file_says(project: Path, env: str, taken: str) -> None:
    there = ("compose.yaml", "docker-compose.prod.yml", "docker-compose.dev.yml")
    assert of(project, *there, env=env) == taken


def test_the_services_of_all_files_that_make_up_the_project(project: Path) -> None:
    lay(project, {"docker-compose.web.yml": WEB, "deploy/docker-compose.store.yml": STORE,
                  ".env": "COMPOSE_FILE=docker-compose.web.yml:deploy/docker-compose.store.yml\n",
                  "main.py": "from fastapi import FastAPI\napp = FastAPI()\n"})  # fmt: skip
    file, _ = chosen(look(project))
    assert file is not None
    assert [one.name for one in file.services] == ["web", "db"]
