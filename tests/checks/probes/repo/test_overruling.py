"""One line of configuration overrules a fact, and the overruling is shown."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.core import Problem
from checks.probes.repo import Repo, Role, State
from tests.cli.program import rung

Laid = Callable[[dict[str, str]], Repo]
APP = "from fastapi import FastAPI\nimport celery\napp = FastAPI()\n"
BASE = {"app.py": APP, "requirements.txt": "fastapi\ncelery\npsycopg\n"}


def test_a_value_replaces_what_the_files_say(repo_of: Laid) -> None:
    repo = repo_of({**BASE, "rung.toml": 'facts.database = "MySQL"\n'})
    (one,) = repo.facts("database")
    assert (one.value, str(one.place), one.state) == ("MySQL", "rung.toml:1", State.ACTIVE)
    assert one.overrules == "PostgreSQL (requirements.txt:3)"
    assert repo.context.overruled == ("rung.toml:1: facts.database = MySQL",)


def test_false_switches_a_fact_off_and_a_list_gives_several(repo_of: Laid) -> None:
    text = '[tool.rung]\nfacts.queue = false\nfacts.cache = ["Redis", "Memcached"]\n'
    repo = repo_of({**BASE, "pyproject.toml": text})
    (queue,) = repo.facts("queue")
    assert (queue.state, queue.overrules) == (State.INACTIVE, "Celery (requirements.txt:2)")
    assert [(one.value, one.overrules) for one in repo.facts("cache")] == [
        ("Redis", "the files name none"),
        ("Memcached", "the files name none"),
    ]


def test_roles_kinds_settings_owners_target_and_folders(repo_of: Laid) -> None:
    files = {
        **BASE,
        "legacy/requirements.txt": "flask\nrq\n",
        "compose.yaml": "services:\n  side:\n    image: own/side\n",
        "rung.toml": 'kinds."." = "tool"\nroles.side = "proxy"\nowners.rate_limit = "Cloudflare"\n'
        'not_production = ["legacy/**"]\ntarget = {requests_per_second = 200, slo = "99.9"}\n',
    }
    repo = repo_of(files)
    assert repo.components[0].kind == "tool"
    assert [one.role for one in repo.context.workloads] == [Role.PROXY]
    assert [(one.concern, one.layer, one.place.line) for one in repo.context.owners] == [
        ("rate_limit", "Cloudflare", 3)
    ]
    assert repo.context.target and repo.context.target.requests_per_second == 200
    assert [one.value for one in repo.facts("queue")] == ["Celery"]


def test_a_setting_that_the_environment_decides_can_be_told(repo_of: Laid) -> None:
    files = {
        "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 's.settings')\n",
        "s/settings.py": "import os\nDEBUG = os.environ.get('DEBUG')\n",
        "rung.toml": 'settings.DEBUG = "False"\n',
    }
    one = repo_of(files).context.setting(".", "DEBUG")
    assert one and (one.value, one.state, str(one.place)) == ("False", State.ACTIVE, "rung.toml:1")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("facts.databse = 'x'", "did you mean facts.database?"),
        ("fact.database = 'x'", "did you mean facts?"),
        ("facts.database = 3", "a text, a list of texts, or false"),
        ("roles.web = 'wbe'", "did you mean web?"),
        ("kinds.x = 'zzz'", "one of application"),
        ("owners.ratelimit = 'x'", "did you mean owners.rate_limit?"),
        ("target = {rps = 3}", "known: rung"),
        ("target = {daily_users = 'many'}", "number"),
        ("facts = 3", "names and values"),
        ("not_production = 'legacy'", "list of paths"),
        ("facts.database = ", "repair it"),
    ],
)
def test_a_mistake_in_it_is_an_error_with_a_suggestion(repo_of: Laid, text: str, said: str) -> None:
    with pytest.raises(Problem) as caught:
        repo_of({**BASE, "rung.toml": text + "\n"})
    assert said in caught.value.remedy
    assert "rung.toml" in caught.value.message


def test_other_tools_sections_and_a_rung_toml_beside_pyproject(repo_of: Laid) -> None:
    repo = repo_of(
        {
            **BASE,
            "pyproject.toml": "[tool.ruff]\nline-length = 3\n",
            "rung.toml": "facts.queue = false\n",
        }
    )
    assert repo.facts("queue")[0].state is State.INACTIVE
    assert repo.facts("database")[0].overrules == ""


def test_the_screen_and_the_json_show_it(project: Path) -> None:
    for name, text in {**BASE, "rung.toml": "facts.queue = false\n"}.items():
        (project / name).write_text(text)
    screen = rung("assess", "--facts", project, width=100).out
    assert "by your configuration" in screen
    assert "overruled by rung.toml:1: facts.queue = False" in screen
    page = json.loads(rung("assess", "--facts", "--json", project).out)["project"]
    facts = [one for each in page["components"] for one in each["facts"] if one["name"] == "queue"]
    assert facts[0]["overrules"] == "Celery (requirements.txt:2)"
    assert page["context"]["overruled"] == ["rung.toml:1: facts.queue = False"]


def test_a_mistake_ends_with_code_2_and_one_message(project: Path) -> None:
    (project / "rung.toml").write_text("facts.qeue = false\n")
    ran = rung("assess", project)
    assert ran.code == 2
    assert "did you mean facts.queue?" in ran.err


def test_the_example_of_the_readme_is_understood(repo_of: Laid) -> None:
    readme = (Path(__file__).parents[4] / "README.md").read_text(encoding="utf-8")
    example = (
        readme.partition("one line overrules it")[2].partition("```toml\n")[2].partition("```")[0]
    )
    repo = repo_of({**BASE, "rung.toml": example})
    assert repo.context.target and repo.context.target.daily_users == 50000
    assert len(repo.context.overruled) == 7
