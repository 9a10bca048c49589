"""Everything that a person can get wrong: a clear message, the way out, the documented code, nothing written."""

import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.cli.program import PROGRAM, Ran, program, rung, surroundings, tree
from tests.ordinary import ordinary

UNKNOWN_TO_PYTHON = (
    'from pathlib import Path\nPath(__file__).with_suffix(".ran").write_text("ran")\n'
)


def told(ran: Ran, code: int, *words: str) -> None:
    """The run ended with this code, with one message and its remedy on standard error."""
    assert ran.code == code, ran.err
    assert ran.err.startswith("rung: ") or "\nrung: " in ran.err
    for word in words:
        assert word in ran.err
    assert len(ran.err.strip().splitlines()) >= 2, "a message without a remedy"


@pytest.mark.parametrize(
    "command",
    [
        ("assess",),
        ("audit",),
        ("climb",),
        ("status",),
        ("add", "observe"),
        ("undo", "observe"),
    ],
)
def test_a_path_that_is_not_there(tmp_path: Path, command: tuple[str, ...]) -> None:
    told(rung(*command, tmp_path / "nowhere"), 2, "there is no folder at", "give the path")


def test_a_path_that_is_a_file(shop: Path) -> None:
    told(rung("assess", shop / "app.py"), 2, "is a file")


def test_a_folder_that_may_not_be_read(project: Path) -> None:
    project.chmod(0o000)
    try:
        told(program("assess", project, before=ordinary()), 2, "permission denied")
    finally:
        project.chmod(0o755)


@pytest.mark.parametrize("command", ["assess", "audit"])
def test_an_empty_folder_is_nothing_to_scale(project: Path, command: str) -> None:
    ran = rung(command, project)
    assert ran.code == 0, ran.err
    assert tree(project) == {}


def test_an_empty_folder_cannot_be_built_into(project: Path) -> None:
    told(rung("add", "pool", project, "--yes"), 2)
    assert tree(project) == {}


def test_a_repository_without_commits(shop: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(shop)], check=True)
    before = tree(shop)
    assert rung("assess", shop).code == 0
    assert tree(shop) == before


def test_a_database_address_that_is_none(shop: Path) -> None:
    ran = rung("assess", shop, "--database-url", "mysql://u:hunter2@127.0.0.1/shop")
    told(ran, 2)
    assert "hunter2" not in ran.out + ran.err
    assert "The other rungs" in ran.out, "the rest is still shown"


def test_a_database_that_refuses(shop: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ran = rung("assess", shop, "--database-url", f"postgresql://u:hunter2@127.0.0.1:{port}/shop")
    told(ran, 2, "127.0.0.1")
    assert "hunter2" not in ran.out + ran.err
    assert "The other rungs" in ran.out


@pytest.fixture
def silent() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        kept: list[socket.socket] = []

        def accept() -> None:
            while True:
                try:
                    kept.append(server.accept()[0])
                except OSError:
                    return

        threading.Thread(target=accept, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        for one in kept:
            one.close()


def test_a_database_that_hangs(shop: Path, silent: int) -> None:
    ran = rung("assess", shop, "--database-url", f"postgresql://u@127.0.0.1:{silent}/shop")
    told(ran, 2)
    assert "The other rungs" in ran.out


@pytest.mark.parametrize("option", ["--url", "--metrics-url"])
def test_a_page_that_refuses(shop: Path, option: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told(rung("assess", shop, option, f"http://127.0.0.1:{port}/"), 2, "127.0.0.1")


def test_a_database_without_statement_statistics_is_degraded_not_refused(
    shop: Path, database: str
) -> None:
    ran = rung("assess", shop, "--database-url", database)
    assert ran.code == 0, ran.err
    assert "statement_stats" in ran.out


def test_a_database_without_rights_is_degraded_not_refused(shop: Path, database: str) -> None:
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute("create extension if not exists pg_stat_statements")
        admin.execute("drop role if exists reader_without_rights")
        admin.execute("create role reader_without_rights login password 'poor'")
    where = psycopg.conninfo.conninfo_to_dict(database)
    poor = (
        f"postgresql://reader_without_rights:poor@{where['host']}:{where['port']}/{where['dbname']}"
    )
    ran = rung("assess", shop, "--database-url", poor)
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute("drop role reader_without_rights")
    assert ran.code == 0, ran.err


def test_a_broken_yaml_file(shop: Path) -> None:
    (shop / "compose.yaml").write_text("services:\n  web: [\n", encoding="utf-8")
    before = tree(shop)
    ran = rung("assess", shop)
    assert ran.code == 0
    assert "not read: compose.yaml" in ran.out
    told(rung("add", "pool", shop, "--yes"), 2, "compose.yaml", "repair it")
    assert tree(shop) == before


def test_a_file_without_read_permission(shop: Path) -> None:
    (shop / "compose.yaml").chmod(0o000)
    ran = program("assess", shop, before=ordinary())
    (shop / "compose.yaml").chmod(0o644)
    assert ran.code == 0, ran.err
    assert "not read: compose.yaml" in ran.out


def test_a_projects_own_modules_are_never_run(shop: Path) -> None:
    (shop / "checks").mkdir()
    for name in (
        "checks/__init__.py",
        "cli.py",
        "yaml.py",
        "rung.py",
        "typer.py",
        "sitecustomize.py",
    ):
        (shop / name).write_text(UNKNOWN_TO_PYTHON, encoding="utf-8")
    before = tree(shop)
    for command in (("assess",), ("audit",), ("status",), ("explain",)):
        assert program(*command, cwd=shop).code in {0, 1}
    assert tree(shop) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add", "quary_index"), ("no rung is called quary_index", "did you mean query_index?")),
        (("add", "shard"), ("rung cannot build shard yet", "rung explain shard")),
        (("undo", "pol"), ("no rung is called pol", "did you mean pool?")),
        (("explain", "query_indx"), ("is called query_indx", "did you mean query_index?")),
        (("explain", "zzzzzz"), ("is called zzzzzz", "lists every name")),
        (("assess", "--tell", "p95_ms"), ("has no '='", "NAME=VALUE")),
        (("assess", "--tell", "p95=3"), ("no vital is called 'p95'", "")),
        (("assess", "--from", "nowhere.json"), ("nowhere.json", "")),
        (("add", "pool", "--set", "size"), ("has no '='", "KEY=VALUE")),
    ],
)
def test_a_wrong_word(shop: Path, arguments: tuple[str, ...], words: tuple[str, ...]) -> None:
    told(rung(*arguments, cwd=shop), 2, *words)


def test_nobody_to_ask(shop: Path) -> None:
    before = tree(shop)
    told(rung("add", "pool", shop), 2, "--set", "--yes")
    told(rung("climb", shop), 2, "--yes")
    assert tree(shop) == before


def test_a_usage_error_is_code_2(shop: Path) -> None:
    assert rung("assess", shop, "--no-such-option").code == 2
    assert rung("nonsense").code == 2


def test_an_output_that_cannot_be_written(shop: Path, tmp_path: Path) -> None:
    target = tmp_path / "no" / "such" / "folder.json"
    told(rung("assess", shop, "--output", target), 2, "cannot be written")


def test_a_reader_that_goes_away_is_no_error(shop: Path) -> None:
    ran = subprocess.run(
        ["bash", "-c", f"{PROGRAM} explain | head -1; exit ${{PIPESTATUS[0]}}"],
        env=surroundings(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0
    assert ran.stderr == ""
