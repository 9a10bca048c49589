"""One setting of a settings module."""

import pytest

from tests.scaffold.edits.ends import already, edited, refused

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
        (
            "DATABASES = {'default': {'OPTIONS': {'pool': False}}}\n",
            "DATABASES = {'default': {'OPTIONS': {'pool': True}}}\n",
        ),
        ("DATABASES = {'default': {}}", 'DATABASES = {\'default\': {"OPTIONS": {"pool": True}}}'),
    ],
)
def test_a_key_in_a_dictionary_literal(before: str, after: str) -> None:
    edited("python_setting", "s.py", before, after, **OPTIONS)


def test_a_name_at_module_level() -> None:
    arguments = {"file": "s.py", "path": [], "key": "X", "value": '"a"'}
    edited("python_setting", "s.py", "A = 1", 'A = 1\nX = "a"', **arguments)
    edited("python_setting", "s.py", "X: str = f(\n)  # c\n", 'X: str = "a"  # c\n', **arguments)
    already("python_setting", "s.py", "X = 'a'\n", **arguments)


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("DATABASES = {'default': env.db()}\n", "['default'] in s.py is not a plain dictionary"),
        ("DATABASES = {'default': {**common}}\n", "not a plain dictionary"),
        ("A = 1\n", "does not assign DATABASES once"),
        (
            "DATABASES = {'default': {}}\nDATABASES['default'] = dj.config()\n",
            "does not assign DATABASES once",
        ),
        (
            "DATABASES = {'default': {}}\nDATABASES['default'].update(x)\n",
            "does not assign DATABASES once",
        ),
        ("if x:\n    DATABASES = {'default': {}}\n", "does not assign DATABASES once"),
        ("from .base import *\n", "does not assign DATABASES once"),
    ],
)
def test_refused_where_the_dictionary_is_worked_out(before: str, why: str) -> None:
    end = refused("python_setting", "s.py", before, why, **AGE)
    assert end.snippet.endswith("DATABASES['default']['CONN_MAX_AGE'] = 60")


def test_the_snippet_makes_missing_levels() -> None:
    end = refused("python_setting", "s.py", "A = 1\n", "", **OPTIONS)
    assert end.snippet.endswith("DATABASES['default'].setdefault('OPTIONS', {})['pool'] = True")
