"""The JSON of every command, in the keys that the documentation promises. `SCHEMA` is its version."""

import json
import sys
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from checks.changes import Difference
from checks.codec import plain
from checks.core import Fact, Finding, Looks, Problem
from checks.engine import Result
from checks.probes.repo.snapshot import Repo
from checks.redact import redact
from checks.vitals import Vitals
from cli.catalogue import Entry
from cli.projected import Projected
from playbooks.core import Decision, Verdict
from playbooks.model.runway import Runway
from scaffold.core import Change, Plan, Verification
from scaffold.status import Status

SCHEMA = 1
Json = dict[str, Any]


def write(page: Json | list[Json], output: Path | None = None) -> None:
    """The page to a file that the user named, or to standard output; URLs without their passwords."""
    text = json.dumps(clean(page), indent=2, ensure_ascii=False, default=str) + "\n"
    emit(text, output)


def emit(text: str, output: Path | None = None) -> None:
    """Text to a file that the user named, or to standard output."""
    if output is None:
        sys.stdout.write(text)
    else:
        save(text, output)


def clean(value: Any) -> Any:
    """The value with the passwords taken out of every text in it, line by line."""
    if isinstance(value, str):
        return "".join(redact(line) for line in value.splitlines(keepends=True))
    if isinstance(value, dict):
        return {key: clean(one) for key, one in value.items()}
    return [clean(one) for one in value] if isinstance(value, list | tuple) else value


def save(text: str, output: Path) -> None:
    """Write a file that the user named.

    Raises:
        Problem: the file cannot be written.
    """
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Problem(
            f"{output} cannot be written: {error.strerror}", "name a file in a folder that is there"
        ) from error


def assessment(
    root: Path,
    looks: Looks,
    results: dict[str, Result],
    decision: Decision,
    *,
    ahead: Projected | None = None,
    facts: bool = False,
    changed: tuple[Difference, ...] = (),
) -> Json:
    """schema, project, vitals, findings, changes, verdicts, next, what is ahead; with `facts` all context."""
    vitals = looks.get(Vitals) or Vitals()
    return {
        "schema": SCHEMA,
        "project": project(root, looks.get(Repo), facts=facts),
        "vitals": {one.name: fact(one) for one in vitals.known()},
        "findings": findings(results),
        "changes": [asdict(one) for one in changed],
        "verdicts": [verdict(one) for one in decision.verdicts],
        "next": {
            "rung": decision.next,
            "then": list(decision.then),
            "ask": asdict(decision.ask) if decision.ask else None,
        },
        "saturated": {"resource": decision.saturated, **asdict(decision.saturated_because)},
        "direction": decision.direction,
        "overruled": [asdict(one) for one in decision.overruled],
        **(projection(ahead) if ahead else {}),
    }


def projection(ahead: Projected) -> Json:
    """capacity and runways; carry and incident where they were asked for (null where not)."""
    return {
        "capacity": asdict(ahead.capacity),
        "runways": [runway(one) for one in ahead.runways],
        "carry": asdict(ahead.chosen) if ahead.chosen is not None else None,
        "incident": [asdict(one) for one in ahead.actions],
    }


def runway(one: Runway) -> Json:
    """With its dates, counted from today."""
    bad = one.days_bad_year
    dates = {"date": day(one.days), "date_bad_year": None if bad is None else day(bad)}
    return {**asdict(one), **dates}


def day(days: float) -> str:
    """The date in so many days; the last there is where that is beyond the calendar."""
    try:
        return (date.today() + timedelta(days=days)).isoformat()
    except OverflowError:
        return date.max.isoformat()


def project(root: Path, repo: Repo | None, *, facts: bool = False) -> Json:
    """root, applicable, and every component's facts; with `facts` the context that they stand in."""
    page = {
        "root": str(root),
        "applicable": bool(repo and repo.applicable),
        "components": [
            {
                "path": component.path,
                "kind": component.kind,
                "roles": list(component.roles),
                "facts": [
                    {
                        "name": one.name,
                        "value": one.value,
                        "where": str(one.place) if one.place else "",
                        "state": one.state,
                        "confidence": one.confidence,
                        **({"overrules": one.overrules} if one.overrules else {}),
                    }
                    for one in component.facts
                ],
            }
            for component in (repo.components if repo else ())
        ],
        "unread": [
            {"path": path, "reason": reason} for path, reason in (repo.unread if repo else ())
        ],
    }
    if facts and repo is not None:
        page["why_not"] = repo.why_not
        page["context"] = plain(repo.context)
    return page


def fact(one: Fact) -> Json:
    """A fact without its empty fields."""
    return {key: value for key, value in asdict(one).items() if value != "" and key != "name"}


def findings(results: dict[str, Result]) -> list[Json]:
    """Every finding of every check."""
    return [finding(one) for result in results.values() for one in result.report.findings]


def finding(one: Finding) -> Json:
    """A finding with its place as file:line."""
    return {
        "check": one.check,
        "severity": one.severity,
        "confidence": one.confidence,
        "message": one.message,
        "remedy": one.remedy,
        "where": str(one.place) if one.place else "",
        "facts": [asdict(each) for each in one.facts],
    }


def verdict(one: Verdict) -> Json:
    """rung, answer, because, against, predicts, flips."""
    return asdict(one)


def verification(found: Verification) -> Json:
    """schema, rung, passed, checks, predicted, measured."""
    return {
        "schema": SCHEMA,
        "rung": found.rung,
        "passed": found.passed,
        "checks": [
            {"tried": tried, "held": held, "seen": seen} for tried, held, seen in found.checks
        ],
        "predicted": asdict(found.predicted) if found.predicted else None,
        "measured": fact(found.measured) if found.measured else None,
    }


def entries(chosen: dict[str, Entry]) -> list[Json]:
    """The pages of `rung explain`."""
    return [
        {
            "name": one.name,
            "kind": one.kind,
            "title": one.title,
            "head": {label: said for label, said in one.head if said},
            "thresholds": [asdict(each) for each in one.lines],
            "body": one.body,
        }
        for one in chosen.values()
    ]


def status(found: Status) -> Json:
    """schema, root, rungs (each file's state), conflicts, newer, needs, interrupted."""
    return {
        "schema": SCHEMA,
        "root": str(found.root),
        "rungs": {one.rung: dict(one.files) for one in found.rungs},
        "conflicts": {one.rung: dict(one.waits) for one in found.rungs if one.waits},
        "newer": [one.rung for one in found.rungs if one.newer],
        "needs": {one.rung: list(one.needs) for one in found.rungs if one.needs},
        "interrupted": found.interrupted,
    }


def planned(plan: Plan) -> Json:
    """schema, rung (the first of rungs), rungs, verb, changes, records, commands, notes, conflicts."""
    return {
        "schema": SCHEMA,
        "rung": plan.rungs[0] if plan.rungs else "",
        "rungs": list(plan.rungs),
        "verb": plan.verb,
        "changes": [change(plan.shown(one)) for one in plan.changes],
        "commands": list(plan.commands),
        "notes": list(plan.notes),
        "conflicts": list(plan.conflicts),
        "records": [one.path for one in plan.records],
    }


def change(one: Change) -> Json:
    """A change with its diff; a file that is no text has an empty one."""
    from scaffold.diff import unified

    return {
        "path": one.path,
        "kind": one.kind,
        "was": one.was,
        "writes": one.before != one.after,
        "diff": unified(one) if one.was or one.before != one.after else "",
        "note": one.note,
    }
