"""Compose files of many shapes: each is edited with no other line touched and undone, or refused with a snippet."""

import difflib
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from checks.probes.repo.yaml_places import Plain, nodes, words
from scaffold.edits.core import Already, Edit, Edited, Refused, run
from scaffold.merge import onto
from scaffold.text import read
from scaffold.tree import Tree

WEB = {
    "plain": "  web:\n    image: a\n    environment:\n      A: b  # why\n",
    "list": "  web:\n    environment:\n    - A=b\n    - C\n    image: a\n",
    "none": "  web:\n    build: .\n    ports:\n      - 22:22\n      - 80:80\n",
    "null": "  web:\n    environment:\n    image: a\n",
    "block scalar": "  web:\n    image: a\n    command: |\n      one\n\n      two\n\n",
    "kept blank lines": "  web:\n    image: a\n    command: |+\n      one\n\n\n",
    "folded": "  web:\n    image: a\n    command: >-\n      one\n      two\n",
    "comment at the end": "  web:\n    image: a\n    # end of web\n\n    # really\n",
    "tab before a comment": "  web:\n    image: a\t# tab\n    environment:\n      A: b\t# tab\n",
    "anchor on a value": "  web:\n    image: &image a\n    environment:\n      A: &a b\n      B: *a\n",
    "merge below": "  web:\n    <<: *base\n    image: a\n    ports: []\n",
    "merge in environment": "  web:\n    image: a\n    environment:\n      <<: *common\n      A: b\n",
    "merge at the end": "  web:\n    image: a\n    <<: *base\n",
    "two merges": "  web:\n    image: a\n    environment:\n      <<: [*common, *more]\n",
    "quotes": "  \"web\":\n    'image': \"a\"\n    environment: \n      'A' : 'it''s'\n",
    "profiles": "  web:\n    image: a\n    profiles: [dev, test]\n    deploy: {replicas: 2}\n",
    "flow environment": "  web:\n    image: a\n    environment: {A: b}\n",
    "flow service": "  web: {image: a}\n",
    "alias environment": "  web:\n    image: a\n    environment: *common\n",
    "anchored service": "  web: &web\n    image: a\n  worker:\n    <<: *web\n    command: work\n",
    "inherited environment": "  web:\n    <<: *full\n    image: a\n",
    "reset tag": "  web:\n    image: a\n    ports: !reset []\n    environment:\n      A: !reset null\n",
    "long form": "  web:\n    image: a\n    depends_on:\n      db:\n"
    "        condition: service_healthy\n        restart: true\n",
    "short form": "  web:\n    image: a\n    depends_on:\n      - db # first\n      - mail\n",
    "wide": "  web:\n        image: a\n        environment:\n              A: b\n",
    "interpolation": "  web:\n    image: ${IMAGE:-a}\n    environment:\n      A: ${A:?say}\n      B: $$x\n",
    "multi-line flow": "  web:\n    image: a\n    command: [\n      'a',\n      'b',\n    ]\n"
    "    environment:\n      A: b\n",
    "unicode": "  web:\n    image: a\n    labels:\n      é: 'ü – \u2028'\n    environment:\n      Ä: ö\n",
}
HEADS = {
    "bare": "",
    "extensions": "x-base: &base\n  restart: always\nx-common: &common\n  C: d\n"
    "x-more: &more {E: f}\nx-full: &full\n  environment:\n    C: d\n",
    "version": "# Our services\n# (two lines)\nversion: '3.8'\n\nname: shop\n\n",
    "includes": "include:\n  - other.yaml\n  - path: more.yaml # c\n\n",
}
ENDS = {
    "db": "\n  db:\n    image: postgres:16\n  mail:\n    image: m\nvolumes:\n  data:\n",
    "bare": "",
}
STYLES = {
    "as written": lambda one: one,
    "crlf": lambda one: one.replace("\n", "\r\n"),
    "mark": lambda one: "\ufeff" + one,
    "no last newline": lambda one: one.rstrip("\n"),
}
EDITS = (
    Edit(operation="compose_include", arguments={"path": "deploy/compose/cache.yaml"}),
    Edit(
        operation="compose_environment",
        arguments={"service": "web", "name": "REDIS_URL", "value": "redis://cache:6379/0"},
    ),
    Edit(
        operation="compose_depends_on",
        arguments={"service": "web", "on": "cache", "condition": "service_healthy"},
    ),
)
MAY_REFUSE = {
    "flow environment", "flow service", "alias environment", "anchored service", "inherited environment",
}  # fmt: skip


KEPT = {"kept blank lines, includes, bare, no last newline"}
"""A last text that keeps its line ends (`|+`) and has none would get one from any line below it."""


def corpus() -> Iterator[tuple[str, bytes]]:
    """Every web service under every head, with the ends and styles of writing in turn."""
    turns = itertools.cycle(itertools.product(ENDS, STYLES))
    for shape, head in itertools.product(WEB, HEADS):
        if head != "extensions" and any(one in WEB[shape] for one in ("*base", "*common", "*full")):
            continue
        (end, style), text = next(turns), f"{HEADS[head]}services:\n{WEB[shape]}"
        yield f"{shape}, {head}, {end}, {style}", STYLES[style](text + ENDS[end]).encode()


FILES = dict(corpus())


@pytest.mark.parametrize("name", FILES)
def test_edited_and_undone_or_refused(name: str) -> None:
    content = FILES[name]
    edited_at_all = 0
    for edit in EDITS:
        end = run(edit, Tree(root=Path("/nonexistent"), changed={"compose.yaml": content}))
        if isinstance(end, Refused):
            assert end.snippet
            assert name.split(",")[0] in MAY_REFUSE or name in KEPT, end
            continue
        assert isinstance(end, Edited)
        edited_at_all += 1
        only_added(content, end.content, rewrites=edit.operation == "compose_depends_on")
        means_the_same_elsewhere(content, end.content)
        again = run(edit, Tree(root=Path("/nonexistent"), changed={"compose.yaml": end.content}))
        assert isinstance(again, Already)
        assert onto("compose.yaml", end.content, end.content, content) == content
    assert edited_at_all or name.startswith("flow service")


def only_added(before: bytes, after: bytes, *, rewrites: bool) -> None:
    """Lines were added, none is gone; a short list may have become the long form."""
    old, new = (read(one).body.split("\n") for one in (before, after))
    for kind, start, end, *_ in difflib.SequenceMatcher(None, old, new, False).get_opcodes():
        if kind in ("delete", "replace"):
            assert rewrites and all("- " in one for one in old[start:end]), old[start:end]


def means_the_same_elsewhere(before: bytes, after: bytes) -> None:
    """Every service but web, and every other key of web, means what it meant; aliases and merges expanded."""
    old, new = meaning(before), meaning(after)
    for whole in (old, new):
        whole.pop("include", None)
        for key in ("environment", "depends_on"):
            whole["services"]["web"].pop(key, None)
    assert old == new


def meaning(content: bytes) -> Plain:
    (root,) = nodes(read(content).body)
    return words(root)


def test_the_corpus_is_large_and_mostly_edited() -> None:
    assert len(FILES) > 70
    tried = [
        isinstance(
            run(edit, Tree(root=Path("/nonexistent"), changed={"compose.yaml": one})), Refused
        )
        for one in FILES.values()
        for edit in EDITS
    ]
    assert sum(tried) / len(tried) < 0.1
