"""One job of a GitLab pipeline."""

import pytest

from tests.scaffold.edits.ends import already, edited, refused

FILE = ".gitlab-ci.yml"
JOB = {"job": "audit", "body": "stage: test\nscript:\n  - rung audit\n"}
LINES = "audit:\n  stage: test\n  script:\n    - rung audit\n"


@pytest.mark.parametrize(
    "before",
    [
        "build:\n  script: [make]\n",
        "stages: [lint, test]\n\n# c\nlint:\n  stage: lint\n  script:\n    - !reference [.x, script]\n",
        ".base: &base\n  image: a\none:\n  <<: *base\n  script: b\n",
    ],
)
def test_at_the_end(before: str) -> None:
    edited("gitlab_job", FILE, before, before + LINES, **JOB)


def test_left_alone_where_it_is_there() -> None:
    already("gitlab_job", FILE, LINES, **JOB)


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("stages: [build]\nx:\n  script: a\n", "no stage test"),
        ("audit:\n  script: other\n", "a audit of its own"),
        ("spec:\n  inputs: {}\n---\nx:\n  script: a\n", "several documents"),
        (None, "not there"),
    ],
)
def test_refused(before: str | None, why: str) -> None:
    assert "rung audit" in refused("gitlab_job", FILE, before, why, **JOB).snippet
