"""The guided walk of `rung climb`, one rung after the other until the ladder or the person says stop."""

from dataclasses import dataclass

from checks.core import Problem
from cli.ask import agree, interactive, pick
from cli.building import Wishes, plan_of
from cli.decided import Decided, decided, obstacle
from cli.look import Sources
from cli.screen import climb as screen
from cli.written import carry_out
from playbooks.core import Answer
from scaffold.verify.targets import Targets

OTHERWISE = "give --yes to build the next rung with every default, or `rung assess` to look only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """What the options of `rung climb` say."""

    sources: Sources
    wishes: Wishes
    targets: Targets
    yes: bool


def walk(wanted: Walk) -> int:
    """Climb until the ladder says stop or the person does.

    Returns:
        The exit code: 0, or 3 when conflicts are left in files.

    Raises:
        Problem: a source that was named cannot be reached, or there is nobody to ask.
    """
    failed: frozenset[str] = frozenset()
    while True:
        found = decided(wanted.sources, failed=failed)
        screen.seen(wanted.sources.root, found)
        found.seen.insist()
        rung = _chosen(wanted, found)
        if rung is None:
            return 0
        plan = plan_of(wanted.sources.root, rung, found, wanted.wishes)
        code = carry_out(plan, yes=wanted.yes, dry_run=False)
        if code or wanted.yes or plan.empty:
            return code
        if not (_built(wanted, rung) and _again()):
            return 0
        moved = _proved(wanted, rung)
        if moved is None:
            return 0
        # a diagnosis that failed holds for its evidence alone: a rung that moved its metric makes new evidence
        failed = frozenset() if moved else failed | {rung}


def _chosen(wanted: Walk, found: Decided) -> str | None:
    """The rung to build now, or None to stop here."""
    decision = found.decision
    rung = decision.next
    if rung is None or not found.rungs[rung].template or obstacle(rung, found.seen.looks):
        screen.stop(wanted.sources.root, found)
        return None
    if wanted.yes:
        return rung
    while True:
        choice = pick(f"Build {rung} now?", _choices(found, rung), otherwise=OTHERWISE)
        if choice == ":page":
            screen.page(rung)
            continue
        return None if choice == ":stop" else choice


def _choices(found: Decided, rung: str) -> dict[str, str]:
    others = {
        one.rung: f"Build {one.rung} instead ({found.rungs[one.rung].title})"
        for one in found.decision.verdicts
        if one.rung != rung
        and found.rungs[one.rung].template
        and one.answer not in {Answer.HELD, Answer.VETOED}
    }
    return {
        rung: f"Yes, build {rung}: every file is shown before it is written",
        ":page": f"Read the page of {rung} first",
        **others,
        ":stop": "Stop here",
    }


def _built(wanted: Walk, rung: str) -> bool:
    from scaffold.ledger import read

    return rung in read(wanted.sources.root).held


def _again() -> bool:
    running = "Is it running and under load, so that it can be measured now?"
    return interactive() and agree(running, otherwise=OTHERWISE)


def _proved(wanted: Walk, rung: str) -> bool | None:
    """Whether the rung did its job; None where nothing could be measured, which ends the walk.

    One that did not is offered to undo, and is not built upon.
    """
    from cli.screen import verify as shown
    from scaffold import undo
    from scaffold.verify import verify

    try:
        found = verify(wanted.sources.root, rung, wanted.targets)
    except Problem as problem:
        screen.unproved(rung, problem)
        return None
    shown.show(found)
    if not found.passed and agree(f"Take {rung} out again?", otherwise=OTHERWISE):
        carry_out(undo.plan(wanted.sources.root, rung), yes=True, dry_run=False)
    return found.passed
