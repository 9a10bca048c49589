"""With `password: true`: the rendered Redis answers those who have the generated value, and nobody else."""

from pathlib import Path

from checks.core import Looks
from checks.probes.repo import look
from scaffold.apply import apply
from scaffold.core import Step, Value
from scaffold.plan import make
from scaffold.undo import plan as undoing
from tests.scaffold.small import lay, state
from tests.stack.stack import stack

FILES = {
    "main.py": "from fastapi import FastAPI\n\napp = FastAPI()\n",
    "requirements.txt": "fastapi\n",
    "docker/compose.yaml": "services:\n  web:\n    image: shop\n",
    "docker/.env": "OTHER=hush\n",
}
ANSWERS: dict[str, Value] = {
    "compose_file": "docker/compose.yaml",
    "clients": ["web"],
    "password": True,
}
ASK = """
import json, sys
import redis

try:
    said = redis.Redis.from_url(sys.argv[1]).ping()
except redis.AuthenticationError:
    said = "refused"
print(json.dumps(said))
"""


def test_only_who_has_the_generated_password_is_answered(project: Path) -> None:
    lay(project, FILES)
    before = state(project)
    apply(make(project, Step(rung="cache_shared", answers=ANSWERS), Looks().with_(look(project))))
    env = (project / "docker/.env").read_text().splitlines()
    assert env[0] == "OTHER=hush"
    value = env[-1].removeprefix("CACHE_PASSWORD=")
    compose = (project / "docker/compose.yaml").read_text()
    assert "redis://:${CACHE_PASSWORD}@cache:6379/0" in compose
    text = [one.read_text() for one in project.rglob("*") if one.is_file() and one.name != ".env"]
    assert not any(value in one for one in text)
    with stack(
        project / "docker/compose.yaml", variables={"CACHE_PASSWORD": value}, only=["cache"]
    ) as running:
        assert running.run(ASK, f"redis://:{value}@cache:6379/0") is True
        assert running.run(ASK, "redis://cache:6379/0") == "refused"
    apply(undoing(project, "cache_shared"))
    assert state(project) == before
