"""What a test needs beyond the virtual environment: skips with the remedy, fails where nothing may skip."""

import os

import pytest


def need(there: object, what: str) -> None:
    """Go on when `there` is truthy; else skip with `what` to install, or fail under RUNG_REQUIRE_SERVICES=1."""
    if there:
        return
    if os.environ.get("RUNG_REQUIRE_SERVICES") == "1":
        pytest.fail(f"needed here: {what}")
    pytest.skip(f"needs {what}")
