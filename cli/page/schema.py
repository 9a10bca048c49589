"""The JSON schema of the figures that the ladder reasons with, made from `checks/vitals.py`."""

from typing import Any

from checks.vitals import how_to_measure, meaning_of, most_of, names, unit_of, words_of

TYPES = {"bool": "boolean", "str": "string"}


def vitals() -> dict[str, Any]:
    """The schema of `vitals` in `assess --json`, in saved looks, and of `--tell NAME=VALUE`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "rung vitals, version 1",
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _one(name) for name in names()},
    }


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
