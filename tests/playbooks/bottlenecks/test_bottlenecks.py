"""Live, seeded bottlenecks through the front door: the first rung, what is refused, and the metric that had to move.

Each starts a little application on real servers, loads it, asks `rung assess`, repairs what the answer names (built by
`rung add` where it can), and asks again. The data were written down first: `bottlenecks.yml`. No time is asserted.
`RUNG_BOTTLENECK_SECONDS=6` is the longer version; tests/bench/bottlenecks.py prints the table.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from scaffold.demo.post_office import PostOffice
from scaffold.demo.postgres import Postgres, free_port
from tests.needs import need
from tests.playbooks.bottlenecks.proof import proved
from tests.playbooks.bottlenecks.stage import BOTTLENECKS, LONGER, staged

pytestmark = pytest.mark.timeout(300)
"""The broker starts slowly on a busy machine."""


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    """A PostgreSQL that each bottleneck starts anew with its own settings, and stops."""
    folder = Path(tempfile.mkdtemp(prefix="rung-test-"))
    one = Postgres(folder=folder, port=free_port())
    try:
        one.create()
        yield one
    finally:
        one.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def mail() -> Iterator[PostOffice]:
    """A mail server that thinks about every letter."""
    with PostOffice() as one:
        yield one


STEADY = [name for name, one in BOTTLENECKS.items() if LONGER or not one.get("unsteady")]


@pytest.mark.parametrize("name", STEADY)
def test_the_first_rung_is_right_and_its_metric_moves(
    name: str, tmp_path: Path, server: Postgres, mail: PostOffice
) -> None:
    need(
        len(os.sched_getaffinity(0)) >= 2 or not BOTTLENECKS[name].get("one_core"),
        "two processors, one of which is kept from the database at first",
    )
    with staged(name, tmp_path, server, mail.port) as stage:
        row = proved(stage)
    assert row.said == row.expected and not row.wrongs, "\n".join(row.wrongs)


def test_every_bottleneck_was_written_down_whole() -> None:
    assert len(BOTTLENECKS) >= 13
    for name, one in BOTTLENECKS.items():
        assert one["why"] and one["seeded"] and one["load"]["most"] and one["load"]["seconds"], name
        assert one["next"] not in one["never"], name
        assert (one["repair"] == "none") == ("metric" not in one), name
