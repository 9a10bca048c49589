"""A second look at the same files tells the same without reading them; a changed file is seen at once."""

import json
import time
from pathlib import Path

import pytest

from checks.codec import plain
from checks.probes.repo import kept, look

FILES = {
    "app.py": "from fastapi import FastAPI\nimport psycopg\napp = FastAPI()\n",
    "requirements.txt": "fastapi\nredis\npsycopg\n",
    "compose.yaml": "services:\n  web:\n    build: .\n    ports: ['1:1']\n    environment:\n"
    "      DATABASE_URL: postgresql://shop:hunter2@db/shop\n  db:\n    image: postgres\n",
    "settings.py": "from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n"
    "    url: str = 'postgresql://shop:hunter2@db/shop'\n    api_key: str = 'hunter2'\n",
}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test's own, for files however young."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(kept, "YOUNG_NS", -1_000_000_000)
    return tmp_path / "rung"


@pytest.fixture
def shop(project: Path) -> Path:
    """A small application."""
    for name, text in FILES.items():
        (project / name).write_text(text)
    return project


def test_the_second_look_is_the_first_one(cache: Path, shop: Path) -> None:
    first = look(shop)
    assert len(list(cache.glob("repo-*"))) == 1
    again = look(shop)
    assert again == first
    assert json.dumps(plain(again)) == json.dumps(plain(first))


def test_it_reads_no_source_again(cache: Path, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = look(shop)
    monkeypatch.setattr(
        "checks.probes.repo.looking._looked", lambda *_: pytest.fail("looked again")
    )
    assert look(shop) == first


def test_a_changed_file_of_the_same_size_and_time_is_seen(cache: Path, shop: Path) -> None:
    import os

    look(shop)
    path = shop / "requirements.txt"
    before = path.stat()
    path.write_text("fastapi\ncelry\npsycopg\n".replace("celry", "dacit"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert [one.value for one in look(shop).facts("key_value")] == []


def test_new_and_vanished_files_are_seen(cache: Path, shop: Path) -> None:
    look(shop)
    (shop / "jobs.py").write_text("import celery\n")
    (shop / "requirements.txt").write_text("fastapi\ncelery\n")
    assert [one.value for one in look(shop).facts("queue")] == ["Celery"]
    (shop / "compose.yaml").unlink()
    assert look(shop).compose == ()


def test_no_password_is_kept_and_compose_files_stay_whole(cache: Path, shop: Path) -> None:
    look(shop)
    again = look(shop)
    assert not [one for one in cache.iterdir() if "hunter2" in one.read_text()]
    assert "hunter2" in again.compose[0].services[0].environment["DATABASE_URL"]
    hidden = {one.name: one.value for one in again.context.settings}
    assert hidden["api_key"] == "***"
    assert "hunter2" not in hidden["url"]


def test_no_password_of_django_or_of_a_call_is_kept(cache: Path, project: Path) -> None:
    for name, text in {
        "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 's.settings')\n",
        "s/__init__.py": "",
        "s/settings.py": "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql',"
        " 'PASSWORD': 'hunter2'}}\n",
        "s/pool.py": "import asyncpg\npool = asyncpg.create_pool(password='hunter2', max_size=4)\n",
    }.items():
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text(text)
    look(project)
    assert "create_pool" in next(cache.glob("repo-*")).read_text()
    assert not [one for one in cache.iterdir() if "hunter2" in one.read_text()]


def test_a_tree_with_a_file_of_this_moment_is_not_kept(
    tmp_path: Path, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (shop / "app.py").write_text(FILES["app.py"])
    look(shop)
    assert not (tmp_path / "rung").exists()


def test_what_another_program_wrote_there_is_not_believed(cache: Path, shop: Path) -> None:
    first = look(shop)
    entry = next(cache.glob("repo-*"))
    for text in (
        '{"repo": {"unknown": 1}, "roles": {}}',
        "[]",
        '{"repo": 3, "roles": 4}',
        '{"repo": {}}',
    ):
        entry.write_text(text)
        assert look(shop) == first


def test_another_version_of_the_program_looks_itself(
    cache: Path, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(shop)
    monkeypatch.setattr("sys.version", f"other {time.time()}")
    look(shop)
    assert len(list(cache.glob("repo-*"))) == 2
