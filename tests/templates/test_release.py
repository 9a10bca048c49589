"""The release guard: what a project that was built from the last release needs in order to be upgraded.

`tests/templates/released.yml` holds the files and questions of every template as released. A file or a question that
is no longer there must be named in the template's upgrades.yml. At a release, `RUNG_UPDATE_RELEASED=1` writes it anew.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from jinja2 import nodes
from jinja2.sandbox import SandboxedEnvironment

from scaffold.template_history import entries
from tests.scaffold.small import lay

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
RELEASED = Path(__file__).parent / "released.yml"
RUNGS = sorted(one.parent.name for one in TEMPLATES.glob("*/copier.yml"))
CHANGING = {
    "ans_random",
    "lookup",
    "now",
    "password_hash",
    "random",
    "random_mac",
    "shuffle",
    "strftime",
    "to_uuid",
    "uuid",
}
"""Filters and functions of Jinja and of copier's environment whose result is another one each time, or is a secret."""


def files(template: Path) -> list[str]:
    """The names of the files under `files/`, without `.jinja`."""
    found = (one for one in (template / "files").rglob("*") if one.is_file())
    return sorted(
        one.relative_to(template / "files").as_posix().removesuffix(".jinja") for one in found
    )


def questions(template: Path) -> dict[str, Any]:
    whole = yaml.safe_load((template / "copier.yml").read_text("utf-8"))
    return {key: one for key, one in whole.items() if not key.startswith("_")}


def faults(template: Path, released: dict[str, Any]) -> list[str]:
    """What a project of the last release would trip over."""
    found = []
    named, moved = set(), set()
    for entry in entries(template):
        named |= {*entry.get("renamed", {}), *entry.get("removed", {})}
        moved |= set(entry.get("questions", {}))
        targets = {*entry.get("renamed", {}).values()}
        found += [
            f"renamed to {one}, which is not there"
            for one in targets - set(files(template)) - named
        ]
    if len(entries(template)) < released["level"]:
        found.append("entries of upgrades.yml went: they are only ever added")
    gone = set(released["files"]) - set(files(template)) - named
    found += [f"{one} moved or vanished and upgrades.yml does not say so" for one in sorted(gone)]
    asked = questions(template)
    lost = set(released["questions"]) - set(asked) - moved
    found += [
        f"the question {one} vanished and upgrades.yml does not say so" for one in sorted(lost)
    ]
    found += [
        f"the question {key} has no default"
        for key, one in asked.items()
        if isinstance(one, dict) and "default" not in one
    ]
    return found


def unlike(template: Path) -> list[str]:
    """What makes a template say something else the next time, or holds a secret."""
    found = []
    environment = SandboxedEnvironment()
    texts = {one.name: one.read_text("utf-8") for one in template.glob("*.yml")}
    for one in (template / "files").rglob("*.jinja"):
        texts[one.name] = f"{one.read_text('utf-8')}"
        texts[f"{one.name} (its name)"] = one.relative_to(template).as_posix()
    for name, text in texts.items():
        if name.endswith((".jinja", "edits.yml", "commands.yml", "needs.yml")) or "(" in name:
            tree = environment.parse(_plain(text))
        else:
            tree = environment.parse("\n".join(_expressions(yaml.safe_load(text))))
        calls = {one.name for one in tree.find_all(nodes.Filter)}
        calls |= {
            one.node.name for one in tree.find_all(nodes.Call) if isinstance(one.node, nodes.Name)
        }
        found += [f"{name}: {one}" for one in sorted(calls & CHANGING)]
    found += [
        f"{key} is a secret"
        for key, one in questions(template).items()
        if isinstance(one, dict) and one.get("secret")
    ]
    return found


def _plain(text: str) -> str:
    """Copier's `{% yield x from y %}` as a loop of plain Jinja."""
    return re.sub(r"{% yield (\w+) from", r"{% for \1 in", text).replace("endyield", "endfor")


def _expressions(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in _expressions(one)]


def test_every_template_is_in_the_list_of_the_release() -> None:
    if os.environ.get("RUNG_UPDATE_RELEASED") == "1":
        whole = {
            rung: {
                "level": len(entries(TEMPLATES / rung)),
                "files": files(TEMPLATES / rung),
                "questions": list(questions(TEMPLATES / rung)),
            }
            for rung in RUNGS
        }
        RELEASED.write_text(yaml.safe_dump(whole, sort_keys=False, width=1000), encoding="utf-8")
    assert set(yaml.safe_load(RELEASED.read_text("utf-8"))) <= set(RUNGS)


@pytest.mark.parametrize("rung", RUNGS)
def test_who_has_the_last_release_can_be_upgraded(rung: str) -> None:
    released = yaml.safe_load(RELEASED.read_text("utf-8"))
    nothing = {"level": 0, "files": [], "questions": []}
    assert faults(TEMPLATES / rung, released.get(rung, nothing)) == []


@pytest.mark.parametrize("rung", RUNGS)
def test_the_same_answers_give_the_same_bytes(rung: str) -> None:
    assert unlike(TEMPLATES / rung) == []


CODE = """
import hashlib, json, sys
sys.path.insert(0, {house!r})
from pathlib import Path
from scaffold.render import render
from scaffold.questions import keys, plain
answers = {{one.key: one.default for one in plain({rung!r}) if one.default is not None}}
found = render(Path({template!r}), answers, keys({rung!r}))
print(hashlib.sha256(repr((sorted(found.files.items()), found.edits, found.commands)).encode()).hexdigest())
"""


@pytest.mark.parametrize("rung", RUNGS)
def test_another_process_another_day(rung: str) -> None:
    """Rendered by two processes with other hash seeds, time zones and names of the machine's user."""
    if rung == "demo":
        return
    code = CODE.format(house=str(ROOT), rung=rung, template=str(TEMPLATES / rung))
    seen = set()
    for seed, zone, user in (("1", "UTC", "ann"), ("2", "Asia/Tokyo", "ben")):
        surroundings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "USER": user}
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=surroundings,
            capture_output=True,
            text=True,
            check=True,
        )
        seen.add(done.stdout)
    assert len(seen) == 1


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(TEMPLATES / "pool", tmp_path / "pool")
    return tmp_path / "pool"


def released(template: Path) -> dict[str, Any]:
    return {
        "level": len(entries(template)),
        "files": files(template),
        "questions": list(questions(template)),
    }


def test_the_guard_sees_a_file_that_moved(copy: Path) -> None:
    before = released(copy)
    (module,) = (copy / "files").glob("*module_file*")
    name = module.name.removesuffix(".jinja")
    module.rename(module.with_name("other.py.jinja"))
    assert faults(copy, before) == [f"{name} moved or vanished and upgrades.yml does not say so"]
    lay(copy, {"upgrades.yml": yaml.safe_dump([{"renamed": {name: "other.py"}}])})
    assert faults(copy, before) == []
    lay(copy, {"upgrades.yml": yaml.safe_dump([{"renamed": {name: "nowhere.py"}}])})
    assert faults(copy, before) == ["renamed to nowhere.py, which is not there"]
    lay(copy, {"upgrades.yml": yaml.safe_dump([{"removed": {name: "why"}}])})
    assert faults(copy, before) == []


def test_the_guard_sees_questions_and_entries_that_went(copy: Path) -> None:
    lay(copy, {"upgrades.yml": "- note: x\n"})
    before = released(copy)
    lay(copy, {"upgrades.yml": "[]\n"})
    text = (copy / "copier.yml").read_text()
    (copy / "copier.yml").write_text(
        text.replace("pool_size:", "size:", 1).replace("default: 8", "", 1)
    )
    assert faults(copy, before) == [
        "entries of upgrades.yml went: they are only ever added",
        "the question pool_size vanished and upgrades.yml does not say so",
        "the question size has no default",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{{ 99 | random }}",
        "{{ now() }}",
        "{% if 'x' | ans_random %}a{% endif %}",
        "{{ '%Y' | strftime }}",
        "{{ lookup('env', 'HOME') }}",
    ],
)
def test_the_guard_sees_what_changes_each_time(copy: Path, text: str) -> None:
    lay(copy, {"files/new.txt.jinja": text})
    assert len(unlike(copy)) == 1


def test_the_guard_sees_a_secret(copy: Path) -> None:
    with (copy / "copier.yml").open("a") as file:
        file.write("token: {type: str, default: x, secret: true}\n")
    assert unlike(copy) == ["token is a secret"]


def test_what_generated_code_does_by_itself_is_its_own_business(copy: Path) -> None:
    lay(copy, {"files/jitter.py.jinja": "import random\n\nWAIT = random.random()  # now()\n"})
    assert unlike(copy) == []
