"""Do several teams deploy one program, and wait for each other?

Why: a team that must deploy alone is the one reason for services that no machine can replace.
What to do: module borders first; a service only where a border has been stable. Teams whose changes are live within a
day, or which each deploy every working day, do not wait for each other, however many share the program.
Source: Istio's five questions ("Introducing istiod", 2020); three teams is this tool's default. A day is the line
between the two upper groups, for deploys and for lead time, in DORA's "Accelerate State of DevOps" (2019).
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.threshold import Grade, threshold
from checks.vitals import Vitals

SEVERAL = threshold("people.teams_collide.several", 3.0, unit="times")
DORA = "DORA, Accelerate State of DevOps 2019: a day parts the two upper groups"
DAILY = threshold("people.teams_collide.daily", 5.0, unit="1", grade=Grade.B, source=DORA)
"""Deploys a week for each team: one on each working day."""
DAY_H = threshold("people.teams_collide.day_h", 24.0, unit="h", grade=Grade.B, source=DORA)
LINE = (
    "{SEVERAL:g} teams or more for each service, unless each deploys {DAILY:g} times a week or changes are live "
    "in {DAY_H:g} h"
)


def check(vitals: Vitals) -> Report:
    """Fires when three teams or more share each deployable."""
    teams = vitals.number("teams")
    if teams is None:
        return missing(vitals, "teams")
    services = max(1.0, vitals.number("services") or 1.0)
    if teams / services < vitals.line(SEVERAL):
        return quiet(f"{teams:g} teams for {services:g} deployables")
    if free := _unhindered(vitals, teams):
        return quiet(f"{teams:g} teams for {services:g} deployables, and {free}")
    return fires(
        vitals,
        f"{teams:g} teams deploy {services:g} programs",
        "find the module whose border has been stable the longest",
        "teams",
        "services",
        "deploys_per_week",
        "lead_time_hours",
    )


def _unhindered(vitals: Vitals, teams: float) -> str:
    """In words, that nobody waits for anybody; empty where that is not known."""
    deploys, lead = vitals.number("deploys_per_week"), vitals.number("lead_time_hours")
    if deploys is not None and deploys / teams >= vitals.line(DAILY):
        return f"each deploys {deploys / teams:.3g} times a week"
    if lead is not None and lead <= vitals.line(DAY_H):
        return f"a change is live in {lead:.3g} h"
    return ""
