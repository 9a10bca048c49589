"""A tree that means harm: nothing crashes, nothing runs, nothing is followed out, and what was not read is named."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from checks.probes.repo import Repo, look
from tests.cli.program import rung

OUTSIDE = "fastapi\nredis\ncelery\n"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefghij", "bcdefghijk", strict=True)
)
RUNS = "from pathlib import Path\nPath(__file__).with_name('executed').write_text('x')\n"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """The tree; beside it lies a folder that links lead to and that must stay unseen."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "requirements.txt").write_text(OUTSIDE)
    root = tmp_path / "project"
    (root / "inner").mkdir(parents=True)
    (root / "inner" / "loop").symlink_to(root, target_is_directory=True)
    (root / "linked").symlink_to(outside, target_is_directory=True)
    (root / "requirements.txt").symlink_to(outside / "requirements.txt")
    (root / "yaml.py").write_text(RUNS)
    (root / "checks.py").write_text(RUNS)
    (root / "conftest.py").write_text(RUNS)
    (root / "app.py").write_text("from fastapi import FastAPI\napp = FastAPI()\n")
    with (root / "huge.py").open("wb") as file:
        file.truncate(1 << 30)
    (root / "bundle.js").write_text("app.get('/health',f);" * 2_500_000)
    (root / "one_line.js").write_text("app.get('/health',f);" * 40_000)
    (root / "compose.yaml").write_text(BOMB + "services: *k\n")
    (root / "k8s.yaml").write_text("apiVersion: v1\nkind: Deployment\nspec: " + "[" * 100_000)
    (root / "templated.yaml").write_text("apiVersion: v1\nkind: Deployment\nname: {{ .Name }}\n")
    (root / "deep.py").write_text(
        "x = " + "(" * 5_000 + ")" * 5_000 + "\nfrom fastapi import FastAPI\n"
    )
    (root / "chain.py").write_text("import requests\nrequests.get(1)\nx = " + "-" * 60_000 + "1\n")
    (root / "deep.json").write_text("[" * 100_000)
    (root / "package.json").write_text('{"dependencies": ' + "[" * 100_000)
    (root / "pyproject.toml").write_bytes(b'[project]\nname = "\xff\xfe"\n')
    (root / "deep.ts").write_text("app.get('/x', " + "[" * 20_000)
    (root / "a\nname\x1b[31m.py").write_text("import requests\nrequests.get('x'\n")
    (root / "{{ cookiecutter.name }}").mkdir()
    (root / "{{ cookiecutter.name }}" / "requirements.txt").write_text(OUTSIDE)
    os.mkfifo(root / "Dockerfile")
    held = socket.socket(socket.AF_UNIX)
    held.bind(str(root / "Procfile"))
    held.close()
    return root


@pytest.fixture
def seen(hostile: Path) -> Repo:
    """One look; a look that hangs is ended."""
    signal.alarm(60)
    try:
        return look(hostile)
    finally:
        signal.alarm(0)


def test_nothing_crashes_and_what_could_not_be_judged_is_named(seen: Repo) -> None:
    unread = dict(seen.unread)
    for path in (
        "compose.yaml",
        "k8s.yaml",
        "package.json",
        "pyproject.toml",
        "Dockerfile",
        "Procfile",
    ):
        assert path in unread, path
    assert "deep.py" in unread
    assert "chain.py" in unread
    assert "a template of a manifest" in unread["."]
    assert any("name" in path for path in unread if path.startswith("a\n"))


def test_minified_and_endless_files_are_named_and_say_nothing(seen: Repo) -> None:
    unread = dict(seen.unread)
    assert "too large" in unread["huge.py"]
    assert "too large" in unread["bundle.js"]
    assert "minified" in unread["one_line.js"]
    assert seen.facts("health") == ()


def test_nothing_outside_is_followed(seen: Repo) -> None:
    assert [one for name in ("queue", "key_value", "cache") for one in seen.facts(name)] == []
    assert not any(path.startswith(("linked/", "inner/loop/")) for path in seen.files)


def test_nothing_of_it_is_executed(hostile: Path) -> None:
    ran = rung("assess", "--facts", cwd=hostile)
    assert ran.code == 0, ran.err
    assert not list(hostile.rglob("executed"))


def test_its_names_cannot_write_on_the_terminal(hostile: Path) -> None:
    out = rung("assess", "--facts", hostile).out
    assert "\x1b[31m" not in out
    assert "not read: a" in out


def test_a_file_that_vanishes_while_it_is_read(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "app.py").write_text("from fastapi import FastAPI\napp = FastAPI()\n")
    (project / "compose.yaml").write_text("services: {}\n")
    opened = os.open

    def vanishing(path: os.PathLike[str] | str, flags: int, *rest: int) -> int:
        Path(path).unlink(missing_ok=True)
        return opened(path, flags, *rest)

    monkeypatch.setattr(os, "open", vanishing)
    found = look(project)
    monkeypatch.undo()
    assert dict(found.unread)["compose.yaml"] == "no such file or directory"


def test_a_program_that_git_would_start_is_not_started(project: Path) -> None:
    subprocess.run(["git", "init", "-q", project], check=True)
    script = project / "monitor"
    script.write_text("#!/bin/sh\ntouch executed\n")
    script.chmod(0o755)
    subprocess.run(["git", "-C", project, "config", "core.fsmonitor", str(script)], check=True)
    (project / "app.py").write_text("from fastapi import FastAPI\napp = FastAPI()\n")
    look(project)
    assert not (project / "executed").exists()


def test_the_same_tree_tells_the_same_bytes_anywhere(tmp_path: Path) -> None:
    told = []
    for number, seed in enumerate(("0", "1", "4242")):
        root = tmp_path / f"copy{number}" / "shop"
        for name, text in TREE.items() if number % 2 else reversed(TREE.items()):
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        done = subprocess.run(
            [sys.executable, "-c", SHOW, str(root)],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
        )
        told.append(done.stdout.replace(str(root), "ROOT"))
    assert told[0] == told[1] == told[2]
    assert "Sidekiq" in told[0]


SHOW = """
import json, sys
from pathlib import Path
from checks.codec import plain
from checks.probes.repo import look
print(json.dumps(plain(look(Path(sys.argv[1]))), indent=1))
"""
TREE = {
    "app.py": "from fastapi import FastAPI\nimport celery, redis\napp = FastAPI()\n@app.get('/a')\ndef a(): ...\n",
    "requirements.txt": "fastapi\ncelery\nredis\npsycopg\npymysql\n",
    "compose.yaml": "services:\n  web:\n    build: .\n    ports: ['1:1']\n  redis:\n    image: redis\n",
    "ruby/Gemfile": "gem 'rails'\ngem 'sidekiq'\ngem 'pg'\n",
    "ruby/config/application.rb": "class A < Rails::Application\nconfig.cache_store = :redis_cache_store\nend\n",
    "k8s/a.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\nspec:\n  template:\n    spec:\n"
    "      containers:\n      - image: a\n",
    "node/package.json": '{"dependencies": {"express": "1", "pg": "1"}}',
    "node/a.js": "app.get('/health', f)\n",
}
