"""Snapshots to plain data and back: frozen dataclasses of numbers, texts, enums, tuples, sets, mappings."""

import dataclasses
import difflib
import math
import types
import typing
from collections.abc import Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from checks.core import Problem
from checks.redact import redact

STATEMENT_TEXT = ("Statement", "text")
"""The one text that is not redacted: constants are out of it, and `password = $1` must stay SQL."""


def plain(value: object) -> Any:
    """The value as JSON can hold it; passwords are taken out of every text."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            one.name: getattr(value, one.name)
            if (type(value).__name__, one.name) == STATEMENT_TEXT
            else plain(getattr(value, one.name))
            for one in dataclasses.fields(value)
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(plain(one) for one in value)
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return redact(str(value)) if isinstance(value, str | Path) else value


def build(kind: Any, data: Any, place: str) -> Any:
    """The value of this type that the plain data describes; `place` names it in a complaint.

    Raises:
        Problem: a key that the type does not have, or data of another form.
    """
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return _one_of(inside, data, place)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _record(kind, data, place)
    if origin is tuple:
        return _row(inside, data, place)
    if origin is frozenset and isinstance(data, list):
        return frozenset(build(inside[0], one, place) for one in data)
    if origin is not None and isinstance(data, Mapping):
        return {str(key): build(inside[1], one, f"{place}.{key}") for key, one in data.items()}
    return _simple(kind, data, place)


def unknown_key(key: str, known: list[str], place: str) -> Problem:
    """The complaint about a key that is not there, with the one that was likely meant."""
    close = difflib.get_close_matches(key, known, n=1)
    return Problem(
        f"{place} has an unknown key {key!r}" + (f", did you mean {close[0]!r}?" if close else ""),
        f"known keys: {', '.join(known)}" if len(known) <= 12 else "see `rung assess --schema`",
    )


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _record(kind: type, data: Any, place: str) -> Any:
    if not isinstance(data, Mapping):
        raise _wrong(place, "a mapping")
    hints = _hints(kind)
    known = [one.name for one in dataclasses.fields(kind)]
    for key in data:
        if key not in known:
            raise unknown_key(str(key), known, place)
    try:
        return kind(**{key: build(hints[key], one, f"{place}.{key}") for key, one in data.items()})
    except TypeError:
        raise _wrong(place, f"complete ({', '.join(known)})") from None


def _row(inside: tuple[Any, ...], data: Any, place: str) -> tuple[Any, ...]:
    if not isinstance(data, list | tuple):
        raise _wrong(place, "a list")
    if len(inside) == 2 and inside[1] is Ellipsis:
        return tuple(build(inside[0], one, f"{place}[{n}]") for n, one in enumerate(data))
    if len(inside) != len(data):
        raise _wrong(place, f"a list of {len(inside)}")
    return tuple(build(one, each, place) for one, each in zip(inside, data, strict=True))


def _one_of(inside: tuple[Any, ...], data: Any, place: str) -> Any:
    if data is None and type(None) in inside:
        return None
    if type(data) in inside:
        return data
    candidates = [one for one in inside if one is not type(None)]
    problem: Problem | None = None
    for one in candidates:
        try:
            return build(one, data, place)
        except Problem as error:
            problem = error
    raise problem or _wrong(place, "something else")


def _simple(kind: Any, data: Any, place: str) -> Any:
    if kind in (Any, object):
        return data
    if kind is float and isinstance(data, int | float | str) and not isinstance(data, bool):
        try:
            return float(data)
        except ValueError:
            raise _wrong(place, "a number") from None
    if isinstance(kind, type) and issubclass(kind, Enum):
        try:
            return kind(data)
        except ValueError:
            raise _wrong(place, f"one of {', '.join(str(one.value) for one in kind)}") from None
    if kind is Path and isinstance(data, str):
        return Path(data)
    if isinstance(kind, type) and isinstance(data, kind):
        if kind is int and isinstance(data, bool):
            raise _wrong(place, "a whole number")
        return data
    raise _wrong(place, f"of type {getattr(kind, '__name__', kind)}")


def _wrong(place: str, wanted: str) -> Problem:
    return Problem(f"{place} is not {wanted}", "save the look again with `rung assess --save FILE`")
