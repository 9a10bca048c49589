"""The JSON schemas that are published: the figures that the ladder reasons with, and a plan of changes."""

from typing import Any

from checks.vitals import how_to_measure, meaning_of, most_of, names, unit_of, words_of
from cli.page import ahead

SCHEMA = 1
TYPES = {"bool": "boolean", "str": "string"}


def vitals() -> dict[str, Any]:
    """The schema of `vitals` in `assess --json`, in saved looks, and of `--tell NAME=VALUE`.

    Its `$defs` describe what `assess --json` says of the time ahead.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "rung vitals, version 1",
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _one(name) for name in names()},
        "$defs": ahead.schema(),
    }


def plan() -> dict[str, Any]:
    """The schema of what `add`, `undo`, `upgrade` and `eject` print with `--json`."""
    from scaffold.core import Kind, Verb

    text = {"type": "string"}
    change = {
        "path": text,
        "kind": {"enum": [one.value for one in Kind]},
        "was": {**text, "description": "where the template had the file before it moved here"},
        "writes": {"type": "boolean"},
        "diff": {
            **text,
            "description": "unified; empty where nothing is written, and for a file that is no text",
        },
        "note": text,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "rung plan, version 1",
        **_closed({
            "schema": {"const": SCHEMA},
            "rung": text,
            "rungs": _list_of(text),
            "verb": {"enum": [one.value for one in Verb]},
            "changes": _list_of(_closed(change)),
            "commands": {**_list_of(text), "description": "what a person runs next, in order"},
            "notes": _list_of(text),
            "conflicts": {**_list_of(text), "description": "files that wait to be settled"},
            "records": {**_list_of(text), "description": "files of .rung/ that change with it"},
            "applied": {"type": "boolean"},
        }),
    }  # fmt: skip


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    names_ = list(properties)
    return {
        "type": "object", "additionalProperties": False, "required": names_, "properties": properties,
    }  # fmt: skip


def _list_of(one: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": one}


def _one(name: str) -> dict[str, Any]:
    unit = unit_of(name)
    text = {"type": "string"}
    return {
        "description": meaning_of(name),
        "$comment": how_to_measure(name),
        "type": "object",
        "required": ["value"],
        "additionalProperties": False,
        "properties": {
            "value": _value(name, unit),
            "unit": {"const": unit},
            "where": text,
            "confidence": {"enum": ["high", "medium", "low"]},
            "window": text,
            "component": text,
        },
    }


def _value(name: str, unit: str) -> dict[str, Any]:
    """The value's kind, and its plausible range or its closed words."""
    kind: dict[str, Any] = {"type": TYPES.get(unit, "number")}
    if unit not in TYPES:
        kind |= {"minimum": 0, "maximum": most_of(name)}
    return kind | ({"enum": list(words_of(name))} if words_of(name) else {})
