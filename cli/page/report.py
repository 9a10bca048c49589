"""One page for people, to read, mail or keep: Markdown, or a single HTML file that needs no network and no script."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from markupsafe import Markup, escape

from checks.busy import FULL_MACHINE
from checks.config import cache_eviction
from checks.core import Fact
from checks.limits import connection_demand, connections, idle_in_transaction, int4_keys, xid_age
from checks.saturation import app_cpu, database_cpu, locks, storage_io
from checks.threshold import Threshold
from checks.vitals import Vitals
from cli import figures, words
from cli.decided import Decided
from cli.page import curve
from cli.projected import Projected
from cli.screen import answer, projected
from playbooks.core import Answer, Verdict
from playbooks.model.capacity import Ability, Capacity
from playbooks.model.cheapest import Chosen

BACKTICKS = re.compile(r"`([^`]+)`")
HERE = Path(__file__).parent
FORMATS = {"html": "report.html.jinja", "md": "report.md.jinja"}
CEILINGS: dict[str, tuple[str, Threshold]] = {
    "database_cpu": ("Database processor", database_cpu.WARN),
    "app_cpu": ("Application processor", app_cpu.FULL),
    "host_cpu": ("Machine", FULL_MACHINE),
    "iops_share": ("Storage operations", storage_io.NEAR_CAP),
    "throughput_share": ("Storage bytes", storage_io.NEAR_CAP),
    "io_wait_share": ("Sessions waiting for storage", storage_io.WAITING),
    "lock_wait_share": ("Sessions waiting for locks", locks.CONVOY),
    "idle_in_transaction_share": ("Sessions idle in a transaction", idle_in_transaction.TOO_MANY),
    "connection_demand_share": ("Connection budget at the largest size", connection_demand.FULL),
    "cache_memory_share": ("Cache memory", cache_eviction.NEAR),
    "xid_age_share": ("Transaction ids", xid_age.WARN),
    "int4_fill": ("Four-byte keys", int4_keys.WARN),
}
"""What the saturation picture shows: a name, and the share from which its check fires."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One resource in the saturation picture: how full it is, and from when on that counts."""

    name: str
    share: float
    counts_from: float
    said: str

    @property
    def full(self) -> bool:
        """Whether it is past the line."""
        return self.share >= self.counts_from


def report(format_: str, root: Path, found: Decided, ahead: Projected) -> str:
    """The page in this format ("html" or "md")."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    from checks.redact import redact

    made = Environment(
        loader=FileSystemLoader(HERE),
        undefined=StrictUndefined,
        autoescape=select_autoescape(enabled_extensions=("html.jinja",)),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["cell"] = cell
    made.filters["code"] = code
    text = made.get_template(FORMATS[format_]).render(_words(root, found, ahead))
    return "".join(redact(line) for line in text.splitlines(keepends=True))


def code(text: object) -> Markup:
    """Escaped text for HTML, with what stands between backticks as code."""
    return Markup(BACKTICKS.sub(r"<code>\1</code>", str(escape(str(text)))))  # noqa: S704 (escaped first)


def cell(text: object) -> str:
    """Text inside a Markdown table, where a bar ends the cell and a tag would be obeyed."""
    return str(text).replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


def _words(root: Path, found: Decided, ahead: Projected) -> dict[str, object]:
    vitals, decision = found.seen.looks.get(Vitals) or Vitals(), found.decision
    verdict = decision.verdict(decision.next) if decision.next else None
    capacity = ahead.capacity if isinstance(ahead.capacity, Capacity) else None
    return {
        "name": figures.plain(root.name or str(root)),
        "today": date.today().isoformat(),
        "next": decision.next,
        "title": found.rungs[decision.next].title if decision.next else "",
        "reasons": _joined(answer.reasons(decision, found.rungs)),
        "wish": answer.wish_words(decision, vitals),
        "verdict": verdict,
        "terms": verdict.terms if verdict else None,
        "ask": decision.ask,
        "bars": bars(vitals),
        "capacity": projected.capacity_rows(ahead.capacity),
        "refused": "" if capacity else getattr(ahead.capacity, "why", ""),
        "abilities": (capacity.now, *capacity.after, *capacity.together) if capacity else (),
        "doubts": capacity.sure.doubts if capacity else (),
        "span": span,
        "picture": curve.draw(capacity) if capacity else "",
        "stations": words.STATIONS,
        "number": figures.number,
        "runways": projected.runway_rows(ahead.runways),
        "ahead": ahead,
        "chosen_total": _total(ahead),
        "hours": words.hours,
        "ladder": [
            (
                one.rung,
                found.rungs[one.rung].title,
                words.ANSWERS[one.answer],
                str(one.answer),
                why(one),
            )
            for one in decision.verdicts
        ],
        "facts": [_fact(one) for one in vitals.known()],
    }


def span(one: Ability) -> str:
    """Between which the end lies in nine cases of ten, as a cell; a dash where too few loads were watched."""
    if one.low is None:
        return "-"
    return f"{figures.number(one.low)} to {figures.number(one.high) if one.high else 'no end'}"


def bars(vitals: Vitals) -> list[Bar]:
    """The resources that were measured or told, fullest against its own line first."""
    found = [
        _bar(name, vitals.line(from_), value)
        for name, (_, from_) in CEILINGS.items()
        if (value := vitals.number(name)) is not None
    ]
    used, limit = vitals.number("connections_used"), vitals.number("max_connections")
    if used is not None and limit:
        said = f"{used:.0f} of {limit:.0f}"
        counts_from = vitals.line(connections.WARN)
        share = used / limit
        found.append(Bar(name="Database sessions", share=share, counts_from=counts_from, said=said))
    return sorted(found, key=lambda one: (-one.share / one.counts_from, one.name))


def _bar(name: str, line: float, value: float) -> Bar:
    said = figures.figure(value, "ratio", name)
    return Bar(name=CEILINGS[name][0], share=value, counts_from=line, said=said)


def why(verdict: Verdict) -> str:
    """The reason that carried an answer."""
    against = verdict.against if verdict.answer is Answer.VETOED else ()
    reasons = against or verdict.because
    return words.reason(reasons[0].text) if reasons else ""


def _joined(rows: list[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Rows whose label is empty belong to the one before."""
    joined: list[tuple[str, list[str]]] = []
    for label, said in rows:
        if label or not joined:
            joined.append((label, [said]))
        else:
            joined[-1][1].append(said)
    return joined


def _fact(one: Fact) -> tuple[str, str, str]:
    window = f", {one.window}" if one.window else ""
    return one.name, figures.of(one), f"{figures.plain(one.where)}{window}"


def _total(ahead: Projected) -> str:
    if isinstance(ahead.chosen, Chosen) and ahead.chosen.parts:
        return projected.total(ahead.chosen)
    return ""
