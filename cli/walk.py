"""The guided walk of `rung climb`, one rung after the other until the ladder or the person says stop."""

from dataclasses import dataclass, replace

from checks.core import Problem
from cli.ask import agree, interactive, pick
from cli.asking import Asking, asked, asking, change, forget
from cli.building import Wishes, plan_of
from cli.decided import Decided, decided, judged, obstacle
from cli.look import Sources
from cli.screen import climb as screen
from cli.written import carry_out
from playbooks.core import Answer
from playbooks.questions import outlived
from scaffold.verify.targets import Targets

CHANGE, PAGE, STOP = ":change", ":page", ":stop"
"""What a person chooses beside a rung."""
NOW = "What now?"
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
    about = asking(wanted.sources.root, "climb")
    found = _begun(wanted, about)
    if not screen.scalable(found):
        screen.nothing(found)
        return 0
    while True:
        screen.answered(found)
        found.seen.insist()
        rung = _chosen(wanted, found, about)
        if rung == CHANGE:
            found = judged(change(found, about).seen, wanted.sources.root, failed=failed)
            continue
        if rung is None:
            return 0
        plan = plan_of(wanted.sources.root, rung, found, wanted.wishes)
        code = carry_out(plan, yes=wanted.yes, dry_run=False)
        if code or wanted.yes or plan.empty:
            return code
        built = _built(wanted, rung)
        if built:
            forget(about)
        if not (built and _again()):
            screen.later(wanted.sources.root)
            return 0
        moved = _proved(wanted, rung)
        if moved is None:
            return 0
        # a diagnosis that failed holds for its evidence alone: a rung that moved its metric makes new evidence
        failed = frozenset() if moved else failed | {rung}
        found = _looked(_after(wanted), about, failed)
        found = asked(found, about, built=rung)


def _looked(wanted: Walk, about: Asking, failed: frozenset[str] = frozenset()) -> Decided:
    """A look, with what was told before, and what the ladder says to it."""
    kept = tuple(about.answers().facts.values())
    return decided(replace(wanted.sources, kept=kept), failed=failed)


def _after(wanted: Walk) -> Walk:
    """The walk without what the command line told of the time before the rung."""
    tell = tuple(one for one in wanted.sources.tell if not outlived(one.partition("=")[0].strip()))
    return replace(wanted, sources=replace(wanted.sources, tell=tell))


def _begun(wanted: Walk, about: Asking) -> Decided:
    """The first look, shown, and what a person adds to it."""
    found = _looked(wanted, about)
    screen.project(wanted.sources.root, found)
    asks = interactive() and not wanted.yes and screen.scalable(found)
    return asked(found, about) if asks else found


def _chosen(wanted: Walk, found: Decided, about: Asking) -> str | None:
    """The rung to build now, CHANGE to answer something again, or None to stop here."""
    rung = found.decision.next
    buildable = rung and found.rungs[rung].template and not obstacle(rung, found.seen.looks)
    if not buildable:
        screen.stop(wanted.sources.root, found)
    if wanted.yes or not (buildable or interactive()):
        return rung if buildable else None
    if not interactive():
        raise Problem("there is nobody to ask: standard input is not a terminal", OTHERWISE)
    choices = _choices(found, rung, about, buildable=bool(buildable))
    while (choice := pick(NOW, choices, otherwise=OTHERWISE)) == PAGE and rung:
        screen.page(rung)
    return None if choice == STOP else choice


def _choices(found: Decided, rung: str | None, about: Asking, *, buildable: bool) -> dict[str, str]:
    """What a person may do now; without a rung to build, stopping comes first."""
    others = {
        one.rung: f"Build {one.rung} first ({found.rungs[one.rung].title})"
        for one in found.decision.verdicts
        if one.rung != rung and found.rungs[one.rung].template and one.answer is Answer.LATER
    }
    page = {PAGE: f"Read the page of {rung}"} if rung else {}
    told = {CHANGE: "Change what you told"} if about.answers().asked else {}
    if not (buildable and rung):
        return {STOP: "Stop here", **page, **told}
    yes = {rung: f"Build {rung}: every file is shown before it is written"}
    return {**yes, **page, **others, **told, STOP: "Stop here"}


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
