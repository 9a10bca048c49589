"""How full the processors are: what waits while a processor is full waits for the processor, whatever it is called."""

from checks.vitals import Vitals

FULL = 0.8
"""From here on a processor is the first suspect; Figma acted at 65 %, Let's Encrypt found 90 % too late."""
PROCESSORS = ("database_cpu", "app_cpu", "host_cpu")


def fullest(vitals: Vitals) -> float:
    """The highest measured use among the processors of database, application and machine; 0 where none is known."""
    return max((vitals.number(one) or 0.0) for one in PROCESSORS)


def processors_full(vitals: Vitals) -> bool:
    """Whether one of them is full."""
    return fullest(vitals) >= FULL
