"""Does production start in a mode that is made for development?"""

from collections.abc import Callable

from checks.app.debug_in_production import check
from checks.core import Outcome
from checks.probes.repo import Repo

Laid = Callable[[dict[str, str]], Repo]
APP = "from fastapi import FastAPI, BackgroundTasks\napp = FastAPI()\n"


DJANGO = {
    "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site1.settings')\n",
    "site1/settings.py": "DEBUG = True\n",
}


def test_fires_at_debug_in_the_settings_that_the_server_loads(repo_of: Laid) -> None:
    assert [str(one.place) for one in check(repo_of(DJANGO)).findings] == ["site1/settings.py:1"]


def test_fires_at_a_development_server_in_the_image(repo_of: Laid) -> None:
    report = check(
        repo_of({"main.py": APP, "Dockerfile": 'FROM x\nCMD ["uvicorn", "main:app", "--reload"]\n'})
    )
    assert [str(one.place) for one in report.findings] == ["Dockerfile:2"]


def test_leaves_the_environment_s_choice_alone(repo_of: Laid) -> None:
    settings = "import os\nDEBUG = os.environ.get('DEBUG') == '1'\n"
    assert check(repo_of({**DJANGO, "site1/settings.py": settings})).outcome is Outcome.OK


def test_leaves_settings_alone_that_production_overrides(repo_of: Laid) -> None:
    files = {
        "manage.py": DJANGO["manage.py"].replace("site1.settings", "site1.settings.dev"),
        "site1/wsgi.py": DJANGO["manage.py"].replace("site1.settings", "site1.settings.production"),
        "site1/settings/__init__.py": "",
        "site1/settings/base.py": "DEBUG = True\n",
        "site1/settings/dev.py": "from .base import *\n",
        "site1/settings/production.py": "from .base import *\nDEBUG = False\n",
    }
    assert check(repo_of(files)).outcome is Outcome.OK


def test_leaves_development_files_alone(repo_of: Laid) -> None:
    compose = "services:\n  web:\n    build: .\n    command: uvicorn main:app --reload\n"
    files = {"main.py": APP, "docker-compose.dev.yml": compose, "Dockerfile.dev": "CMD flask run\n"}
    assert check(repo_of(files)).outcome is Outcome.NOT_APPLICABLE


def test_leaves_a_production_server_alone(repo_of: Laid) -> None:
    files = {"main.py": APP, "Procfile": "web: gunicorn main:app\n"}
    assert check(repo_of(files)).outcome is Outcome.OK
