"""One setting of a settings module."""

import pytest

from scaffold.edits.core import Edit, Edited, Refused, run
from scaffold.tree import Tree
from tests.scaffold.edits.ends import NOWHERE, already, edited, refused

OPTIONS = {
    "file": "s.py",
    "path": ["DATABASES", "default", "OPTIONS"],
    "key": "pool",
    "value": True,
}
AGE = {"file": "s.py", "path": ["DATABASES", "default"], "key": "CONN_MAX_AGE", "value": "60"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            'DATABASES = {\n    "default": {\n        "NAME": env("X"),  # n\n    }\n}\n',
            'DATABASES = {\n    "default": {\n        "NAME": env("X"),  # n\n'
            '        "OPTIONS": {"pool": True},\n    }\n}\n',
        ),
        (
            "DATABASES = {'default': {'OPTIONS': {'a': 1}}}\n",
            "DATABASES = {'default': {'OPTIONS': {'a': 1, \"pool\": True}}}\n",
        ),
        ("DATABASES = {'default': {}}", 'DATABASES = {\'default\': {"OPTIONS": {"pool": True}}}'),
    ],
)
def test_a_key_in_a_dictionary_literal(before: str, after: str) -> None:
    edited("python_setting", "s.py", before, after, **OPTIONS)


def test_a_name_at_module_level() -> None:
    arguments = {"file": "s.py", "path": [], "key": "X", "value": '"a"'}
    edited("python_setting", "s.py", "A = 1", 'A = 1\nX = "a"', **arguments)
    why = "s.py:1 gives X a value of its own, which stays"
    refused("python_setting", "s.py", "X: str = f(\n)  # c\n", why, **arguments)
    already("python_setting", "s.py", "X = 'a'\n", **arguments)


LINE = '\nDATABASES["default"]["CONN_MAX_AGE"] = 60\n'


@pytest.mark.parametrize(
    "before",
    [
        "DATABASES = {'default': env.db()}\n",
        "DATABASES = {'default': {**common}}\n",
        "DATABASES = parse_db_settings()\nif DATABASES:\n    X = 1\n",
        "if x:\n    DATABASES = {'default': env.db()}\nelse:\n    DATABASES = {'default': {}}\n",
        "DATABASES = {'default': {}}\nDATABASES['default'].update(x)\n",
        "DATABASES: dict[str, object] = load()\n",
        "try:\n    DATABASES = a()\nexcept KeyError:\n    DATABASES = b()\n",
    ],
)
def test_what_is_worked_out_gets_a_statement_at_the_end(before: str) -> None:
    edited("python_setting", "s.py", before, before + LINE, **AGE)


def test_directly_below_another_of_its_kind() -> None:
    before = "DATABASES = {'default': {}}\nDATABASES['default'] = dj.config()\n"
    edited("python_setting", "s.py", before, before + LINE.lstrip(), **AGE)


def test_a_change_of_another_part_leaves_the_literal_the_place() -> None:
    before = "DATABASES = {'default': {'A': 1}}\nDATABASES['replica'] = dj.config()\nDATABASES['default']['B'] = 2\n"
    after = before.replace("'A': 1", "'A': 1, \"CONN_MAX_AGE\": 60")
    edited("python_setting", "s.py", before, after, **AGE)


def test_the_settings_that_another_module_brings() -> None:
    base = {"shop/settings/base.py": b"DATABASES = {'default': env.db()}\n"}
    star = b"from .base import *  # noqa: F403\n\nDEBUG = False\n"
    arguments = {**AGE, "file": "shop/settings/production.py"}
    edit = Edit(operation="python_setting", arguments=arguments)
    for line in (star, star.replace(b".base", b"shop.settings.base")):
        files = {**base, "shop/settings/production.py": line}
        end = run(edit, Tree(root=NOWHERE, changed=files))
        assert isinstance(end, Edited), end
        assert end.content.decode() == line.decode() + LINE
    missing = {"shop/settings/production.py": star, "shop/settings/base.py": b"A = 1\n"}
    assert isinstance(run(edit, Tree(root=NOWHERE, changed=missing)), Refused)


def test_a_value_that_the_other_module_gives_stays() -> None:
    base = "DATABASES = {'default': {}}\nDATABASES['default'].update(dj.config(conn_max_age=env('X')))\n"
    files = {"base.py": base.encode(), "s.py": b"from .base import *\n"}
    end = run(Edit(operation="python_setting", arguments=AGE), Tree(root=NOWHERE, changed=files))
    assert isinstance(end, Refused)
    assert "base.py:2 gives CONN_MAX_AGE a value of its own" in end.why


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("A = 1\n", "does not surely assign DATABASES"),
        ("if x:\n    DATABASES = {'default': {}}\n", "does not surely assign DATABASES"),
        ("def f():\n    DATABASES = {'default': {}}\n", "does not surely assign DATABASES"),
        ("from .base import *\n", "does not surely assign DATABASES"),
        ("DATABASES = {'default': {'CONN_MAX_AGE': 5}}\n", "s.py:1 gives CONN_MAX_AGE a value of its own"),
        ("DATABASES = f()\nDATABASES['default']['CONN_MAX_AGE'] = 5\n", "s.py:2 gives CONN_MAX_AGE"),
        ("DATABASES = {'default': dj.config(conn_max_age=5)}\n", "s.py:1 gives CONN_MAX_AGE"),
        ("DATABASES = {'default': {}}\nDATABASES['default'].update(dj.config(conn_max_age=5))\n", "s.py:2 gives"),
    ],
)  # fmt: skip
def test_refused_where_it_may_not_be_there_or_has_a_value(before: str, why: str) -> None:
    end = refused("python_setting", "s.py", before, why, **AGE)
    assert end.snippet.endswith('DATABASES["default"]["CONN_MAX_AGE"] = 60')


def test_the_snippet_makes_missing_levels() -> None:
    end = refused("python_setting", "s.py", "A = 1\n", "", **OPTIONS)
    assert end.snippet.endswith('DATABASES["default"].setdefault("OPTIONS", {})["pool"] = True')


POSTGRES = {"where": {"ENGINE": ["postgresql", "postgis"]}}
SWITCH = """DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3"}}
if os.getenv("DB") == "postgres":
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "OPTIONS": {"sslmode": "prefer"},
        }
    }
"""
GUARD = 'if DATABASES["default"].get("ENGINE", "").endswith(("postgresql", "postgis")):\n'


def test_of_several_dictionaries_the_one_that_fits() -> None:
    after = SWITCH.replace('"prefer"}', '"prefer", "pool": True}')
    edited("python_setting", "s.py", SWITCH, after, **OPTIONS, **POSTGRES)


def test_what_cannot_be_told_before_it_runs_is_asked_then() -> None:
    before = "DATABASES = {'default': env.db()}\n"
    pool = f'{before}\n{GUARD}    DATABASES["default"].setdefault("OPTIONS", {{}})["pool"] = True\n'
    edited("python_setting", "s.py", before, pool, **OPTIONS, **POSTGRES)
    both = f'{pool}    DATABASES["default"]["CONN_MAX_AGE"] = 60\n'
    edited("python_setting", "s.py", pool, both, **AGE, **POSTGRES)
    already("python_setting", "s.py", both, **OPTIONS, **POSTGRES)


def test_another_database_is_left_alone() -> None:
    sqlite = "DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3'}}\n"
    refused("python_setting", "s.py", sqlite, "postgresql", **OPTIONS, **POSTGRES)


def test_a_dictionary_that_is_too_wide_has_one_item_a_line() -> None:
    arguments = {
        **OPTIONS,
        "value": '{"min_size": 0, "max_size": 8, "timeout": 10, "max_idle": 600, "max_lifetime": 3600}',
    }
    items = [f'"{key}": {one},' for key, one in (("min_size", 0), ("max_size", 8), ("timeout", 10))]
    items += ['"max_idle": 600,', '"max_lifetime": 3600,']
    before = 'DATABASES = {\n    "default": {\n        "OPTIONS": {\n            "a": 1,\n        },\n    }\n}\n'
    lines = "".join(f"                {one}\n" for one in items)
    after = before.replace(
        '"a": 1,\n', f'"a": 1,\n            "pool": {{\n{lines}            }},\n'
    )
    edited("python_setting", "s.py", before, after, **arguments)
    lines = "".join(f"    {one}\n" for one in items)
    worked = "DATABASES = {'default': env.db()}\n"
    statement = f'\nDATABASES["default"].setdefault("OPTIONS", {{}})["pool"] = {{\n{lines}}}\n'
    edited("python_setting", "s.py", worked, worked + statement, **arguments)
    lines = "".join(f"        {one}\n" for one in items)
    guarded = f'\n{GUARD}    DATABASES["default"].setdefault("OPTIONS", {{}})["pool"] = {{\n{lines}    }}\n'
    edited("python_setting", "s.py", worked, worked + guarded, **arguments, **POSTGRES)
