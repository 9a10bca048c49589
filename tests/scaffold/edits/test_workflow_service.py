"""One service container of a job."""

import pytest

from tests.scaffold.edits.ends import already, edited, refused

FILE = ".github/workflows/ci.yml"
REDIS = {
    "file": FILE,
    "job": "test",
    "name": "redis",
    "body": "image: redis:8\nports:\n  - 6379:6379\n",
}
HEAD = "on: push\njobs:\n  test:\n    runs-on: x\n"


def test_services_are_made_where_there_are_none() -> None:
    tail = "    steps:\n      - run: a\n"
    lines = "    services:\n      redis:\n        image: redis:8\n        ports:\n          - 6379:6379\n"
    edited("workflow_service", FILE, HEAD + tail, HEAD + tail + lines, **REDIS)


def test_beside_those_that_are_there() -> None:
    before = f"{HEAD}    services:\n      db:\n        image: postgres # c\n\n    steps:\n      - run: a\n"
    lines = "      redis:\n        image: redis:8\n        ports:\n          - 6379:6379\n"
    after = before.replace("# c\n", f"# c\n{lines}")
    edited("workflow_service", FILE, before, after, **REDIS)


def test_left_alone_where_it_is_there() -> None:
    said = f"{HEAD}    services:\n      redis:\n        ports: ['6379:6379'] # c\n        image: redis:8\n"
    already("workflow_service", FILE, said.replace("['6379:6379']", "[6379:6379]"), **REDIS)


@pytest.mark.parametrize(
    ("before", "why"),
    [
        (f"{HEAD}    services:\n      redis:\n        image: redis:6\n", "a jobs.test.services.redis of its own"),
        (f"{HEAD}    services: {{a: {{image: b}}}}\n", "flow style"),
        ("jobs:\n  other:\n    runs-on: x\n", "no jobs.test"),
        ("x: &s\n  a: {image: b}\njobs:\n  test:\n    services: *s\n", "alias"),
    ],
)  # fmt: skip
def test_refused(before: str, why: str) -> None:
    assert "image: redis:8" in refused("workflow_service", FILE, before, why, **REDIS).snippet
