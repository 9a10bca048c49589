"""`rung climb`: the guided walk: look, decide, explain, ask, preview, build, verify, and look again."""

from pathlib import Path

from cli import options


def climb(
    path: options.Folder = Path(),
    yes: options.Yes = False,
    set_: options.Set = None,
    answers: options.Answers = None,
    database_url: options.DatabaseUrl = None,
    url: options.AppUrl = None,
    metrics_url: options.MetricsUrl = None,
    redis_url: options.RedisUrl = None,
    pooler_url: options.PoolerUrl = None,
    tell: options.Tell = None,
    saved: options.From = None,
    seconds: options.Seconds = 0.0,
) -> int:
    """Assess with a guide, then build the next rung and measure again.

    Shows what was seen, the next rung and why, what it costs, and every file before it is written.

    With --yes the next rung is built without a question, and only that one: the one after it needs a new
    measurement.
    """
    from cli.building import Wishes
    from cli.look import Sources, root_of
    from cli.walk import Walk, walk
    from scaffold.verify.targets import Targets

    root = root_of(path)
    sources = Sources(
        root=root,
        database_url=database_url,
        url=url,
        metrics_url=metrics_url,
        tell=tuple(tell or ()),
        saved=saved,
        seconds=seconds,
    )
    targets = Targets(
        url=url,
        metrics_url=metrics_url,
        database_url=database_url,
        redis_url=redis_url,
        pooler_url=pooler_url,
    )
    wishes = Wishes(pairs=tuple(set_ or ()), file=answers, ask=not yes)
    return walk(Walk(sources=sources, wishes=wishes, targets=targets, yes=yes))
