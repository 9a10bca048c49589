"""Settings that are written as `name = value` lines, and values that an environment variable decides."""

import re

from checks.core import Place
from checks.probes.repo.context.model import Setting
from checks.probes.repo.words import State

VARIABLE = re.compile(
    r"""(?:ENV(?:\.fetch\()?[(\[]?|env\(|getenv\(|environ(?:\.get)?[(\[]|System\.get_env\(|fetch_env!?\(|\$\{|%env\((?:\w+:)*)
    \s*["']?([A-Za-z_][A-Za-z0-9_.]*)["']?""",
    re.X,
)
LITERAL = re.compile(
    r"^(?::(\w+)|[\"']([^\"'#{}$]*)[\"']|(true|false|nil|null|-?[\d_.]+)|\w+::\w[\w.:]*)$"
)


def setting(
    component: str, name: str, text: str, path: str, line: int, *, sure: bool = True
) -> Setting:
    """A setting out of its source text; `sure` is False where a condition stands around the line."""
    text = text.strip().rstrip(",;").strip()
    place = Place(path=path, line=line)
    variable = VARIABLE.search(text)
    if variable:
        return Setting(
            component=component,
            name=name,
            value=default_of(text[variable.end() :]),
            place=place,
            state=State.UNKNOWN_IN_PRODUCTION,
            variable=variable.group(1),
        )
    found = LITERAL.match(text)
    value = next((one for one in found.groups() if one), "") if found else text[:200]
    state = State.ACTIVE if sure else State.UNKNOWN_IN_PRODUCTION
    return Setting(component=component, name=name, value=value, place=place, state=state)


def default_of(rest: str) -> str:
    """What stands behind the variable's name: `, 'file')`, `:file}`, `|| "file"`, `, env('B', 'file')`."""
    if inner := VARIABLE.search(rest):
        return default_of(rest[inner.end() :])
    if rest[:1] == ":" and "}" in rest:  # ${NAME:default with : in it}
        return rest[1:].removeprefix("-").partition("}")[0]
    found = re.match(
        r"[\s)\]]*(?:,|:-?|\|\|)\s*:?[\"']?([^\"'(){}|,\]]*)|[\s)\]]*\{\s*[\"']?([^\"'{}]*)", rest
    )
    return next((one.strip() for one in found.groups() if one), "") if found else ""


def without_comment(line: str, *marks: str) -> str:
    """The line up to a comment's mark that starts the line or follows a blank."""
    for mark in marks:
        found = re.search(rf"(^|\s){re.escape(mark)}", line)
        if found:
            line = line[: found.start()]
    return line.rstrip()
