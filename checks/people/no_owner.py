"""Would nobody own this step for years?

Why: shards, services and regions are not projects that end; without an owner they decay into the next outage.
What to do: name the owner first.
Source: this tool's one-way gate; Figma reports nine months until its first sharded table ("How Figma's databases
team lived to tell the scale", 2024).
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

LINE = "owner told as false"


def check(vitals: Vitals) -> Report:
    """Fires when it was told that nobody would own it."""
    owner = vitals.number("owner")
    if owner is None:
        return missing(vitals, "owner")
    if owner:
        return quiet("an owner is named")
    return fires(
        vitals,
        "nobody would own this step for years",
        "name the owner first",
        "owner",
    )
