"""`rung verify`: from running services, whether a rung does its job and its metric moved."""

from pathlib import Path
from typing import Annotated

import typer

from cli import options

NOT_MOVED = 1


def verify(
    rung: Annotated[str, typer.Option("--rung", metavar="RUNG", help="The rung to prove.")],
    path: options.Folder = Path(),
    url: options.AppUrl = None,
    metrics_url: options.MetricsUrl = None,
    database_url: options.DatabaseUrl = None,
    redis_url: options.RedisUrl = None,
    pooler_url: options.PoolerUrl = None,
    seconds: Annotated[
        float,
        typer.Option("--seconds", metavar="N", min=0.0, help="Watch the live load for N seconds."),
    ] = 10.0,
    as_json: options.AsJson = False,
) -> int:
    """Prove a rung on running services. Exit code 1 when it does not do its job."""
    from cli.decided import buildable
    from cli.look import root_of
    from scaffold.verify import verify as prove
    from scaffold.verify.targets import Targets

    buildable(rung)
    targets = Targets(
        url=url,
        metrics_url=metrics_url,
        database_url=database_url,
        redis_url=redis_url,
        pooler_url=pooler_url,
    )
    found = prove(root_of(path), rung, targets, window_s=seconds)
    if as_json:
        from cli.page import json as page

        page.write(page.verification(found))
    else:
        from cli.screen import verify as screen

        screen.show(found)
    return 0 if found.passed else NOT_MOVED
