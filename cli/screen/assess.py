"""The screen of `rung assess`: first the answer, then the reasons, then everything that was looked at."""

from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.text import Text

from checks.core import Fact, Looks, Problem
from checks.fill import conflicts
from checks.fill.from_told import is_told
from checks.probes.metrics import Metrics
from checks.probes.postgres import Postgres
from checks.probes.repo.snapshot import Repo, RepoFact, State
from checks.vitals import Vitals
from cli import figures, words
from cli.decided import Decided, measured, obstacle
from cli.projected import Projected
from cli.screen import answer, context, outline, paper, projected
from playbooks.core import Answer, Because, Decision, Rung, Verdict

COLOURS = {
    Answer.HELD: "green",
    Answer.TAKE: "bold cyan",
    Answer.LATER: "yellow",
    Answer.MEASURE: "magenta",
    Answer.VETOED: "red",
    Answer.NOT_NEEDED: "dim",
}


def show(
    root: Path,
    found: Decided,
    *,
    ahead: Projected,
    facts_only: bool = False,
    everything: bool = False,
) -> None:
    """First the answer, then what was put aside; only what was seen, or everything, on request."""
    console = paper.sheet()
    looks, decision, rungs = found.seen.looks, found.decision, found.rungs
    console.print(
        paper.ink(root.name or str(root), "bold"), paper.ink(str(root), "dim"), soft_wrap=True
    )
    if facts_only:
        facts(console, looks)
        if seen := looks.get(Repo):
            context.show(console, seen.context)
        return
    console.print()
    repo = looks.get(Repo)
    if repo and not repo.applicable and not measured(looks):
        nothing(console, repo)
        return
    if ahead.actions:
        projected.incident(console, ahead.actions)
        console.print()
    answer.show(console, decision, rungs, looks)
    build(console, root, found)
    if not measured(looks):
        console.print()
        paper.block(console, UNMEASURED, indent=0)
    answer.ask(console, decision)
    changed(console, found)
    projected.chosen(console, ahead)
    projected.ahead(console, ahead)
    if everything:
        facts(console, looks)
        ladder(console, decision, rungs)
        return
    answer.others(console, decision)
    if repo is not None:
        outline.show(console, repo)
    console.print()
    conflicting(console, looks)
    if repo is not None:
        unread(console, repo)
    rest(console, looks)


NOTHING = "do_nothing"
"""The rung that is to build nothing."""
UNMEASURED = (
    "Nothing was measured: this rests on the project's files alone. "
    "Files say what a project could need; only a measurement says what it needs first."
)


def nothing(console: Console, repo: Repo) -> None:
    """There is nothing to scale here, and what to look at instead."""
    console.print(paper.ink("Next step: none", "bold"))
    paper.block(console, repo.why_not)
    console.print()
    paper.block(
        console, "Give the folder of an application, or name its running systems:", indent=0
    )
    paper.command(console, "rung assess --database-url URL --metrics-url URL PATH")
    if any(one.facts for one in repo.components):
        paper.section(console, "The project")
        project(console, repo)


def build(console: Console, root: Path, found: Decided) -> None:
    """The command that takes the next step on the same evidence, or the page that says how."""
    decision, looks = found.decision, found.seen.looks
    if decision.next is None:
        return
    console.print()
    if found.rungs[decision.next].template:
        if problem := obstacle(decision.next, looks):
            by_hand(console, root, decision.next, problem)
            return
        sources = " --database-url URL" if looks.get(Postgres) else ""
        sources += " --metrics-url URL" if looks.get(Metrics) else ""
        paper.command(console, f"rung add {decision.next}{sources} --dry-run{words.there(root)}")
        return
    if decision.next != NOTHING:
        paper.block(console, f"rung cannot build {decision.next} yet; its page says how:")
    paper.command(console, f"rung explain {decision.next}")


def by_hand(console: Console, root: Path, rung: str, problem: Problem) -> None:
    """Why rung cannot build it into this project, and what does: a command of rung's own, or the rung's page."""
    said = problem.message.rstrip(".")
    named = said.startswith("rung ")  # the program's name stays as it is written
    paper.block(console, f"{said if named else said[:1].upper() + said[1:]}.")
    if problem.remedy.startswith("rung "):
        paper.command(console, f"{problem.remedy}{words.there(root)}")
        return
    paper.block(console, f"By hand: {problem.remedy.rstrip('.')}.")
    paper.command(console, f"rung explain {rung}")


def facts(console: Console, looks: Looks) -> None:
    """What the project is and what was measured, each with its place."""
    repo = looks.get(Repo)
    if repo is not None:
        paper.section(console, "The project")
        project(console, repo)
    known(console, looks)
    conflicting(console, looks)


def known(console: Console, looks: Looks) -> None:
    """Every figure with its source."""
    _figures(console, "Figures", tuple((looks.get(Vitals) or Vitals()).known()))


def resting(console: Console, looks: Looks, decision: Decision) -> None:
    """The figures that the next step rests on, and how many more are known."""
    because = [decision.saturated_because]
    because += decision.verdict(decision.next).because if decision.next else ()
    names = {fact.name for one in because for fact in one.facts}
    all_ = tuple((looks.get(Vitals) or Vitals()).known())
    _figures(console, "What it rests on", tuple(one for one in all_ if one.name in names))
    if names and (more := len(all_) - len(names)):
        said = f"and {figures.plural(more, 'figure')} more: rung assess --all"
        paper.block(console, paper.ink(said, "dim"))


def _figures(console: Console, title: str, facts: tuple[Fact, ...]) -> None:
    if facts:
        paper.section(console, title)
        paper.placed(console, [(one.name, figures.of(one), _source(one)) for one in facts])


def rest(console: Console, looks: Looks) -> None:
    """How much was seen, and the option that shows it."""
    known = tuple((looks.get(Vitals) or Vitals()).known())
    told = sum(is_told(one) for one in known)
    said = f"{figures.plural(len(known), 'figure')} known, {told} of them told."
    paper.block(
        console, paper.ink(f"{said} Add --all for each of them and every rung.", "dim"), indent=0
    )


def conflicting(console: Console, looks: Looks) -> None:
    """What a person told and a measurement contradicts."""
    for one in conflicts(looks):
        told, used = figures.of(one.ignored), figures.of(one.used)
        said = f"{one.used.name}: you said {told}, measured {used} ({one.used.where}); the measured one is used"
        paper.block(console, paper.ink(said, "yellow"))


def changed(console: Console, found: Decided) -> None:
    """What is different from the saved look that `--from` named."""
    from checks.changes import changes

    rows = [
        (one.name, f"{one.before or 'was not there'} -> {one.after or 'gone'}", one.kind)
        for one in changes(found.seen.before, found.seen.looks)
    ]
    if rows:
        paper.section(console, "Changed since the saved look")
        paper.columns(console, rows, fixed=1)


def project(console: Console, repo: Repo) -> None:
    """Each component's facts with file and line, and what could not be read."""
    for component in repo.components:
        if len(repo.components) > 1:
            paper.block(
                console, paper.ink(f"{component.path or '.'}  {', '.join(component.roles)}", "dim")
            )
        paper.placed(
            console, [(one.name, _said(one), str(one.place or "")) for one in component.facts]
        )
    unread(console, repo)


def unread(console: Console, repo: Repo) -> None:
    """What could not be read, which is never left out: the answer lacks it."""
    alike = Counter(reason for _, reason in repo.unread)
    shown = list(dict.fromkeys(_unread(path, reason, alike) for path, reason in repo.unread))
    for said in shown[:MOST_UNREAD]:
        paper.block(console, paper.ink(f"not read: {said}", "yellow"))
    if len(shown) > MOST_UNREAD:
        more = f"not read: {len(shown) - MOST_UNREAD} more (--json names them)"
        paper.block(console, paper.ink(more, "yellow"))


def _unread(path: str, reason: str, alike: Counter[str]) -> str:
    """One file with its reason; minified files, which hold no code of the project's own, together."""
    if reason.startswith("minified") and alike[reason] > 1:
        return f"{alike[reason]} files: {reason}; --json names them"
    return f"{path}: {reason}"


MOST_UNREAD = 20


def _said(one: RepoFact) -> str:
    """The value, its state where it is not simply active, and what it overrules."""
    said = [] if one.state is State.ACTIVE else [str(one.state).replace("_", " ")]
    said += [f"by your configuration; the files say {one.overrules}"] if one.overrules else []
    return f"{one.value} ({', '.join(said)})" if said else str(one.value)


def _source(fact: Fact) -> str:
    return f"{fact.where}, {fact.window}" if fact.window else fact.where


def ladder(console: Console, decision: Decision, rungs: dict[str, Rung]) -> None:
    """A verdict on every rung, in the ladder's order."""
    paper.section(console, "Every rung")
    ordered = sorted(decision.verdicts, key=lambda one: rungs[one.rung].order)
    paper.columns(console, [row(one) for one in ordered], fixed=2)


def row(verdict: Verdict) -> tuple[Text, Text, str]:
    """Name, answer and the reason that carried it."""
    colour = COLOURS[verdict.answer]
    return (
        Text(verdict.rung, style=colour),
        Text(words.ANSWERS[verdict.answer], style=colour),
        _why(verdict),
    )


def _why(verdict: Verdict) -> str:
    """The evidence that carried the answer: what speaks against a veto's rung, what speaks for the others."""
    against: tuple[Because, ...] = verdict.against
    order = against + verdict.because
    if verdict.answer is not Answer.VETOED:
        order = verdict.because + against
    text = order[0].text if order else verdict.flips
    return text.partition(" (rung assess")[0] if verdict.answer is Answer.MEASURE else text
