"""One more file that a GitLab pipeline includes."""

import pytest

from tests.scaffold.edits.ends import already, edited, refused

FILE = ".gitlab-ci.yml"
LOCAL = {"local": "ci/load.yml"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:\n  script: b\n", "a:\n  script: b\ninclude:\n  - local: ci/load.yml\n"),
        (
            "include:\n  - template: x.yml # c\n\na:\n  script: b\n",
            "include:\n  - template: x.yml # c\n  - local: ci/load.yml\n\na:\n  script: b\n",
        ),
    ],
)
def test_added(before: str, after: str) -> None:
    edited("gitlab_include", FILE, before, after, **LOCAL)


@pytest.mark.parametrize(
    "said",
    ["include: ci/load.yml\n", "include:\n  - ci/load.yml\n", "include:\n  local: ci/load.yml\n"],
)
def test_left_alone_where_it_is_there(said: str) -> None:
    already("gitlab_include", FILE, f"{said}a:\n  script: b\n", **LOCAL)


@pytest.mark.parametrize(
    "said", ["include: other.yml\n", "include:\n  local: other.yml\n", "include: [a.yml]\n"]
)
def test_refused(said: str) -> None:
    assert "ci/load.yml" in refused("gitlab_include", FILE, said, FILE, **LOCAL).snippet
