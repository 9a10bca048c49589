"""A plan as JSON, for `--dry-run --json` and `--plan FILE`; `rung apply FILE` does exactly what it says."""

import base64
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from checks.core import Problem
from playbooks.core import Prediction
from scaffold.core import Change, Kind, Plan, Step, Verb

SCHEMA = 1


def to_json(plan: Plan) -> str:
    """The keys of `--dry-run` (schema, rung, changes, commands, notes), and what `from_json` needs beside them.

    Contents are text where they are UTF-8, else base64 in `before_base64` and `after_base64`.
    """
    step = plan.step
    whole = {
        "schema": SCHEMA,
        "rung": step.rung,
        "root": str(plan.root),
        "verb": str(plan.verb),
        "more": list(plan.more),
        "answers": step.answers,
        "predicts": asdict(step.predicts) if step.predicts else None,
        "override": step.override,
        "changes": [_told(one) for one in plan.changes],
        "records": [_told(one) for one in plan.records],
        "commands": list(plan.commands),
        "notes": list(plan.notes),
    }
    return json.dumps(whole, indent=2, ensure_ascii=True) + "\n"


def from_json(text: str) -> Plan:
    """The plan that was saved. Problem where the text is no such plan."""
    try:
        whole = json.loads(text)
        if whole["schema"] != SCHEMA:
            raise Problem(
                f"The plan has schema {whole['schema']}, this rung reads {SCHEMA}.",
                "Make the plan again.",
            )
        promise = whole["predicts"]
        return Plan(
            root=Path(whole["root"]),
            step=Step(
                rung=whole["rung"],
                answers=whole["answers"],
                predicts=Prediction(**promise) if promise else None,
                override=whole["override"],
            ),
            changes=tuple(_change(one) for one in whole["changes"]),
            records=tuple(_change(one) for one in whole["records"]),
            commands=tuple(whole["commands"]),
            notes=tuple(whole["notes"]),
            verb=Verb(whole["verb"]),
            more=tuple(whole["more"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Problem(f"This is not a saved plan: {error}.", "Save one with --plan FILE.") from None


def _told(change: Change) -> dict[str, Any]:
    return {
        "path": change.path,
        "kind": str(change.kind),
        "mode": change.mode,
        "note": change.note,
        "was": change.was,
        "secret": change.secret,
        **_content("before", change.before),
        **_content("after", change.after),
    }


def _content(name: str, content: bytes | None) -> dict[str, str | None]:
    try:
        return {name: None if content is None else content.decode()}
    except UnicodeDecodeError:
        return {f"{name}_base64": base64.b64encode(content or b"").decode()}


def _change(one: dict[str, Any]) -> Change:
    return Change(
        path=one["path"],
        kind=Kind(one["kind"]),
        before=_bytes(one, "before"),
        after=_bytes(one, "after"),
        mode=one["mode"],
        note=one["note"],
        was=one["was"],
        secret=one["secret"],
    )


def _bytes(one: dict[str, Any], name: str) -> bytes | None:
    if f"{name}_base64" in one:
        return base64.b64decode(one[f"{name}_base64"])
    text = one[name]
    return None if text is None else str(text).encode()
