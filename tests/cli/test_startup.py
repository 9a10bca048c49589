"""Help and version must not pay for what they do not use; which modules come in is what decides that."""

import subprocess
import sys

import pytest

from tests.cli.program import rung, surroundings

HEAVY = {
    "copier",
    "questionary",
    "prompt_toolkit",
    "httpx",
    "jinja2",
    "rich",
    "yaml",
    "psycopg",
    "libcst",
    "sqlglot",
    "redis",
    "tomlkit",
    "pydantic",
    "prometheus_client",
}
LOOK = """
import sys
sys.argv = ["rung", *{arguments!r}]
from rung import main
try:
    main()
except SystemExit:
    pass
sys.stderr.write("MODULES " + " ".join(sys.modules))
"""


def modules(*arguments: str) -> set[str]:
    """The top-level names of every module that this command line imports."""
    ran = subprocess.run(
        [sys.executable, "-c", LOOK.format(arguments=arguments)],
        capture_output=True,
        text=True,
        env=surroundings(),
        timeout=60,
        check=True,
    )
    return {one.partition(".")[0] for one in ran.stderr.partition("MODULES ")[2].split()}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--version",),
        ("--help",),
        *((name, "--help") for name in ("assess", "audit", "climb", "demo")),
    ],
)
def test_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert modules(*arguments) & HEAVY == set()


def test_version_does_not_even_import_the_command_line() -> None:
    assert "typer" not in modules("--version")


def test_an_audit_imports_nothing_that_asks_renders_or_calls(tmp_path: object) -> None:
    assert (
        modules("audit", str(tmp_path))
        & {
            "copier",
            "questionary",
            "httpx",
            "jinja2",
            "psycopg",
        }
        == set()
    )


def test_schema_needs_no_look() -> None:
    assert rung("assess", "--schema").code == 0
    assert modules("assess", "--schema") & (HEAVY - {"rich", "yaml"}) == set()
