"""What holds for every source that can be named: the rest is shown, no password on a screen, an interrupt ends it."""

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.checks.probes import hostile
from tests.cli.program import PROGRAM, rung, surroundings
from tests.needs import need

SOURCES = {
    "--redis-url": "redis://me:s3cr3t@127.0.0.1:{port}/0",
    "--rabbitmq-url": "http://me:s3cr3t@127.0.0.1:{port}",
    "--kafka": "kafka://me:s3cr3t@127.0.0.1:{port}",
    "--prometheus-url": "http://me:s3cr3t@127.0.0.1:{port}/prometheus",
    "--url": "http://me:s3cr3t@127.0.0.1:{port}/page?token=s3cr3t",
    "--metrics-url": "http://me:s3cr3t@127.0.0.1:{port}/metrics",
}
AREAS = {"redis", "rabbitmq", "kafka", "prometheus", "http"}


@pytest.mark.parametrize("option", SOURCES)
def test_what_speaks_something_else_hides_nothing_and_tells_no_secret(
    option: str, shop: Path
) -> None:
    with hostile.server(hostile.said(b"-ERR what?\r\n")) as port:
        url = SOURCES[option].format(port=port)
        ran = rung("assess", shop, option, url)
        judged = rung("audit", shop, option, url, "--json", "--fail-on", "never")
    for one in (ran, judged):
        assert one.code == 2 and str(port) in one.err
        assert "s3cr3t" not in one.out + one.err
    assert "Next step: " in ran.out and '"checks"' in judged.out


@pytest.mark.parametrize("option", SOURCES)
def test_an_interrupt_ends_a_look_that_hangs(option: str, shop: Path) -> None:
    need(PROGRAM.exists(), "the program itself: pip install -e '.[dev]'")
    with hostile.server(hostile.said()) as port:
        process = subprocess.Popen(
            [PROGRAM, "assess", shop, option, SOURCES[option].format(port=port)],
            env=surroundings(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        time.sleep(2.0)
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode in {130, 2}, "2 where it had given up by itself before"
    assert "Traceback" not in err and "s3cr3t" not in out + err


def test_nothing_is_looked_at_unless_it_is_named(shop: Path) -> None:
    ran = rung("audit", shop, "--json", "--fail-on", "never")
    told = [one for one in json.loads(ran.out)["checks"] if one["check"].partition(".")[0] in AREAS]
    assert ran.code == 0 and {one["check"].partition(".")[0] for one in told} == AREAS
    assert all(one["outcome"] == "unknown" and "not looked at" in one["note"] for one in told)
