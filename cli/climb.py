"""`rung climb`: the guided walk: look, decide, explain, ask, preview, build, verify, and look again."""

from pathlib import Path

from cli import options
from cli.named import NOTHING, Named, with_sources


@with_sources
def climb(
    path: options.Folder = Path(),
    yes: options.Yes = False,
    set_: options.Set = None,
    answers: options.Answers = None,
    named: Named = NOTHING,
    pooler_url: options.PoolerUrl = None,
) -> int:
    """Assess with a guide, then build the next rung and measure again.

    Shows what was seen, the next rung and why, what it costs, and every file before it is written.

    With --yes the next rung is built without a question, and only that one: the one after it needs a new
    measurement.
    """
    from cli.building import Wishes
    from cli.walk import Walk, walk
    from scaffold.verify.targets import Targets

    sources = named.sources(path)
    targets = Targets(
        url=next(iter(named.url or ()), None),
        metrics_url=named.metrics_url,
        database_url=named.database_url,
        redis_url=named.redis_url,
        pooler_url=pooler_url,
    )
    wishes = Wishes(pairs=tuple(set_ or ()), file=answers, ask=not yes)
    return walk(Walk(sources=sources, wishes=wishes, targets=targets, yes=yes))
