"""The systems to look at, as options that several commands share: a source more is a line more here.

A command that takes `named: Named` and is marked `with_sources` has every field of Named as an option of its own.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

from checks.core import Problem
from cli import options

if TYPE_CHECKING:
    from cli.look import Sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a person named. Addresses may hold passwords: never show them."""

    database_url: options.DatabaseUrl = None
    pgbouncer_url: options.PgBouncerUrl = None
    url: options.PageUrls = None
    metrics_url: options.MetricsUrl = None
    redis_url: options.RedisUrl = None
    rabbitmq_url: options.RabbitMqUrl = None
    kafka: options.KafkaServers = None
    prometheus_url: options.PrometheusUrl = None
    window: options.Window = "7d"
    tell: options.Tell = None
    saved: options.From = None
    seconds: options.Seconds = 0.0
    show_sql: options.ShowSql = False

    def sources(self, path: Path) -> "Sources":
        """These sources and the project at this path.

        Raises:
            Problem: the path is no folder that can be read, or there are too many pages.
        """
        from cli.look import MOST_PAGES, Sources, root_of

        given = {one.name: getattr(self, one.name) for one in fields(self)}
        urls, tell = tuple(given.pop("url") or ()), tuple(given.pop("tell") or ())
        if len(urls) > MOST_PAGES:
            raise Problem(
                f"{len(urls)} pages are more than one look takes", f"name {MOST_PAGES} at most"
            )
        return Sources(**given, root=root_of(path), urls=urls, tell=tell)


NOTHING = Named()


def with_sources(command: Callable[..., int]) -> Callable[..., int]:
    """The command with the options of Named in the place of its parameter `named`."""
    hints = get_type_hints(Named, include_extras=True)
    ours = [
        inspect.Parameter(one.name, inspect.Parameter.KEYWORD_ONLY, default=one.default,
                          annotation=hints[one.name])
        for one in fields(Named)
    ]  # fmt: skip
    parameters = list[inspect.Parameter]()
    for one in inspect.signature(command, eval_str=True).parameters.values():
        parameters += ours if one.name == "named" else [one.replace(kind=one.KEYWORD_ONLY)]

    @wraps(command)
    def run(**given: Any) -> int:
        named = Named(**{one.name: given.pop(one.name) for one in ours})
        return command(**given, named=named)

    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    return run
