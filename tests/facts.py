"""Vitals from plain numbers, and a check's word on them: what the tests of checks and rungs are written in."""

from importlib import import_module

from checks.core import Fact, Report, Scalar
from checks.vitals import Vitals, unit_of


def vitals(**values: Scalar) -> Vitals:
    """These quantities as if they had been measured."""
    return Vitals().with_facts(
        *(
            Fact(name=name, value=value, unit=unit_of(name), where="test")
            for name, value in values.items()
        )
    )


def ask(check: str, **values: Scalar) -> Report:
    """What the check `area.name` says of these quantities."""
    report: Report = import_module(f"checks.{check}").check(vitals(**values))
    return report
