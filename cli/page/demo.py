"""The demo's figures as JSON: schema, before, after, rungs of the main size, and every size under `runs`."""

from dataclasses import asdict
from typing import Any

from scaffold.demo.result import Climbed, DemoResult, Load, Run, Sameness, State

SCHEMA = 1
Json = dict[str, Any]


def written(result: DemoResult) -> Json:
    """The whole demo; the first size stands at the top level."""
    return {
        "schema": SCHEMA,
        **_run(result.runs[0]),
        "runs": [_run(one) for one in result.runs],
        "settings": dict(result.settings),
        "seconds": result.seconds,
    }


def _run(run: Run) -> Json:
    return {
        "size": run.size,
        "rows": dict(run.rows),
        "database_bytes": run.database_bytes,
        "before": _state(run.before),
        "after": _state(run.after),
        "times_the_throughput": run.times,
        "p95_lower": run.p95_lower,
        "rungs": [_climbed(one) for one in run.rungs],
        "next": run.next,
        "seconds": dict(run.seconds),
    }


def _state(state: State) -> Json:
    closed = _load(state.closed)
    top = {key: closed[key] for key in ("p50_ms", "p95_ms", "rps", "errors")}
    return {
        "name": state.name,
        **top,
        "closed": closed,
        "open": _load(state.open) if state.open else None,
        "cores": dict(state.cores),
        "machine_cores": state.machine_cores,
        "database_share": state.database_share,
        "spin_ms": state.spin_ms,
    }


def _load(load: Load) -> Json:
    routes = {
        name: {"answers": answers, "p50_ms": p50, "p95_ms": p95}
        for name, (answers, p50, p95) in load.routes.items()
    }
    return {**asdict(load), "routes": routes, "errors": load.errors}


def _climbed(one: Climbed) -> Json:
    return {
        "rung": one.rung,
        "predicted": asdict(one.predicted) if one.predicted else None,
        "measured": float(one.measured.value) if one.measured else None,
        "kept": one.kept,
        "wrong_first": one.wrong_first,
        "same_answers": _same(one.same) if one.same else None,
        "state": _state(one.state),
        "note": one.note,
    }


def _same(same: Sameness) -> Json:
    return {**asdict(same), "passed": same.passed}
