"""The index lists that other advisors gave for the market place: recorded output, with versions and parameters."""

import json
from pathlib import Path

LISTS = Path(__file__).with_name("peers.json")


def peers(path: Path = LISTS) -> dict[str, list[str]]:
    """The statements that build each peer's indexes, by the peer's name."""
    listed = json.loads(path.read_text())["peers"]
    return {one["name"]: [f"create index on {each}" for each in one["indexes"]] for one in listed}
