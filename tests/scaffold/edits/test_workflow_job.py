"""One job of a GitHub workflow."""

import pytest

from tests.scaffold.edits.ends import already, edited, refused

FILE = ".github/workflows/ci.yml"
JOB = {
    "file": FILE,
    "job": "load",
    "body": "runs-on: ubuntu-latest\nsteps:\n  - run: make load  # x\n",
}
LINES = "  load:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make load  # x\n"
HEAD = """# What is tested.
name: CI
on:
  push:
    branches: [main]
jobs:
  test:
    runs-on: ${{ matrix.os }}  # each
    steps:
      - uses: actions/checkout@v4
      - run: |
          make test

"""


@pytest.mark.parametrize("tail", ["", "  # the end\n"])
def test_after_the_jobs_that_are_there(tail: str) -> None:
    before = HEAD.rstrip("\n") + "\n" + tail
    after = HEAD.rstrip("\n") + "\n" + LINES + tail
    edited("workflow_job", FILE, before, after, **JOB)


def test_a_file_written_on_windows() -> None:
    before = "on: push\r\njobs:\r\n  a:\r\n    runs-on: x\r\n"
    edited("workflow_job", FILE, before, before + LINES.replace("\n", "\r\n"), **JOB)


def test_left_alone_where_it_is_there() -> None:
    already("workflow_job", FILE, f"jobs:\n{LINES}", **JOB)
    flow = "  load: {steps: [{run: make load}], runs-on: ubuntu-latest}\n"
    already("workflow_job", FILE, f"jobs:\n{flow}", **JOB)


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("jobs:\n  load:\n    runs-on: other\n", "a jobs.load of its own"),
        ("jobs: {a: {runs-on: x}}\n", "flow style"),
        ("a: 1\n---\nb: 2\n", "several documents"),
        ("jobs:\n  a: {{ job }}\n", "template"),
        ("- a\n", "not a block"),
        (None, "not there"),
    ],
)
def test_refused(before: str | None, why: str) -> None:
    end = refused("workflow_job", FILE, before, why, **JOB)
    assert "jobs:\n  load:\n    runs-on: ubuntu-latest" in end.snippet
