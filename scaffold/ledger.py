"""`.rung/` in a project: which rungs it holds, what was written for them, and what stood there before.

    rung.yml             each rung: tool and template version, the files it created, the files it edited, its promise
    answers/<rung>.yml   the answers, no secrets
    base/<rung>/<path>.base     the pristine text of a created file, as last written
    pending/<rung>/<path>.base  what an upgrade wanted where it left a conflict; .yours.base: what was there
    history/<n>/edit.json       one edited file: the edits, both hashes, and the reverse patch
    history/<n>/after.base      the edited file as it was written
    .gitignore                  the history of files that git ignores (they may hold secrets), and .yours.base

Everything is text, small, and committed with the project; `.gitattributes` keeps git from changing its newlines.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from checks.core import Problem
from playbooks.core import Prediction
from scaffold import interrupted
from scaffold.core import Change, Kind, Receipt
from scaffold.edits.core import Edit
from scaffold.held import Entry, Held, Ledger, Pending, digest
from scaffold.interrupted import FOLDER
from scaffold.patch import reverse, reversed_
from scaffold.tree import Tree, on_disk

Read = Callable[[str], bytes | None]
BOOK = f"{FOLDER}/rung.yml"
SCHEMA = 1
HEAD = "# Written by rung: what it built here, so that it can take it out again. Commit it with the project.\n"


def read(root: Path) -> Ledger:
    """The project's ledger, empty where it holds no rung; as it was before a change that was cut off.

    Raises:
        Problem: a file of it is damaged.
    """
    read_ = Tree(root=root, changed=interrupted.before(root)).read
    book = read_(BOOK)
    if book is None:
        return Ledger()
    try:
        whole = _load(book)
        if whole["schema"] != SCHEMA:
            raise Problem(
                f"{BOOK} has schema {whole['schema']}, this rung reads {SCHEMA}.",
                "Use the rung that wrote it.",
            )
        private = whole["private"]
        entries = tuple(
            _entry(read_, number, private=number in private)
            for number in whole["history"]
            if number not in private or read_(f"{FOLDER}/history/{number}/edit.json")
        )
        rungs = tuple(_held(read_, one, entries) for one in whole["rungs"])
    except (yaml.YAMLError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Problem(
            f"{BOOK} or a file beside it is damaged: {error}.",
            f"Restore {FOLDER}/ from version control; nothing was changed.",
        ) from None
    return Ledger(rungs=rungs, entries=entries)


def files(ledger: Ledger) -> dict[str, bytes]:
    """Every file of `.rung/` that stands for this ledger; none for an empty one."""
    if not ledger.rungs:
        return {}
    out: dict[str, bytes] = {}
    private = [one.number for one in ledger.entries if one.private]
    waiting = [one for held in ledger.rungs for one in held.pending.values()]
    hidden = [f"/history/{number}/" for number in private]
    hidden += ["/pending/**/*.yours.base"] if waiting else []
    hidden += ["/pending/"] if any(one.private for one in waiting) else []
    if hidden:
        out[f"{FOLDER}/.gitignore"] = "".join(f"{one}\n" for one in hidden).encode()
    book = {
        "schema": SCHEMA,
        "rungs": [_told(one) for one in ledger.rungs],
        "history": [one.number for one in ledger.entries],
        "private": private,
    }
    out[f"{FOLDER}/.gitattributes"] = b"* -text\n"
    out[BOOK] = HEAD.encode() + _yaml(book)
    for one in ledger.rungs:
        name = one.receipt.rung
        out[f"{FOLDER}/answers/{name}.yml"] = _yaml(dict(one.receipt.answers))
        for path, content in one.created.items():
            out[f"{FOLDER}/base/{name}/{path}.base"] = content
        for path, open_ in one.pending.items():
            out[f"{FOLDER}/pending/{name}/{path}.base"] = open_.theirs
            if open_.ours is not None:
                out[f"{FOLDER}/pending/{name}/{path}.yours.base"] = open_.ours
    for entry in ledger.entries:
        folder = f"{FOLDER}/history/{entry.number}"
        out[f"{folder}/after.base"] = entry.after
        out[f"{folder}/edit.json"] = json.dumps(_edit(entry), indent=1).encode() + b"\n"
    return out


def changes(root: Path, before: Ledger, after: Ledger) -> tuple[Change, ...]:
    """What to write under `.rung/` to go from one ledger to the other."""
    old, new = files(before), files(after)
    out = []
    for path in sorted({*old, *new, f"{FOLDER}/.gitignore"}):
        there = on_disk(root, path)
        if there != new.get(path):
            kind = Kind.CREATE if there is None else Kind.UPDATE if path in new else Kind.DELETE
            out.append(Change(path=path, kind=kind, before=there, after=new.get(path)))
    return tuple(out)


def _load(content: bytes) -> Any:
    """Safe YAML, by libyaml where PyYAML was built with it: every command reads this."""
    return yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 (both are safe)


def _yaml(value: Any) -> bytes:
    text: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=100)
    return text.encode()


def _told(one: Held) -> dict[str, Any]:
    receipt = one.receipt
    promise = receipt.predicts
    return {
        "rung": receipt.rung,
        "tool": receipt.tool,
        "template": receipt.template,
        "created": list(one.created),
        "folders": list(one.folders),
        "edits": [_plain(edit) for edit in one.edits],
        "predicts": None
        if promise is None
        else {
            "vital": promise.vital,
            "before": promise.before,
            "low": promise.low,
            "high": promise.high,
            "unit": promise.unit,
            "formula": promise.formula,
        },
        "override": receipt.override,
        "level": one.level,
        "needs": list(one.needs),
        "pending": [
            {"path": path, "left": open_.left, "beside": open_.beside, "private": open_.private}
            for path, open_ in one.pending.items()
        ],
    }


def _held(read_: Read, one: dict[str, Any], entries: tuple[Entry, ...]) -> Held:
    name = one["rung"]
    created = {path: _needed(read_, f"{FOLDER}/base/{name}/{path}.base") for path in one["created"]}
    edited = {entry.path for entry in entries if entry.rung == name}
    last = {entry.path: entry.after for entry in entries if entry.path in edited}
    answers = _load(_needed(read_, f"{FOLDER}/answers/{name}.yml")) or {}
    promise = one["predicts"]
    receipt = Receipt(
        rung=name,
        tool=one["tool"],
        template=one["template"],
        answers=answers,
        files={path: digest(content) for path, content in (*created.items(), *last.items())},
        predicts=Prediction(**promise) if promise else None,
        override=one["override"],
    )
    return Held(
        receipt=receipt,
        created=created,
        edits=tuple(_edit_of(edit) for edit in one["edits"]),
        folders=tuple(one["folders"]),
        pending=dict(_pending(read_, name, one.get("pending", ()))),
        level=one.get("level", 0),
        needs=tuple(one.get("needs", ())),
    )


def _pending(
    read_: Read, rung: str, told: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, Pending]]:
    """The open conflicts; one of a file that git ignores is not there in a clone, nor is the file."""
    for one in told:
        place = f"{FOLDER}/pending/{rung}/{one['path']}"
        theirs = read_(f"{place}.base")
        if theirs is None and one["private"]:
            continue
        yield (
            one["path"],
            Pending(
                theirs=_needed(read_, f"{place}.base"),
                ours=read_(f"{place}.yours.base"),
                left=one["left"],
                beside=one["beside"],
                private=one["private"],
            ),
        )


def _edit(entry: Entry) -> dict[str, Any]:
    return {
        "rung": entry.rung,
        "path": entry.path,
        "edits": [_plain(edit) for edit in entry.edits],
        "before": None if entry.before is None else digest(entry.before),
        "after": digest(entry.after),
        "reverse": reverse(entry.before or b"", entry.after),
    }


def _entry(read_: Read, number: int, *, private: bool) -> Entry:
    folder = f"{FOLDER}/history/{number}"
    after = _needed(read_, f"{folder}/after.base")
    one = json.loads(_needed(read_, f"{folder}/edit.json"))
    before = None if one["before"] is None else reversed_(after, one["reverse"])
    if digest(after) != one["after"] or (before is not None and digest(before) != one["before"]):
        raise ValueError(f"{folder} does not match its own hashes")
    edits = tuple(_edit_of(edit) for edit in one["edits"])
    return Entry(
        number=number,
        rung=one["rung"],
        path=one["path"],
        edits=edits,
        before=before,
        after=after,
        private=private,
    )


def _plain(edit: Edit) -> dict[str, Any]:
    return {edit.operation: dict(edit.arguments)}


def _edit_of(item: Mapping[str, Any]) -> Edit:
    ((operation, arguments),) = item.items()
    return Edit(operation=operation, arguments=arguments)


def _needed(read_: Read, path: str) -> bytes:
    content = read_(path)
    if content is None:
        raise ValueError(f"{path} is missing")
    return content
