"""The stack that the demo starts from a compose file, on real servers at a tiny size."""

import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import psycopg
import pytest

from checks import scratch
from scaffold.demo import fill
from scaffold.demo.same import compare, replay, script
from scaffold.demo.stack import Stack, local

SIZE = 0.002


def ask(stack: Stack, path: str, data: dict[str, Any] | None = None) -> tuple[int, Any]:
    body = None if data is None else json.dumps(data).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{stack.url}{path}", data=body, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def setting(stack: Stack, name: str) -> str:
    with psycopg.connect(stack.database_url) as connection:
        found = connection.execute(f"show {name}".encode()).fetchone()
    return str(found[0]) if found else ""


def test_the_monolith_answers(stack: Stack) -> None:
    status, page = ask(stack, "/posts?page=2")
    assert status == 200 and len(page["posts"]) == 5
    assert page["posts"][0]["author"].startswith("Person ")
    status, post = ask(stack, "/posts/1")
    assert status == 200 and 0 < len(post["comments"]) <= 20
    assert ask(stack, "/users/1/stats")[1]["followers"] > 0
    assert ask(stack, "/posts/999999")[0] == 404
    assert ask(stack, "/users/999999/stats")[0] == 404


def test_writes_show_and_reset_takes_them_out(stack: Stack) -> None:
    status, made = ask(stack, "/posts/3/comments", {"author_id": 1, "body": "hello"})
    assert status == 201
    assert ask(stack, "/posts/3")[1]["comments"][0]["id"] == made["id"]
    person = {"name": "New", "email": "new@guests.example"}
    assert ask(stack, "/users", person) == (201, {"id": fill.rows(SIZE)["users"] + 1})
    assert ask(stack, "/users", person)[0] == 409
    fill.reset(stack.database_url, SIZE)
    assert ask(stack, "/posts/3")[1]["comments"][0]["id"] != made["id"]
    assert ask(stack, "/users", person) == (201, {"id": fill.rows(SIZE)["users"] + 1})
    fill.reset(stack.database_url, SIZE)


def test_the_rows_are_skewed_and_have_no_index_on_foreign_keys(stack: Stack) -> None:
    with psycopg.connect(stack.database_url) as connection:
        top = connection.execute(
            "select count(*) filter (where post_id <= 6), count(*) from comments"
        ).fetchone()
        indexes = connection.execute(
            "select count(*) from pg_indexes where schemaname = 'public'"
        ).fetchone()
    assert top is not None and top[0] / top[1] > 0.08  # the first hundredth of 600 posts
    assert indexes == (5,)  # four primary keys and the address


def test_the_same_requests_give_equal_answers_twice(stack: Stack) -> None:
    rows = fill.rows(SIZE)
    first = replay(stack.port, script(5, rows, 4))
    fill.reset(stack.database_url, SIZE)
    second = replay(stack.port, script(5, rows, 4))
    fill.reset(stack.database_url, SIZE)
    seen = compare(first, second)
    assert seen.passed and seen.equal == seen.requests > 20
    assert {one.status for one in first.answers} == {200, 201}


def test_flags_of_the_compose_file_take_effect(stack: Stack) -> None:
    compose = stack.root / "compose.yaml"
    before = compose.read_text()
    image = "image: postgres:18"
    changed = before.replace(image, f"{image}\n    command: postgres -c work_mem=7MB")
    try:
        compose.write_text(changed)
        stack.up()
        assert setting(stack, "work_mem") == "7MB"
    finally:
        compose.write_text(before)
        stack.up()
    assert setting(stack, "work_mem") == "4MB"


def test_a_redis_service_is_started_with_its_own_flags(stack: Stack) -> None:
    redis = pytest.importorskip("redis")
    extra = stack.root / "cache.yaml"
    compose = stack.root / "compose.yaml"
    before = compose.read_text()
    extra.write_text(
        "services: {cache: {image: 'redis:8', command: ['redis-server', '--maxmemory', '5mb', '--save', '']}}"
    )
    try:
        compose.write_text("include:\n  - cache.yaml\n" + before)
        stack.up()
        assert stack.redis_url is not None
        with redis.Redis.from_url(stack.redis_url) as client:
            assert client.config_get("maxmemory") == {"maxmemory": str(5 * 1024 * 1024)}
    finally:
        compose.write_text(before)
        extra.unlink()
        stack.up()
    assert stack.redis_url is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("postgresql://u:p@db:5432/x", "postgresql://u:p@127.0.0.1:7001/x"),
        ("postgresql://db/db", "postgresql://127.0.0.1:7001/db"),
        ("redis://:p@cache:6379/0", "redis://:p@127.0.0.1:7002/0"),
        ("https://db.example.com/", "https://db.example.com/"),
        ("database", "database"),
    ],
)
def test_names_of_services_become_loopback_addresses(given: str, expected: str) -> None:
    ports = {"db": 7001, "cache": 7002}
    assert local({"URL": given}, ports, {})["URL"] == expected


def test_a_host_beside_its_port() -> None:
    given = {"SMTP_HOST": "mail", "SMTP_PORT": "1025", "OTHER_PORT": "1025"}
    found = local(given, {"mail": 7003}, {"mail": 1025})
    assert found == {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": "7003", "OTHER_PORT": "1025"}


def test_what_an_earlier_crash_left_is_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    dead = tmp_path / "rung-demo-999999999-x"
    dead.mkdir()
    with scratch.folder("demo") as mine, scratch.folder("demo") as other:
        assert not dead.exists()
        assert mine.exists() and other.exists()
    assert list(tmp_path.iterdir()) == []
