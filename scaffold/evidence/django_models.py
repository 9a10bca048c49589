"""Which Django model a table belongs to, and where its application's next migration goes.

Read from the migrations' text, never run: they say what the tables are, whatever the models say today.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from checks.core import Problem
from checks.probes.repo.snapshot import Repo
from scaffold.core import Value
from scaffold.evidence.django_history import App, history

NUMBERED = re.compile(r"^(?P<folder>.+)/migrations/(?P<stem>\d{4}_\w+)\.py$")


def place(repo: Repo, entries: Sequence[Mapping[str, Value]]) -> Iterator[dict[str, Value]]:
    """Each entry with its app, model and fields, and the migration that its own comes after.

    Entries on tables of no migration in this project (another package's, or none) are left out.

    Raises:
        Problem: none could be placed, or an app's migrations have several ends.
    """
    apps = _apps(repo)
    last: dict[str, str] = {}
    placed = 0
    for one in entries:
        for app in apps:
            model = app.model_of(str(one["table"]))
            fields = [model.field_of(str(name)) for name in _columns(one)] if model else [None]
            if model is None or None in fields:
                continue
            after = last.get(app.label) or app.end()
            number = f"{int(after[:4]) + 1:04d}"
            last[app.label] = f"{number}_{one['name']}"
            placed += 1
            yield {
                **one, "app": app.label, "app_folder": app.folder, "model": model.name.lower(),
                "fields": [str(field) for field in fields], "after": after, "number": number,
            }  # fmt: skip
            break
    if not placed:
        tables = ", ".join(sorted({str(one["table"]) for one in entries}))
        raise Problem(
            f"no migration of this project makes the tables that want an index ({tables})",
            "rung add query_index --set form=sql writes plain SQL files instead",
        )


def _columns(entry: Mapping[str, Value]) -> list[Value]:
    columns = entry["columns"]
    return columns if isinstance(columns, list) else []


def _apps(repo: Repo) -> list[App]:
    folders: dict[str, list[str]] = {}
    for path in repo.files:
        if found := NUMBERED.match(path):
            folders.setdefault(found["folder"], []).append(path)
    return [_app(repo, folder, sorted(paths)) for folder, paths in sorted(folders.items())]


def _app(repo: Repo, folder: str, paths: Sequence[str]) -> App:
    label = PurePosixPath(folder).name
    config = _text(repo, f"{folder}/apps.py")
    if found := re.search(r"""^\s+label\s*=\s*["'](\w+)["']""", config, re.MULTILINE):
        label = found[1]
    texts = {PurePosixPath(path).stem: _text(repo, path) for path in paths}
    return history(label, folder, texts)


def _text(repo: Repo, path: str) -> str:
    try:
        return (repo.root / path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
