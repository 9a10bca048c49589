"""What a settings module says when it runs: before, after, and nothing else than the one key between them."""

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scaffold.edits.core import Already, Edit, Edited, Refused, run
from scaffold.tree import Tree
from tests.scaffold.edits.ends import NOWHERE

STATEMENTS = (
    'DATABASES = {"default": {"ENGINE": "x.postgresql"}}',
    "DATABASES = {'default': {'ENGINE': 'x.sqlite3', 'OPTIONS': {'a': 1}}, 'other': {}}",
    "DATABASES = {\n    'default': {\n        'ENGINE': 'x.postgresql',  # é\n"
    "        'OPTIONS': {\n            'a': 1\n        },\n    }\n}",
    "DATABASES = env()",
    "DATABASES = {'default': env()['default']}",
    "DATABASES['default'] = env()['default']",
    "DATABASES['default']['TEST'] = {'NAME': 't'}",
    "DATABASES['other'] = {'ENGINE': 'y'}",
    "DATABASES['default'].update(env()['default'])",
    "DATABASES['default'].setdefault('OPTIONS', {})['b'] = 2",
    "if ON:\n    DATABASES = {'default': {'ENGINE': 'x.postgresql', 'ON': 1}}",
    "if ON:\n    DATABASES = env()\nelse:\n    DATABASES = {'default': {'ENGINE': 'x.sqlite3'}}",
    "def f():\n    DATABASES = {'default': {}}\n    return DATABASES",
    "X = 1; Y = 2",
    "# a comment\n",
)  # fmt: skip
WHERE = {"ENGINE": ["postgresql"]}


def env() -> dict[str, Any]:
    return {"default": {"ENGINE": "z.postgresql", "OPTIONS": {"c": 3}}}


def said(source: str, on: bool) -> dict[str, Any] | None:
    """The databases that a module of these statements ends with; None where it does not run."""
    names: dict[str, Any] = {"env": env, "ON": on}
    try:
        exec(source, names)
    except (NameError, KeyError):
        return None
    found = names.get("DATABASES")
    return found if isinstance(found, dict) and isinstance(found.get("default"), dict) else None


@given(
    st.lists(st.sampled_from(STATEMENTS), max_size=5), st.booleans(), st.booleans(), st.booleans()
)
def test_the_one_key_is_set_where_it_should_be(
    statements: list[str], guarded: bool, deep: bool, last: bool
) -> None:
    source = "\n".join(statements) + ("\n" if last else "")
    path = ["DATABASES", "default", *(["OPTIONS"] if deep else [])]
    arguments = {"file": "s.py", "path": path, "key": "pool", "value": '{"min_size": 0}'}
    edit = Edit(
        operation="python_setting",
        arguments={**arguments, "where": WHERE} if guarded else arguments,
    )
    tree = Tree(root=NOWHERE, changed={"s.py": source.encode()})
    end = run(edit, tree)
    if isinstance(end, Refused):
        assert end.snippet
        return
    assert isinstance(end, Edited)
    assert isinstance(run(edit, tree.with_("s.py", end.content)), Already)
    for on in (True, False):
        before, after = said(source, on), said(end.content.decode(), on)
        if before is None:
            continue
        fits = str(before["default"].get("ENGINE", "")).endswith("postgresql")
        wanted = copy.deepcopy(before)
        if fits or not guarded:
            holder = wanted["default"].setdefault("OPTIONS", {}) if deep else wanted["default"]
            holder["pool"] = {"min_size": 0}
        assert after == wanted
