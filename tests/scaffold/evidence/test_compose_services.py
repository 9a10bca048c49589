"""Which service of a compose file is the application, and on which networks a new one joins it."""

from pathlib import Path

import pytest

from checks.probes.repo import look
from scaffold.evidence import compose_services as services
from scaffold.evidence.compose_main import main_file
from tests.scaffold.small import lay

APP = {
    "api/shop/main.py": "from fastapi import FastAPI\napp = FastAPI()\n",
    "api/requirements.txt": "fastapi\n",
    "front/package.json": '{"name": "front"}\n',
}
DB = "  db:\n    image: postgres:17\n"


def web(project: Path, body: str, **more: str) -> str:
    lay(project, {**APP, "compose.yaml": f"services:\n{body}{DB}", **more})
    repo = look(project)
    file = main_file(repo)
    found = services.web(repo, file) if file else None
    return found.name if found else ""


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("  x:\n    image: a\n    command: uvicorn shop.main:app\n"
         "  proxy:\n    build: proxy\n    ports: ['80:80']\n", "x"),
        ("  x:\n    build: api\n  front:\n    build: front\n    ports: ['80:80']\n", "x"),
        ("  front:\n    build:\n      context: .\n      dockerfile: ./front/Dockerfile\n    ports: ['80:80']\n"
         "  x:\n    build:\n      context: .\n      dockerfile: api/Dockerfile\n", "x"),
        ("  api:\n    build: ./api\n    command: ./start-api.sh\n"
         "  beat:\n    build: ./api\n    command: ./start-beat.sh\n", "api"),
        ("  x:\n    image: ghcr.io/me/shop:1\n    environment: {A: db}\n"
         "  y:\n    image: temporal:1\n    environment: {A: db}\n", "x"),
        ("  x:\n    image: me/shop:1\n    depends_on: [db]\n"
         "  flower:\n    image: me/shop:1\n    command: celery flower\n"
         "    depends_on: [db]\n    ports: ['5555:5555']\n", "x"),
    ],
)  # fmt: skip
def test_the_one_that_runs_the_application(project: Path, body: str, name: str) -> None:
    assert web(project, body) == name


@pytest.mark.parametrize(
    "body",
    [
        "  front:\n    build: front\n    ports: ['80:80']\n",
        "  grafana:\n    image: grafana/grafana:12\n    ports: ['3000:3000']\n",
        "  proxy:\n    build: .\n    ports: ['80:80']\n",
        "  temporal:\n    image: temporalio/auto-setup\n    depends_on: [db]\n",
        "  one:\n    build: api\n    command: ./a.sh\n  two:\n    build: ./api/\n    image: b\n    command: ./b.sh\n",
    ],
    ids=["frontend", "grafana", "proxy", "engine", "two"],
)
def test_none_where_no_one_surely_is(project: Path, body: str) -> None:
    assert web(project, body) == ""


def test_a_recipe_that_starts_a_server_says_so(project: Path) -> None:
    body = "  one:\n    build: {context: ., dockerfile: one.Dockerfile}\n  two:\n    build: .\n"
    recipes = {"Dockerfile": 'CMD ["uvicorn", "shop.main:app"]\n', "one.Dockerfile": "CMD ./x\n"}
    assert web(project, body, **recipes) == "two"


@pytest.mark.parametrize(
    ("each", "joined"),
    [
        (["", ""], []),
        (["[back]", "[back]"], ["back"]),
        (["[front, back]", "[back]"], ["back"]),
        (["[front, default]", ""], []),
        (["{front: {}, back: {aliases: [x]}}", "[back]"], ["back"]),
        (["[front]", "[back]"], ["front", "back"]),
        (["[front]", ""], ["front", "default"]),
    ],
)
def test_the_networks_that_reach_all(project: Path, each: list[str], joined: list[str]) -> None:
    bodies = [
        f"  s{number}:\n    image: a\n" + (f"    networks: {one}\n" if one else "")
        for number, one in enumerate(each)
    ]
    lay(project, {**APP, "compose.yaml": "services:\n" + "".join(bodies)})
    file = main_file(look(project))
    assert file is not None
    assert services.shared_networks(file.services) == joined
