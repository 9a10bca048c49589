"""Django: the settings module that production names, its base modules first."""

import ast
from collections.abc import Iterator

from checks.probes.repo.context.model import Layer, Setting
from checks.probes.repo.settings.environment import variable_of
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import Call
from checks.probes.repo.words import State


def read(sight: Sight) -> Iterator[Layer | Setting]:
    """Every setting of the look at the Django site; what an expression computes is unknown."""
    app = sight.python
    if app is None or app.settings_file is None:
        return
    component = sight.folder_of(app.app_file) or "."
    files = dict.fromkeys([*(one.place.path for one in app.settings.values()), app.settings_file])
    for path in files:
        last = path == app.settings_file
        because = f"named by {app.app_file}" if last else f"imported by {app.settings_file}"
        yield Layer(component=component, path=path, state=State.ACTIVE, because=because)
    for name, call in app.settings.items():
        yield of_call(component, name, call)


def of_call(component: str, name: str, call: Call) -> Setting:
    """A setting out of its source text; one that the environment or an expression decides is unknown."""
    text = call.keywords.get("value", "")
    variable, default = variable_of(text)
    if variable:
        value, state = default, State.UNKNOWN_IN_PRODUCTION
    else:
        literal = _literal(text)
        value = text[:200] if literal is None else literal
        unsure = literal is None or call.keywords.get("conditional")
        state = State.UNKNOWN_IN_PRODUCTION if unsure else State.ACTIVE
    return Setting(
        component=component,
        name=name,
        value=value,
        place=call.place,
        state=state,
        variable=variable,
    )


def _literal(text: str) -> str | None:
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None
    return value if isinstance(value, str) else str(value)
