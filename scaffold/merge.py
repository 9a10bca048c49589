"""What somebody did to a text, done to another state of it: a three-way merge that lets neighbours be neighbours.

git's own merge calls two changes in adjacent lines a conflict. Lines added beside each other are the usual case
here (two requirements, two includes), so a change is carried over when each of its lines can be found, and the
result is accepted only when it means the same difference (YAML, TOML) or still parses (Python).
"""

import ast
import difflib
import tomllib
from collections import Counter
from typing import Any

from checks.probes.repo import yaml_places
from scaffold import text

Lines = list[str]


def onto(path: str, base: bytes, ours: bytes, theirs: bytes) -> bytes | None:
    """`ours` with the difference from `base` to `theirs` made in it; None where that cannot be trusted."""
    if ours in (base, theirs):
        return theirs
    if base == theirs:
        return ours
    try:
        texts = [text.read(one) for one in (base, ours, theirs)]
    except ValueError:
        return None
    old, mine, new = (one.body for one in texts)
    headers = (0, 1) if path.endswith((".yaml", ".yml")) else (0,)
    for header in headers:
        attempt = _carried(old.split("\n"), mine.split("\n"), new.split("\n"), header)
        if attempt is not None and _trusted(path, old, mine, new, attempt):
            return texts[1].bytes(attempt)
    return None


def _carried(base: Lines, ours: Lines, theirs: Lines, header: int) -> str | None:
    """Each changed block made in ours; of a block that goes away, `header` lines are left for what others put below."""
    place = _places(base, ours)
    kept: list[Lines] = [[line] for line in ours]
    after: dict[int, Lines] = {}
    for kind, start, end, new_start, new_end in _matcher(base, theirs).get_opcodes():
        new, here = (
            theirs[new_start:new_end],
            [place[one] for one in range(start, end) if one in place],
        )
        if kind == "equal":
            continue
        if kind == "delete" and not here:
            if _reworded(base, ours, start, end):
                return None
            continue
        if len(here) != end - start:
            return None
        if kind == "insert":
            at = _gap(place, start, len(base), len(ours))
            if at is None:
                return None
            after.setdefault(at, []).extend(new)
            continue
        if kind == "replace":
            if here[-1] - here[0] != len(here) - 1:
                return None
            after.setdefault(here[-1], []).extend(new)
        for one in here[header if kind == "delete" else 0 :]:
            kept[one] = []
    out = list(after.get(-1, ()))
    for number, lines in enumerate(kept):
        out += [*lines, *after.get(number, ())]
    return "\n".join(out)


def _reworded(base: Lines, ours: Lines, start: int, end: int) -> bool:
    """Whether lines that are to go were changed by the user, not taken out: one is still there for the most part."""
    for kind, old, old_end, new, new_end in _matcher(base, ours).get_opcodes():
        if kind != "replace" or old >= end or old_end <= start:
            continue
        gone = [one for one in base[max(old, start) : min(old_end, end)] if one.strip()]
        if any(_near(one, other) for one in gone for other in ours[new:new_end]):
            return True
    return False


def _near(one: str, other: str) -> bool:
    """0.6 is where difflib itself calls two words close (get_close_matches)."""
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)  # the cheap ones first
    return all(bound() >= 0.6 for bound in bounds)


def _gap(place: dict[int, int], start: int, size: int, length: int) -> int | None:
    """The line of ours after which a new block goes: where the line above it, else the one below it, is now."""
    if start and start - 1 in place:
        return place[start - 1]
    if start < size and start in place:
        return place[start] - 1
    return -1 if start == 0 else length - 1 if start == size else None


def _places(base: Lines, ours: Lines) -> dict[int, int]:
    """Where each line of the base is in ours."""
    return {
        block.a + step: block.b + step
        for block in _matcher(base, ours).get_matching_blocks()
        for step in range(block.size)
    }


def _matcher(one: Lines, other: Lines) -> "difflib.SequenceMatcher[str]":
    return difflib.SequenceMatcher(None, one, other, autojunk=False)


def _trusted(path: str, base: str, ours: str, theirs: str, result: str) -> bool:
    """Whether from ours to the result means what from base to theirs means."""
    read = _reader(path)
    if read is None:
        return True
    try:
        before, after, now = (_leaves(read(one)) for one in (base, theirs, ours))
    except (ValueError, SyntaxError):
        return True
    try:
        done = _leaves(read(result))
    except (ValueError, SyntaxError):
        return False
    return done == now - (before - after) + (after - before) and not (before - after) - now


def _reader(path: str) -> Any:
    suffix = path.rpartition(".")[2]
    readers = {
        "yaml": lambda one: yaml_places.parse(one).value,
        "yml": lambda one: yaml_places.parse(one).value,
        "toml": tomllib.loads,
        "py": lambda one: {"parses": bool(ast.parse(one))},
    }
    return readers.get(suffix)


def _leaves(value: Any, above: tuple[str, ...] = ()) -> "Counter[tuple[tuple[str, ...], str]]":
    """Each scalar with the keys above it; a list's items are a bag, since others may stand between them."""
    if isinstance(value, dict) and value:
        return sum((_leaves(one, (*above, key)) for key, one in value.items()), Counter())
    if isinstance(value, list) and value:
        return sum((_leaves(one, (*above, "[]")) for one in value), Counter())
    return Counter({(above, repr(value)): 1})
