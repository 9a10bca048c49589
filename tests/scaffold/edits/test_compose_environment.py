"""One variable of one compose service."""

import pytest

from checks.probes.repo.yaml_places import parse
from scaffold.edits.core import Edit, Edited, run
from scaffold.tree import Tree
from tests.scaffold.edits.ends import NOWHERE, already, edited, refused

ARGUMENTS = {"service": "web", "name": "URL", "value": "redis://x:6379/0"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "    environment:\n      A: b  # c\n",
            "    environment:\n      A: b  # c\n      URL: redis://x:6379/0\n",
        ),
        ("    environment:\n      URL:\n", "    environment:\n      URL: redis://x:6379/0\n"),
        (
            "    environment:\n    - A=b\n",
            "    environment:\n    - A=b\n    - URL=redis://x:6379/0\n",
        ),
        ("    environment:\n      - URL\n", "    environment:\n      - URL=redis://x:6379/0\n"),
        (
            "    environment:\n    ports: []\n",
            "    environment:\n      URL: redis://x:6379/0\n    ports: []\n",
        ),
        ("    image: a\n", "    image: a\n    environment:\n      URL: redis://x:6379/0\n"),
        (
            "    environment:\n      <<: *common\n      A: b\n",
            "    environment:\n      <<: *common\n      A: b\n      URL: redis://x:6379/0\n",
        ),
        (
            "    environment:\n      A: |\n        text\n\n    # after\n    ports: []\n",
            "    environment:\n      A: |\n        text\n      URL: redis://x:6379/0\n\n    # after\n    ports: []\n",
        ),
        (
            "    environment: {A: b} # c\n",
            '    environment: {A: b, URL: "redis://x:6379/0"} # c\n',
        ),
        ("    environment: {}\n", '    environment: {URL: "redis://x:6379/0"}\n'),
        ("    environment: [A=b, ]\n", '    environment: [A=b, "URL=redis://x:6379/0" ]\n'),
        (
            "    environment: {\n      A: b,\n      B: d,\n    }\n",
            '    environment: {\n      A: b,\n      B: d,\n      URL: "redis://x:6379/0",\n    }\n',
        ),
        (
            "    environment: [\n      A=b,\n      C\n    ]\n",
            '    environment: [\n      A=b,\n      C,\n      "URL=redis://x:6379/0"\n    ]\n',
        ),
        (
            "    environment:\n      A: &a b\n      B: *a\n",
            "    environment:\n      A: &a b\n      B: *a\n      URL: redis://x:6379/0\n",
        ),
        (
            "    image: a\n    # end\n\n",
            "    image: a\n    environment:\n      URL: redis://x:6379/0\n    # end\n\n",
        ),
    ],
)
def test_set_or_replaced(before: str, after: str) -> None:
    head, tail = "x: &common\n  C: d\nservices:\n  web:\n", "  db:\n    image: p\n"
    edited(
        "compose_environment",
        "compose.yaml",
        head + before + tail,
        head + after + tail,
        **ARGUMENTS,
    )


@pytest.mark.parametrize(
    "value", ["yes", "22:22", "5", "a: b", "#x", "null", "${A:-b}", "a 'b' \"c\"", ""]
)
def test_any_text_stays_text(value: str) -> None:
    end = run(
        Edit(operation="compose_environment", arguments={**ARGUMENTS, "value": value}),
        Tree(root=NOWHERE, changed={"compose.yaml": b"services:\n  web:\n    image: a\n"}),
    )
    assert isinstance(end, Edited)
    assert parse(end.content.decode()).value["services"]["web"]["environment"] == {"URL": value}


@pytest.mark.parametrize(
    "said",
    [
        "    environment:\n      URL: redis://x:6379/0\n",
        "    environment: [URL=redis://x:6379/0]\n",
    ],
)
def test_left_alone_where_it_is_said(said: str) -> None:
    already("compose_environment", "compose.yaml", f"services:\n  web:\n{said}", **ARGUMENTS)


@pytest.mark.parametrize(
    ("web", "why"),
    [
        ("    environment:\n      URL: 'old' # c\n", "a value of its own, which stays"),
        ("    environment:\n      URL: ''\n", "a value of its own, which stays"),
        ("    environment:\n      - URL=old\n      - B\n", "a value of its own, which stays"),
        ("    environment:\n      - URL=\n", "a value of its own, which stays"),
        ("    environment: {A: b, URL: c}\n", "a value of its own, which stays"),
        ("    environment: {\n      A: b, # c\n    }\n", "comments between the brackets"),
        ("    environment: *e\n", "alias"),
        ("    <<: *base\n    image: a\n", "merge key"),
        ("    environment: !override\n      A: b\n", "!override"),
        ("    environment: text\n", "not a list"),
        (
            "    environment: &mine\n      A: b\n  two:\n    environment: *mine\n",
            "changes nothing else",
        ),
    ],
)
def test_refused_where_others_share_the_block(web: str, why: str) -> None:
    head = "e: &e\n  A: b\nbase: &base\n  environment:\n    A: b\nservices:\n  web:\n"
    end = refused("compose_environment", "compose.yaml", head + web, why, **ARGUMENTS)
    assert "URL: redis://x:6379/0" in end.snippet


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("services:\n  db: {}\n", "no service web"),
        ("services:\n  web: {}\n", "flow style"),
        ("services:\n  web: *x\n", "line"),
        ("x: &x\n  image: a\nservices:\n  web: *x\n", "alias"),
        ("version: '3'\n", "no services"),
    ],
)
def test_refused_without_the_service(before: str, why: str) -> None:
    refused("compose_environment", "compose.yaml", before, why, **ARGUMENTS)


def test_the_service_is_found_in_the_other_files_that_make_up_the_project() -> None:
    files = {
        ".env": b"COMPOSE_FILE=a.yml:deploy/b.yml\n",
        "a.yml": b"services:\n  db:\n    image: p\n",
        "deploy/b.yml": b"services:\n  web:\n    image: a\n",
    }
    for file in ("", "a.yml"):
        edit = Edit(operation="compose_environment", arguments={**ARGUMENTS, "file": file})
        end = run(edit, Tree(root=NOWHERE, changed=files))
        assert isinstance(end, Edited)
        assert end.path == "deploy/b.yml"
