"""The burn-rate alert: by Prometheus's own rule tests, and on a real Prometheus that reads a failing application."""

import json
import shutil
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from scaffold.demo.postgres import free_port
from tests.needs import need
from tests.templates.golden import render
from tests.templates.running import Running

WHAT = "prometheus with promtool: apt-get install prometheus"
COMPOSE = {"framework": "fastapi", "compose_file": "compose.yaml"}
APPLICATION = """
import request_metrics
from fastapi import FastAPI

app = FastAPI()
request_metrics.install(app)


@app.get("/work")
def work(fail: bool = False):
    if fail:
        raise RuntimeError("the fault")
    return {}
"""


def promtool(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("promtool")
    need(program, WHAT)
    return subprocess.run(
        [str(program), *words], cwd=folder, capture_output=True, text=True, timeout=60
    )


def rule_test(tmp_path: Path, failing: str, fires: list[tuple[str, bool]]) -> None:
    """`failing` is the series of 5xx in promtool's notation, one sample a minute beside 100 good ones a minute."""
    folder = render("observe", tmp_path / "rendered", COMPOSE) / "deploy" / "prometheus"
    good = (
        'http_request_duration_seconds_count{job="application",method="GET",route="/",status="200"}'
    )
    bad = (
        'http_request_duration_seconds_count{job="application",method="GET",route="/",status="500"}'
    )
    tests = {
        "rule_files": ["alerts.yml"],
        "evaluation_interval": "1m",
        "tests": [
            {
                "interval": "1m",
                "input_series": [
                    {"series": good, "values": "0+100x240"},
                    {"series": bad, "values": failing},
                ],
                "promql_expr_test": [
                    {
                        "expr": 'count(ALERTS{alertname="ErrorBudgetBurnsFast",alertstate="firing"})',
                        "eval_time": at,
                        "exp_samples": [{"value": 1}] if fire else [],
                    }
                    for at, fire in fires
                ],
            }
        ],
    }
    (folder / "test.yml").write_text(yaml.safe_dump(tests))
    done = promtool(folder, "test", "rules", "test.yml")
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_fires_while_the_budget_burns_and_ends_soon_after(tmp_path: Path) -> None:
    rule_test(tmp_path, "0x60 0+3x60 180x100", [("59m", False), ("115m", True), ("130m", False)])


def test_errors_within_the_budget_are_left_alone(tmp_path: Path) -> None:
    rule_test(tmp_path, "0+1x240", [("60m", False), ("120m", False), ("230m", False)])


def test_a_short_burst_alone_is_left_alone(tmp_path: Path) -> None:
    rule_test(tmp_path, "0x100 0+10x4 40x130", [("102m", False), ("104m", False), ("120m", False)])


def test_no_failure_at_all_is_left_alone(tmp_path: Path) -> None:
    rule_test(tmp_path, "_x240", [("120m", False)])


def test_configuration_and_rules_are_valid(tmp_path: Path) -> None:
    folder = render("observe", tmp_path / "rendered", COMPOSE) / "deploy" / "prometheus"
    for words in (("check", "config", "prometheus.yml"), ("check", "rules", "alerts.yml")):
        done = promtool(folder, *words)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_metrics_page_is_clean(tmp_path: Path, serve: Callable[..., Running]) -> None:
    need(shutil.which("promtool"), WHAT)
    app = application(tmp_path, serve)
    app.get("/work")
    done = subprocess.run(
        ["promtool", "check", "metrics"], input=app.page(), capture_output=True, text=True
    )
    ours = [line for line in (done.stdout + done.stderr).splitlines() if line.startswith("http_")]
    assert ours == []


def application(tmp_path: Path, serve: Callable[..., Running]) -> Running:
    folder = render("observe", tmp_path / "app", {"framework": "fastapi"})
    (folder / "main.py").write_text(APPLICATION)
    return serve(folder, "uvicorn", "main:app", "--port", "{port}", "--log-level", "critical")


@pytest.fixture
def prometheus(tmp_path: Path, serve: Callable[..., Running]) -> Iterator[tuple[Running, Running]]:
    """The application and a real Prometheus on the rendered configuration, with windows of seconds."""
    need(shutil.which("prometheus"), WHAT)
    app = application(tmp_path, serve)
    host, port = app.url.removeprefix("http://").split(":")
    answers = {**COMPOSE, "web_service": host, "web_port": int(port), "scrape_seconds": 1,
               "burn_long": "12s", "burn_short": "4s"}  # fmt: skip
    folder = render("observe", tmp_path / "rendered", answers)
    compose = yaml.safe_load((folder / "deploy/compose/observe.yaml").read_text())
    service = compose["services"]["prometheus"]
    where, listen = tmp_path / "data", free_port()
    flags = [
        one.replace("/etc/prometheus", str(folder / "deploy/prometheus")).replace(
            "=/prometheus", f"={where}"
        )
        for one in service["command"]
    ]
    with (tmp_path / "prometheus.log").open("wb") as log:
        process = subprocess.Popen(
            ["prometheus", *flags, f"--web.listen-address=127.0.0.1:{listen}"],
            cwd=tmp_path, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        yield app, Running(url=f"http://127.0.0.1:{listen}")
    finally:
        process.terminate()
        process.wait(20)


def query(prometheus: Running, promql: str) -> list[dict[str, object]]:
    address = f"{prometheus.url}/api/v1/query?query={urllib.parse.quote(promql)}"
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return list(json.loads(answer.read())["data"]["result"])
    except OSError:
        return []


def test_it_fires_on_a_real_prometheus_when_the_application_fails(
    prometheus: tuple[Running, Running],
) -> None:
    app, server = prometheus
    firing = 'ALERTS{alertname="ErrorBudgetBurnsFast",alertstate="firing"}'

    def until(promql: str, there: bool, seconds: float, path: str) -> bool:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for _ in range(10):
                app.get(path)
            if bool(query(server, promql)) is there:
                return True
            time.sleep(0.2)
        return False

    assert until('up{job="application"} == 1', True, 40, "/work")
    assert until("job:http_requests_failed:ratio_rate12s == 0", True, 30, "/work")
    assert not query(server, firing)
    assert until(firing, True, 40, "/work?fail=true")
    assert until(firing, False, 40, "/work")
