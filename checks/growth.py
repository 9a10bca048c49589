"""How much more load is coming, and when: this year's growth, or a launch, whichever brings more."""

from checks.vitals import Vitals

YEAR_DAYS = 365.0


def coming(vitals: Vitals) -> tuple[float, str]:
    """The factor on today's load (1 where none is known), and when in words: "in a year", "at the launch"."""
    growth = vitals.number("growth_per_year") or 1.0
    days = vitals.number("launch_in_days")
    launch = vitals.number("launch_load_factor") or 1.0
    if days is not None and days <= YEAR_DAYS and launch > growth:
        return launch, "at the launch"
    return growth, "in a year"
