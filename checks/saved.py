"""One file for what was seen: `rung assess --save FILE` writes it, `--from FILE` reads it, a person may write it.

```yaml
schema: 1
vitals:                       # enough to decide on; `name: value` is taken as told
  requests_per_second: 40
  p95_ms: {value: 2300, where: "our dashboard", window: "last week", confidence: medium}
snapshots: {}                 # whole looks by type: Postgres, PgBouncer, Redis, Prometheus, Http, ..., Repo
load_points: []               # loads that were tried, and
prices: {}                    # what rungs cost you: both in checks/probes/given.py
```
Each of the keys may be left out, and a file of vitals alone needs none of them; `totals` holds counters for the next
look to go on from. No password is ever in it, and no value of anybody's data: the constants of statements go when
they are read, those of index definitions here, where equal ones keep one number. One exception, which whoever saves
is told: the lab's blueprint (`--lab`) holds the planner's statistics, and those hold single values of columns.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from checks.codec import build, plain, unknown_key
from checks.core import Confidence, Fact, Looks, Problem
from checks.literals import without_literals
from checks.probes import given as added
from checks.probes.given import Loads, Prices
from checks.probes.told import typed, unknown_name
from checks.vitals import Vitals, names, unit_of

SCHEMA = 1
KEYS = ["schema", "vitals", "snapshots", "totals", "load_points", "prices"]
NOTHING = Looks()
FACT_KEYS = ["value", "unit", "where", "confidence", "window", "component"]
LARGEST = 100_000_000
"""Bytes of a file that is read."""


def save(looks: Looks, path: Path, totals: Looks = NOTHING) -> None:
    """Write the looks: YAML where the name ends so, else JSON. The same looks give the same bytes.

    Args:
        totals: counters as they stood last, where `looks` holds what they grew by: the next look goes on from there.

    Raises:
        Problem: the file cannot be written.
    """
    vitals = looks.get(Vitals)
    data = {
        "schema": SCHEMA,
        "vitals": {one.name: _fact_data(one) for one in vitals.known()} if vitals else {},
        "snapshots": {
            type(one).__name__: plain(_kept(one))
            for one in sorted(looks, key=lambda one: type(one).__name__)
            if type(one).__name__ in _kinds()
        },
    }
    if kept := {type(one).__name__: plain(_kept(one)) for one in totals}:
        data["totals"] = kept
    if given := looks.get(Loads):
        data["load_points"] = plain(given.points)
    if prices := looks.get(Prices):
        data["prices"] = plain(prices)
    try:
        path.write_text(_written(data, path), encoding="utf-8")
    except OSError as error:
        raise Problem(
            f"{path} cannot be written: {error.strerror}",
            "name a file in a folder that you may write",
        ) from None


def load(path: Path) -> Looks:
    """The looks of a saved or hand-written file. Snapshots keep what they saw; vitals stand as given.

    Raises:
        Problem: the file cannot be read, is broken, or has a key that is not known.
    """
    data = _read(path)
    if data and not data.keys() & set(KEYS) and any(str(one) in names() for one in data):
        data = {"vitals": data}
    for key in data:
        if str(key) in names():
            raise Problem(f"{path} has {key} beside `vitals`", f"put {key} under `vitals:`")
        if key not in KEYS:
            raise unknown_key(str(key), KEYS, str(path))
    if data.get("schema", SCHEMA) != SCHEMA:
        raise Problem(
            f"{path} has schema {data['schema']!r}, and this version of rung reads {SCHEMA}",
            "save the look again with this version, or install the version that wrote it",
        )
    looks = _added(data, _snapshots(data, "snapshots", path), path)
    given = _mapping(data.get("vitals"), f"{path}: vitals")
    facts = [_fact(str(key), value, path) for key, value in given.items() if value is not None]
    return looks.with_(Vitals().with_facts(*facts)) if facts else looks


def given(path: Path) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    """Of a file that `load` reads: its vitals as facts, and the names of those that stand there without a value.

    Raises:
        Problem: as `load`.
    """
    looks = load(path)
    vitals = looks.get(Vitals) or Vitals()
    names_ = _mapping(_read(path).get("vitals"), f"{path}: vitals")
    empty = tuple(str(name) for name in names_ if names_[name] is None)
    for name in empty:
        if name not in names():
            raise unknown_name(name)
    return tuple(vitals.known()), empty


def totals(path: Path) -> Looks:
    """Of a file that `load` has read: the counters to go on from, as they stood; they are no looks of their own."""
    data = _read(path)
    looks, whole = _snapshots(data, "snapshots", path), _snapshots(data, "totals", path)
    standing = [one for one in looks if getattr(one, "window_s", None) is None]
    return Looks().with_(*standing, *whole)


def _added(data: Mapping[str, Any], looks: Looks, path: Path) -> Looks:
    """The looks with what a person wrote beside them."""
    if data.get("load_points"):
        looks = looks.with_(_loads(data["load_points"], path))
    if data.get("prices"):
        looks = looks.with_(added.prices(data["prices"], f"{path}: prices"))
    return looks


def _loads(data: Any, path: Path) -> Loads:
    return added.loads(data, f"{path}: load_points", where=f"told in {path.name}")


def _snapshots(data: Mapping[str, Any], key: str, path: Path) -> Looks:
    looks, kinds = Looks(), _kinds()
    for name, value in _mapping(data.get(key), f"{path}: {key}").items():
        if name not in kinds:
            raise unknown_key(str(name), sorted(kinds), f"{path}: {key}")
        looks = looks.with_(build(kinds[name], value, f"{path}: {name}"))
    return looks


def _kept(one: object) -> object:
    from checks.probes.postgres import Postgres

    if not isinstance(one, Postgres):
        return one
    numbers: dict[str, str] = {}

    def numbered(literal: str) -> str:
        return numbers.setdefault(literal, f"'constant {len(numbers) + 1}'")

    kept = [
        replace(each, definition=without_literals(each.definition, numbered))
        for each in one.indexes
    ]
    return replace(one, indexes=tuple(kept))


def _kinds() -> Mapping[str, type]:
    from checks.lab.blueprint import Blueprint
    from checks.lab.proof.result import Proof
    from checks.lab.replicas import Replicas
    from checks.lab.terms import Terms
    from checks.probes.host import Host
    from checks.probes.http import Http
    from checks.probes.kafka import Kafka
    from checks.probes.metrics import Metrics
    from checks.probes.pgbouncer import PgBouncer
    from checks.probes.postgres import Postgres
    from checks.probes.prometheus import Prometheus
    from checks.probes.rabbitmq import RabbitMq
    from checks.probes.redis import Redis
    from checks.probes.repo import Repo
    from checks.probes.told import Told

    kinds = (
        Blueprint, Host, Http, Kafka, Metrics, PgBouncer, Postgres, Prometheus, Proof, RabbitMq, Redis, Replicas,
        Repo, Terms, Told,
    )  # fmt: skip
    return {one.__name__: one for one in kinds}


def _fact_data(fact: Fact) -> dict[str, Any]:
    given = plain(fact)
    return {key: given[key] for key in FACT_KEYS if given[key] != "" or key == "value"}


def _fact(name: str, value: Any, path: Path) -> Fact:
    if name not in names():
        raise unknown_name(name)
    if not isinstance(value, Mapping):
        return _told(name, value, path)
    for key in value:
        if key not in FACT_KEYS:
            raise unknown_key(str(key), FACT_KEYS, f"{path}: {name}")
    unit = str(value.get("unit", unit_of(name)))
    if "value" not in value or unit != unit_of(name):
        raise Problem(
            f"{path}: {name} needs a value in {unit_of(name)}",
            f"write {name}: {{value: ...}}; the unit is {unit_of(name)}",
        )
    one = _told(name, value["value"], path)
    text = partial(_text, value, f"{path}: {name}")
    return Fact(
        name=name,
        value=one.value,
        unit=unit,
        where=text("where") or one.where,
        window=text("window"),
        component=text("component"),
        confidence=build(Confidence, value.get("confidence", "high"), f"{path}: {name}.confidence"),
    )


def _told(name: str, value: Any, path: Path) -> Fact:
    if not isinstance(value, str | int | float):
        raise Problem(f"{path}: {name} is neither a value nor a mapping", f"write {name}: 12.5")
    return Fact(
        name=name, value=typed(name, value), unit=unit_of(name), where=f"told in {path.name}"
    )


def _text(given: Mapping[str, Any], place: str, key: str) -> str:
    return str(build(str, given.get(key, ""), f"{place}.{key}"))


def _mapping(value: Any, place: str) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise Problem(f"{place} is not a mapping of names", "see `rung assess --schema`")
    return value


def _written(data: Mapping[str, Any], path: Path) -> str:
    if path.suffix.lower() not in {".yml", ".yaml"}:
        return json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return str(yaml.dump(data, Dumper=dumper, sort_keys=False, allow_unicode=True, width=120))


def _read(path: Path) -> Mapping[str, Any]:
    try:
        if path.stat().st_size > LARGEST:
            raise Problem(f"{path} is larger than a saved look can be", "name the file of `--save`")
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror}", "check the file's name") from None
    except UnicodeDecodeError:
        raise Problem(f"{path} is not a text file", "name the file of `--save`") from None
    found = _parsed(text, path)
    if not isinstance(found, Mapping):
        raise Problem(
            f"{path} is not a saved look", "write a mapping with vitals: and under it name: value"
        )
    return found


def _parsed(text: str, path: Path) -> Any:
    if text.lstrip().startswith("{"):
        try:
            return json.loads(text)
        except (json.JSONDecodeError, RecursionError) as error:
            if path.suffix.lower() == ".json":
                line = getattr(error, "lineno", 1)
                raise Problem(
                    f"{path}:{line} is broken JSON", "mend it, or save it again"
                ) from None
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        if any(isinstance(one, yaml.AliasEvent) for one in yaml.parse(text, Loader=loader)):
            raise Problem(f"{path} uses YAML aliases", "write the values out")
        return yaml.load(text, Loader=loader)  # noqa: S506 (a safe loader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        raise Problem(f"{path}:{line} is broken YAML", "mend it, or save it again") from None
