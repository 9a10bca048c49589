"""The scratch copy and the replicas that a person gave to the lab."""

from collections.abc import Sequence
from dataclasses import dataclass

from checks.core import Problem

BUDGET_S = 300.0
"""Seconds that a proof may take unless told otherwise (this tool's default)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scratch:
    """Where it is, and what may be done there. The address may hold a password: never show it."""

    url: str
    seconds: float = BUDGET_S
    """That the proof may take."""
    keep: bool = False
    """Leave the indexes that were kept on the copy."""


def wish(url: str | None, seconds: float, *, keep: bool, lab: bool) -> Scratch | None:
    """What was asked for, None where no copy was given.

    Raises:
        Problem: a copy or what to do with it is named without the lab or without the copy.
    """
    if url is None:
        if keep:
            raise Problem("--scratch-keep needs a copy", "give it with --scratch URL")
        return None
    if not lab:
        raise Problem(
            "--scratch proves what the lab proposes, and --lab was not given", "add --lab"
        )
    return Scratch(url=url, seconds=seconds, keep=keep)


def replicas(urls: Sequence[str] | None, *, lab: bool) -> tuple[str, ...]:
    """The replicas to ask; Problem where nothing would ask them."""
    if urls and not lab:
        raise Problem(
            "--replica-url tells which indexes a replica reads, and --lab was not given",
            "add --lab",
        )
    return tuple(urls or ())
