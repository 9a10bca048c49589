"""Compose files of many shapes: each is edited with no other line touched and undone, or refused with a snippet.

What a file means is read here from YAML's events, apart from what the edits themselves read it with: aliases and merge
keys are expanded into copies, tags are kept, words stay words.
"""

import copy
import difflib
import functools
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from scaffold.edits.core import Already, Edit, Edited, End, Refused, run
from scaffold.merge import onto
from scaffold.text import read
from scaffold.tree import Tree
from tests.scaffold.compose_shapes import shapes

WILD = Path(__file__).parent / "wild"
INCLUDE = {"path": "deploy/compose/cache.yaml"}
SET = {"service": "web", "name": "REDIS_URL", "value": "redis://cache:6379/0"}
WAIT = {"service": "web", "on": "cache", "condition": "service_healthy"}
MOVE = {
    "service": "web",
    "name": "DATABASE_URL",
    "like": "DATABASE_URL",
    "host": "db",
    "to": "pgbouncer",
}
FLAGS = {
    "service": "db",
    "flags": {"shared_preload_libraries": "pg_stat_statements", "track_io_timing": "on"},
}
EDITS = {
    "include": Edit(operation="compose_include", arguments=INCLUDE),
    "environment": Edit(operation="compose_environment", arguments=SET),
    "depends_on": Edit(operation="compose_depends_on", arguments=WAIT),
    "address": Edit(operation="compose_address", arguments=MOVE),
    "flags": Edit(operation="compose_flags", arguments=FLAGS),
}  # fmt: skip
WHOLE = {
    "ansible_template.yml",
    "format_of_2014.yml",
    "json_in_yaml.yml",
    "said_twice.yml",
    "two_documents.yml",
}
"""Files that no structure can be trusted of."""
MAY_REFUSE = {
    ("flow service", "environment"), ("flow service", "depends_on"), ("alias environment", "environment"),
    ("anchored service", "environment"), ("anchored service", "depends_on"), ("inherited environment", "environment"),
    ("override_tags.yaml", "depends_on"), ("override_tags.yaml", "flags"), ("block_scalars.yml", "address"),
    ("merge_list_of_policies.yml", "flags"),
}  # fmt: skip
KEPT = "kept blank lines"
"""A last text that keeps its line ends (`|+`) and has none would get one from any line below it."""

Words = Any
"""What a text means: a scalar as (tag, text), a list, a mapping, or (tag, value) under a tag of its own."""


def corpus() -> Iterator[tuple[str, str, bytes]]:
    for one in sorted(WILD.iterdir()):
        yield one.name, "compose.yaml", one.read_bytes()
        yield f"{one.name} crlf", "docker-compose.yml", one.read_bytes().replace(b"\n", b"\r\n")
    yield from shapes()


FILES = {name: (path, content) for name, path, content in corpus()}


@functools.cache
def tried(name: str, operation: str) -> End | None:
    """The end of one edit; None where the file has nothing that it could be about."""
    path, content = FILES[name]
    if operation == "address" and b"DATABASE_URL" not in content.replace(b"# ", b""):
        return None
    return run(EDITS[operation], Tree(root=Path("/nonexistent"), changed={path: content}))


@pytest.mark.parametrize("name", FILES)
def test_edited_and_undone_or_refused(name: str) -> None:
    path, content = FILES[name]
    shape = name.split(",")[0].removesuffix(" crlf")
    for operation, edit in EDITS.items():
        end = tried(name, operation)
        if end is None:
            continue
        if isinstance(end, Refused):
            allowed = shape in WHOLE or (shape, operation) in MAY_REFUSE or shape == KEPT
            assert allowed, (operation, end.why)
            assert end.snippet.strip()
            continue
        assert isinstance(end, Edited), (operation, end)
        assert end.path == path
        lines_apart(content, end.content, operation)
        assert meaning(end.content) == wanted(meaning(content), operation), operation
        again = run(edit, Tree(root=Path("/nonexistent"), changed={path: end.content}))
        assert isinstance(again, Already), (operation, again)
        undone(path, content, end.content)


def undone(path: str, before: bytes, after: bytes) -> None:
    """Taken out again byte for byte, also when the owner has written above and below it meanwhile."""
    assert onto(path, after, after, before) == before
    end = b"\r\n" if b"\r\n" in before else b"\n"
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    top, bottom = mark + b"# mine" + end, end + b"x-mine: 1" + end

    def grown(content: bytes) -> bytes:
        return top + content.removeprefix(mark) + bottom

    if b"|+" not in before:
        assert onto(path, after, grown(after), before) == grown(before)


def lines_apart(before: bytes, after: bytes, operation: str) -> None:
    """How it is written down stays; lines come, and none goes but the one that is edited itself."""
    old, new = read(before), read(after)
    assert (old.marked, old.crlf) == (new.marked, new.crlf)
    assert old.body.endswith("\n") == new.body.endswith("\n")
    lines, others = old.body.split("\n"), new.body.split("\n")
    gone = [
        lines[start:end]
        for kind, start, end, *_ in difflib.SequenceMatcher(
            None, lines, others, False
        ).get_opcodes()
        if kind in ("delete", "replace")
    ]
    told = {
        "include": (),
        "environment": ("environment:", "C: d", "C=d"),
        "depends_on": ("- ", "depends_on: ", "db,", "mail,"),
        "address": ("DATABASE_URL",),
        "flags": ("command:", "postgres"),
    }[operation]
    for line in (one for block in gone for one in block):
        assert any(one in line for one in told) or not line.strip(" ]}"), (operation, line)


def wanted(before: Words, operation: str) -> Words:
    """What the file should mean afterwards: all that it meant, and this."""
    after = copy.deepcopy(before)
    web = after["services"]["web"]
    if operation == "include":
        entry = {"path": word(INCLUDE["path"]), "project_directory": word(".")}
        after["include"] = [*(after.get("include") or []), entry]
    elif operation == "environment":
        with_variable(web, "REDIS_URL", str(SET["value"]))
    elif operation == "address":
        said = web["environment"]
        there = (
            said
            if isinstance(said, dict)
            else dict(one[1].split("=", 1) for one in said if "=" in one[1])
        )
        value = there["DATABASE_URL"]
        value = value if isinstance(value, str) else value[1]
        with_variable(
            web, "DATABASE_URL", value.replace("@db", "@pgbouncer").replace("//db/", "//pgbouncer/")
        )
    elif operation == "depends_on":
        said = web.get("depends_on", {})
        if isinstance(said, list):
            said = {name: {"condition": word("service_started")} for _, name in said}
        web["depends_on"] = {**said, "cache": {"condition": word("service_healthy")}}
    elif operation == "flags":
        words = [f"{key}={value}" for key, value in FLAGS["flags"].items()]  # type: ignore[attr-defined]
        db, flags = after["services"]["db"], " ".join(f"-c {one}" for one in words)
        said = db.get("command", word("postgres"))
        if isinstance(said, list):
            db["command"] = [*said, *(word(one) for each in words for one in ("-c", each))]
        else:
            db["command"] = word(f"{said[1]} {flags}")
    return after


def with_variable(service: dict[str, Words], name: str, value: str) -> None:
    said = service.get("environment")
    if isinstance(said, list):
        at = next((n for n, one in enumerate(said) if one[1].split("=")[0] == name), len(said))
        said[at : at + 1] = [word(f"{name}={value}")]
    else:
        service["environment"] = {**(said if isinstance(said, dict) else {}), name: word(value)}


def word(text: str) -> Words:
    return ("tag:yaml.org,2002:str", text)


def meaning(content: bytes) -> Words:
    """The only document of a file, from its events."""
    text = read(content).body.replace("\t#", " #")
    events = iter(yaml.parse(text, Loader=yaml.SafeLoader))
    anchors: dict[str, Words] = {}
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            return value(next(events), events, anchors)
    raise AssertionError("no document")


def value(event: Any, events: Iterator[yaml.Event], anchors: dict[str, Words]) -> Words:
    if isinstance(event, yaml.AliasEvent):
        return copy.deepcopy(anchors[str(event.anchor)])
    found: Words
    if isinstance(event, yaml.ScalarEvent):
        tag = event.tag or resolved(event)
        found = (tag, event.value)
    elif isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(one := next(events), yaml.SequenceEndEvent):
            items.append(value(one, events, anchors))
        found = items if event.tag is None else (event.tag, items)
    else:
        found = mapping(events, anchors)
        found = found if event.tag is None else (event.tag, found)
    if event.anchor:
        anchors[event.anchor] = found
    return found


def mapping(events: Iterator[yaml.Event], anchors: dict[str, Words]) -> dict[str, Words]:
    own: dict[str, Words] = {}
    merged: dict[str, Words] = {}
    while not isinstance(one := next(events), yaml.MappingEndEvent):
        key = value(one, events, anchors)[1]
        said = value(next(events), events, anchors)
        if key == "<<":
            for source in said if isinstance(said, list) else [said]:
                merged = {**source, **merged}
        else:
            assert key not in own
            own[key] = said
    return {**merged, **own}


def resolved(event: yaml.ScalarEvent) -> str:
    resolve: Any = yaml.SafeLoader("").resolve
    return str(resolve(yaml.ScalarNode, event.value, event.implicit))


def test_the_corpus_is_large_and_mostly_edited() -> None:
    """`pytest -s` shows the counts."""
    assert len(FILES) >= 200
    ends = Counter(
        (operation, type(end).__name__)
        for name in FILES
        for operation in EDITS
        if (end := tried(name, operation)) is not None
    )
    for operation in EDITS:
        edited, refused = ends[operation, "Edited"], ends[operation, "Refused"]
        sys.stdout.write(f"{operation}: {edited} files edited, {refused} refused\n")
    edited = sum(count for (_, kind), count in ends.items() if kind == "Edited")
    assert edited >= 0.9 * ends.total()
    assert not any(kind == "Already" for _, kind in ends)
