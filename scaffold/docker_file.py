"""A Dockerfile as its instructions, each with its place: continued lines, heredocs, comments and `# escape=` read.

https://docs.docker.com/reference/dockerfile/ (parser directives, here-documents, ONBUILD).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

ESCAPE = re.compile(r"#[ \t]*escape[ \t]*=[ \t]*(?P<sign>\S+)[ \t]*", re.IGNORECASE)
DIRECTIVE = re.compile(r"#[ \t]*(syntax|escape|check)[ \t]*=.*", re.IGNORECASE)
HEREDOC = re.compile(
    r"(?<![<\w])\d*<<(?P<dash>-?)(?P<quote>[\"']?)(?P<word>[A-Za-z_][\w.]*)(?P=quote)"
)
MAY_HOLD_TEXT = {"RUN", "COPY", "ADD"}
STAGE = re.compile(r"FROM\s+(--\S+\s+)*\S+(\s+AS\s+(?P<name>\S+))?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """One instruction: its keyword in capitals, its words with continued lines joined, the lines that it takes."""

    keyword: str
    words: str
    first: int
    last: int
    """Lines from 0."""
    text: str = ""
    """What its heredocs hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dockerfile:
    """All instructions, and the sign that continues a line."""

    instructions: tuple[Instruction, ...]
    escape: str

    def stage(self, name: str) -> tuple[Instruction, ...]:
        """The instructions of the stage of this name (or number), of the last one for ""; empty: there is none."""
        stages: list[list[Instruction]] = []
        names: list[str] = []
        for one in self.instructions:
            found = STAGE.fullmatch(f"{one.keyword} {one.words}") if one.keyword == "FROM" else None
            if found:
                stages.append([])
                names.append((found["name"] or str(len(names))).lower())
            if stages:
                stages[-1].append(one)
        if not stages or (name and name.lower() not in names):
            return ()
        return tuple(stages[names.index(name.lower()) if name else -1])


def parse(body: str) -> Dockerfile:
    """ValueError for a heredoc or a continued line without an end."""
    lines = body.split("\n")
    escape = _escape(lines)
    return Dockerfile(instructions=tuple(_instructions(lines, escape)), escape=escape)


def _escape(lines: list[str]) -> str:
    for line in lines:
        if not DIRECTIVE.fullmatch(line.strip()):
            break
        if found := ESCAPE.fullmatch(line.strip()):
            return found["sign"]
    return "\\"


def _instructions(lines: list[str], escape: str) -> Iterator[Instruction]:
    number = 0
    while number < len(lines):
        if not lines[number].strip() or lines[number].lstrip().startswith("#"):
            number += 1
            continue
        first, said = number, ""
        while True:
            line = lines[number].rstrip()
            comment = bool(said) and (not line.strip() or line.lstrip().startswith("#"))
            goes_on = comment or line.endswith(escape)
            if not comment:
                said += line.removesuffix(escape).strip() + " "
            if not goes_on:
                break
            number += 1
            if number == len(lines):
                raise ValueError(f"line {first + 1}: the instruction goes on past the end")
        keyword, _, words = " ".join(said.split()).partition(" ")
        text, number = _heredocs(lines, number, keyword.upper(), said)
        yield Instruction(
            keyword=keyword.upper(), words=words.strip(), first=first, last=number, text=text
        )
        number += 1


def _heredocs(lines: list[str], number: int, keyword: str, said: str) -> tuple[str, int]:
    text = []
    for found in HEREDOC.finditer(said) if keyword in MAY_HOLD_TEXT else ():
        while True:
            number += 1
            if number == len(lines):
                raise ValueError(f"the heredoc {found['word']} has no end")
            line = lines[number].lstrip("\t") if found["dash"] else lines[number]
            if line == found["word"]:
                break
            text.append(line)
    return "\n".join(text), number
