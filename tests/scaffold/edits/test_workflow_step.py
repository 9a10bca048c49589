"""One step of a job."""

import pytest

from tests.scaffold.edits.ends import already, edited, refused

FILE = ".github/workflows/ci.yml"
STEP = {"file": FILE, "job": "test", "body": "name: Audit\nrun: |\n  rung audit\n  echo $?\n"}
HEAD = "jobs:\n  test:\n    runs-on: x\n    steps:\n"


@pytest.mark.parametrize(
    ("steps", "after"),
    [
        ("      - run: a # c\n", "      - run: a # c\n{}"),
        ("    - run: a\n    - run: b\n", "    - run: a\n    - run: b\n{}"),
        ("      - run: a\n\n      - run: b\n\n  # more\n", "      - run: a\n\n      - run: b\n\n{}\n  # more\n"),
        ("      - run: >-\n          a\n          b\n", "      - run: >-\n          a\n          b\n{}"),
    ],
)  # fmt: skip
def test_last(steps: str, after: str) -> None:
    indent = steps[: steps.index("-")]
    lines = (
        f"{indent}- name: Audit\n{indent}  run: |\n{indent}    rung audit\n{indent}    echo $?\n"
    )
    edited("workflow_step", FILE, HEAD + steps, HEAD + after.format(lines), **STEP)


def test_after_the_step_of_a_name() -> None:
    steps = "      - name: One\n        run: a\n      - name: Two\n        run: b\n"
    lines = "      - name: Audit\n        run: |\n          rung audit\n          echo $?\n"
    after = steps.replace("run: a\n", f"run: a\n{lines}")
    edited("workflow_step", FILE, HEAD + steps, HEAD + after, **STEP, after="One")
    refused(
        "workflow_step", FILE, HEAD + steps, "no item has the name Three", **STEP, after="Three"
    )


def test_left_alone_where_it_is_there() -> None:
    already(
        "workflow_step",
        FILE,
        f"{HEAD}    - run: |\n        rung audit\n        echo $?\n      name: 'Audit'\n",
        **STEP,
    )


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("jobs:\n  test:\n    steps: [{run: a}]\n", "flow style"),
        ("jobs:\n  test:\n    uses: ./other.yml\n", "no jobs.test.steps"),
        ("jobs:\n  other: {}\n", "no test"),
        ("x: &s\n  - run: a\njobs:\n  test:\n    steps: *s\n", "alias"),
    ],
)
def test_refused(before: str, why: str) -> None:
    assert "rung audit" in refused("workflow_step", FILE, before, why, **STEP).snippet
