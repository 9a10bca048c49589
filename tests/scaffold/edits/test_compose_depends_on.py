"""One more service to wait for."""

import pytest

from tests.scaffold.edits.ends import already, edited, refused

HEALTHY = {"service": "web", "on": "redis", "condition": "service_healthy"}
LONG = "redis:\n        condition: service_healthy\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    image: a\n", f"    image: a\n    depends_on:\n      {LONG}"),
        (
            "    depends_on:\n      db:\n        condition: service_started\n    image: a\n",
            f"    depends_on:\n      db:\n        condition: service_started\n      {LONG}    image: a\n",
        ),
        (
            "    depends_on:\n      - db  # c\n      - 'x'\n",
            "    depends_on:\n      db:  # c\n        condition: service_started\n      x:\n"
            f"        condition: service_started\n      {LONG}",
        ),
        (
            "    depends_on: [db, 'x'] # c\n    image: a\n",
            "    depends_on: # c\n      db:\n        condition: service_started\n      x:\n"
            f"        condition: service_started\n      {LONG}    image: a\n",
        ),
        (
            "    depends_on: {db: {condition: service_started}}\n",
            '    depends_on: {db: {condition: service_started}, "redis": {condition: service_healthy}}\n',
        ),
        (
            "    depends_on:\n    - db\n",
            f"    depends_on:\n      db:\n        condition: service_started\n      {LONG}",
        ),
    ],
)
def test_with_a_condition(before: str, after: str) -> None:
    head, tail = "services:\n  web:\n", "  db: {}\n"
    edited(
        "compose_depends_on", "compose.yaml", head + before + tail, head + after + tail, **HEALTHY
    )


def test_the_short_form_is_enough_for_started() -> None:
    edited(
        "compose_depends_on",
        "compose.yaml",
        "services:\n  web:\n    depends_on:\n      - db # c\n",
        "services:\n  web:\n    depends_on:\n      - db # c\n      - redis\n",
        service="web",
        on="redis",
    )


def test_the_short_form_in_brackets() -> None:
    for before, after in (("[db]", "[db, redis]"), ("[db,]", "[db, redis]"), ("[]", "[redis]")):
        edited(
            "compose_depends_on",
            "compose.yaml",
            f"services:\n  web:\n    depends_on: {before} # c\n",
            f"services:\n  web:\n    depends_on: {after} # c\n",
            service="web",
            on="redis",
        )


def test_left_alone_where_it_waits_already() -> None:
    already(
        "compose_depends_on",
        "compose.yaml",
        "services:\n  web:\n    depends_on: [redis]\n",
        **HEALTHY,
    )
    already(
        "compose_depends_on",
        "compose.yaml",
        "services:\n  web:\n    depends_on: {redis: {condition: service_started}}\n",
        **HEALTHY,
    )


@pytest.mark.parametrize(
    ("web", "why"),
    [
        ("    depends_on: [\n      db, # c\n    ]\n", "more than names"),
        ("    depends_on: *d\n", "alias"),
        ("    <<: *base\n", "merge key"),
        (
            "    depends_on: &mine\n      - db\n  two:\n    depends_on: *mine\n",
            "changes nothing else",
        ),
    ],
)
def test_refused(web: str, why: str) -> None:
    head = "d: &d\n  - db\nbase: &base\n  depends_on:\n    - db\nservices:\n  web:\n    image: a\n"
    refused("compose_depends_on", "compose.yaml", head + web, why, **HEALTHY)
