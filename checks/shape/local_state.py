"""Does an instance keep state that another one would miss?

Why: sessions in memory, uploads on the local disk and a scheduler inside the process break as soon as there
is a second instance: users are logged out, files are missing, jobs run twice.
What to do: move sessions to the database or a cache, uploads to object storage, schedules to one worker.
Source: "The Twelve-Factor App", chapter VI, Processes.
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

LINE = "local_state found"


def check(vitals: Vitals) -> Report:
    """Fires when such state is found."""
    state = vitals.fact("local_state")
    if state is None:
        return missing(vitals, "local_state")
    if not state.value:
        return quiet("no state is kept on the instance")
    return fires(
        vitals,
        f"state is kept on the instance: {state.value}",
        "move it out of the instance first",
        "local_state",
    )
