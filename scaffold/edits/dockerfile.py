"""One instruction in the right stage of a Dockerfile, before what starts the container.

https://docs.docker.com/reference/dockerfile/
"""

import re
import shlex
from collections.abc import Sequence
from dataclasses import replace

from scaffold import text
from scaffold.docker_file import Dockerfile, Instruction, parse
from scaffold.edits.core import Already, Edited, End, Refused
from scaffold.tree import Tree

START = ("USER", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD")
"""What a new instruction goes before: it may need the rights of root, and the last ones belong at the end."""
ONCE = {"CMD", "ENTRYPOINT", "HEALTHCHECK", "STOPSIGNAL", "WORKDIR"}
"""Of these only the last one of a stage counts: one that is there is a decision of the owner."""


def edit(
    tree: Tree,
    *,
    instruction: str,
    file: str = "Dockerfile",
    stage: str = "",
    before: Sequence[str] = START,
) -> End:
    """`stage` is a name from `FROM ... AS name`, or a number; the last stage where it is empty.

    Refused where there is no such stage, where the stage says another one of a kind that counts once, and where a
    variable of an ENV has another value.
    """
    new = instruction.strip("\n")
    where = f"in the stage {stage}" if stage else "in the last stage"
    snippet = f"# {where} of {file}\n{new}"
    content = tree.read(file)
    if content is None:
        return Refused(path=file, why=f"{file} is not there.", snippet=snippet)
    try:
        written = text.read(content)
        if re.search(r"\{%|(?<!\$)\{\{", written.body):
            raise ValueError("it is itself a template")
        there, (wanted,) = parse(written.body), parse(new).instructions
        here = there.stage(stage)
        if not here:
            raise ValueError(f"it has no stage {stage}" if stage else "it has no FROM")
        if any(_same(one, wanted) for one in here):
            return Already(path=file)
        _own(here, wanted)
        after, at = _placed(written.body, here, new, set(before))
        if not _only_added(there, after, wanted, at):
            raise ValueError("no place was found that changes nothing else")
    except ValueError as why:
        return Refused(path=file, why=f"{file}: {why}.", snippet=snippet)
    return Edited(path=file, content=written.bytes(after), snippet=snippet)


def _same(one: Instruction, other: Instruction) -> bool:
    if (one.keyword, one.text) != (other.keyword, other.text):
        return False
    if one.keyword == "ENV":
        return _variables(other.words).items() <= _variables(one.words).items()
    return one.words == other.words


def _own(here: Sequence[Instruction], wanted: Instruction) -> None:
    for one in here:
        if one.keyword == wanted.keyword and one.keyword in ONCE:
            raise ValueError(f"line {one.first + 1} has a {one.keyword} of its own, which stays")
        if one.keyword == wanted.keyword == "ENV":
            both = _variables(one.words).keys() & _variables(wanted.words).keys()
            if both:
                name = min(both)
                raise ValueError(
                    f"line {one.first + 1} gives {name} a value of its own, which stays"
                )


def _variables(words: str) -> dict[str, str]:
    """Of an ENV: `A=b C=d`, or the old form `A b`."""
    if not re.match(r"[A-Za-z_]\w*=", words):
        name, _, value = words.partition(" ")
        return {name: value}
    try:
        pairs = shlex.split(words)
    except ValueError:
        raise ValueError("an ENV has quotes that do not match") from None
    return {name: value for name, _, value in (one.partition("=") for one in pairs)}


def _placed(body: str, here: Sequence[Instruction], new: str, before: set[str]) -> tuple[str, int]:
    """Above the first of `before` and its comments, else below the stage's last instruction; and its number."""
    lines = body.split("\n")
    last_work = max(n for n, one in enumerate(here) if one.keyword not in before or n == 0)
    following = here[last_work + 1] if last_work + 1 < len(here) else None
    if following is None:
        at = here[-1].last + 1
    else:
        at = following.first
        while at > here[last_work].last + 1 and lines[at - 1].lstrip().startswith("#"):
            at -= 1
    return "\n".join([*lines[:at], *new.split("\n"), *lines[at:]]), at


def _only_added(there: Dockerfile, after: str, wanted: Instruction, at: int) -> bool:
    found = [replace(one, first=0, last=0) for one in parse(after).instructions]
    old = [replace(one, first=0, last=0) for one in there.instructions]
    number = sum(one.first < at for one in there.instructions)
    return found == [*old[:number], replace(wanted, first=0, last=0), *old[number:]]
