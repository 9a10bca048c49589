"""What one look at a bottleneck must say, and what must have moved after the repair; the wrongs are told in words."""

import json
from dataclasses import dataclass
from typing import Any

from playbooks.pages import rungs
from tests.playbooks.bottlenecks.stage import LONGER, Stage

DEAR = 3
"""Cost class from which even "after that" is a recommendation; cheaper steps may wait behind the first one."""
COST = {one.name: one.cost for one in rungs()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table."""

    name: str
    expected: str
    said: str | None
    saturated: str
    metric: str = ""
    before: float | None = None
    after: float | None = None
    wrongs: tuple[str, ...] = ()


def proved(stage: Stage) -> Row:
    """Look, hold the answer against what was written down, repair, look again, hold the metric against its bar."""
    page = stage.assessed()
    wrongs = list(faults(stage.data, page))
    metric: dict[str, Any] = stage.data.get("metric", {"vital": ""})
    before, after = None, None
    repairs = stage.data["repair"] != "none" and (LONGER or not stage.data.get("longer"))
    if repairs and not wrongs:
        before = figure(page, metric["vital"])
        answers = stage.answers()
        stage.repair()
        then = stage.assessed()
        after = figure(then, metric["vital"])
        if stage.answers() != answers:
            wrongs.append("answers differ from those before")
        if not moved(metric, before, after):
            wrongs.append(f"{metric['vital']} went from {before} to {after}: {metric}")
        if then["next"]["rung"] == page["next"]["rung"] and stage.data.get("settled", True):
            wrongs.append(f"{page['next']['rung']} is still the first rung after the repair")
    return Row(
        name=stage.name,
        expected=stage.data["next"],
        said=page["next"]["rung"],
        saturated=page["saturated"]["resource"],
        metric=metric["vital"],
        before=before,
        after=after,
        wrongs=tuple(wrongs),
    )


def faults(data: dict[str, Any], page: dict[str, Any]) -> list[str]:
    """Where the answer is not the one that was written down."""
    said, verdicts = page["next"], {one["rung"]: one for one in page["verdicts"]}
    found = []
    if said["rung"] != data["next"]:
        found.append(f"first rung {said['rung']} (asks {said['ask']}), {data['next']} is right")
    if page["saturated"]["resource"] != data.get("saturated", page["saturated"]["resource"]):
        found.append(f"{page['saturated']['resource']} is named, {data['saturated']} is short")
    for rung, answer in data.get("refused", {}).items():
        if verdicts[rung]["answer"] != answer:
            found.append(f"{rung} is {verdicts[rung]['answer']}, not {answer}")
    for rung, check in data.get("against", {}).items():
        if check not in {one["check"] for one in verdicts[rung]["against"]}:
            found.append(f"{check} does not speak against {rung}")
    wished = set(data.get("never", ()))
    if dear := wished & {one for one in said["then"] if COST[one] >= DEAR}:
        found.append(f"{sorted(dear)} would follow")
    if missing := set(data.get("then", ())) - set(said["then"]):
        found.append(f"{sorted(missing)} should follow")
    if found:
        found.append(f"{page['saturated']['text']}: {figures(page)}")
    return found + contract(verdicts[said["rung"]] if said["rung"] else None)


def contract(verdict: dict[str, Any] | None) -> list[str]:
    """What every taken rung owes: evidence with its threshold and source, a way to verify, a way back, a flip."""
    if verdict is None:
        return ["no rung, so no contract"]
    terms = verdict["terms"]
    lacking = [one for one in ("verify", "undo", "lead_time") if not terms[one]]
    if verdict["rung"] != "observe" and not verdict["because"]:
        lacking.append("because")
    if any(not one["threshold"] or not one["source"] for one in terms["evidence"]):
        lacking.append("thresholds and sources")
    return [
        f"{verdict['rung']} lacks {one}"
        for one in [*lacking, *(() if verdict["flips"] else ("flips",))]
    ]


def figure(page: dict[str, Any], vital: str) -> float | None:
    """The vital's value; None where it was not measured. Where nobody was at work, nobody waited."""
    fact = page["vitals"].get(vital)
    if vital == "lock_wait_share" and fact is None:
        fact = page["vitals"].get("active_sessions")
        return 0.0 if fact is not None and not fact["value"] else None
    return None if fact is None else float(fact["value"])


def figures(page: dict[str, Any]) -> str:
    """The vitals in one line."""
    return json.dumps({name: one["value"] for name, one in page["vitals"].items()})


def moved(metric: dict[str, Any], before: float | None, after: float | None) -> bool:
    """Whether the metric moved as far as it was said to."""
    if "becomes" in metric:
        return after == float(metric["becomes"])
    if before is None or after is None or before <= 0:
        return False
    ratio = after / before
    return bool(metric.get("at_least", 0) <= ratio <= metric.get("at_most", float("inf")))
