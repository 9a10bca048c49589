"""The options that several commands share, each with its one help text."""

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[
    Path, typer.Argument(metavar="PATH", readable=False, help="The project's folder.")
]
RungName = Annotated[
    str, typer.Argument(metavar="RUNG", help="The rung's name: `rung explain` lists them.")
]

DatabaseUrl = Annotated[
    str | None,
    typer.Option(
        "--database-url",
        metavar="URL",
        envvar="RUNG_DATABASE_URL",
        show_envvar=True,
        help="Look at this PostgreSQL too, read-only.",
    ),
]
PgBouncerUrl = Annotated[
    str | None,
    typer.Option(
        "--pgbouncer-url",
        metavar="URL",
        help="Look at this PgBouncer's admin console too (SHOW only).",
    ),
]
ShowSql = Annotated[
    bool,
    typer.Option("--show-sql", help="List every statement on standard error before it is sent."),
]
AppUrl = Annotated[
    str | None,
    typer.Option("--url", metavar="URL", help="Time a few requests to this page."),
]
PageUrls = Annotated[
    list[str] | None,
    typer.Option(
        "--url", metavar="URL", help="Time a few requests to this page (repeatable, up to ten)."
    ),
]
MetricsUrl = Annotated[
    str | None,
    typer.Option("--metrics-url", metavar="URL", help="Read the application's own /metrics page."),
]
RedisUrl = Annotated[
    str | None,
    typer.Option(
        "--redis-url",
        metavar="URL",
        envvar="RUNG_REDIS_URL",
        show_envvar=True,
        help="Look at this Redis or Valkey, read-only.",
    ),
]
RabbitMqUrl = Annotated[
    str | None,
    typer.Option(
        "--rabbitmq-url",
        metavar="URL",
        envvar="RUNG_RABBITMQ_URL",
        show_envvar=True,
        help="Ask this RabbitMQ's management API (port 15672).",
    ),
]
KafkaServers = Annotated[
    str | None,
    typer.Option(
        "--kafka",
        metavar="HOST:PORT",
        envvar="RUNG_KAFKA",
        show_envvar=True,
        help="Ask this Kafka for lag and replicas (needs rung[kafka]).",
    ),
]
PrometheusUrl = Annotated[
    str | None,
    typer.Option(
        "--prometheus-url",
        metavar="URL",
        envvar="RUNG_PROMETHEUS_URL",
        show_envvar=True,
        help="Ask this Prometheus server; ?job=NAME chooses the application.",
    ),
]
Window = Annotated[
    str,
    typer.Option("--window", metavar="SPAN", help="What Prometheus is asked about: 30m, 12h, 7d."),
]
PoolerUrl = Annotated[
    str | None, typer.Option("--pooler-url", metavar="URL", help="The connection pooler's address.")
]
Tell = Annotated[
    list[str] | None,
    typer.Option(
        "--tell",
        metavar="NAME=VALUE",
        help="Give a figure that you know (repeatable); `rung assess --schema` has the names.",
    ),
]
From = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="FILE",
        help="Start from a look that `--save` wrote, or from your own `name: value` lines.",
    ),
]
Seconds = Annotated[
    float,
    typer.Option(
        "--seconds",
        min=0.0,
        metavar="N",
        help="Watch live counters for N seconds.",
        show_default="as they stand",
    ),
]
Lab = Annotated[
    bool,
    typer.Option(
        "--lab",
        help="Try indexes in a private PostgreSQL with the database's schema and statistics, no rows.",
    ),
]
LabSize = Annotated[
    float | None,
    typer.Option(
        "--lab-size",
        min=1.0,
        metavar="MB",
        help="What --lab proposes may take so many MB in all, as estimated.",
    ),
]
LabKeepHot = Annotated[
    bool,
    typer.Option(
        "--lab-keep-hot",
        help="Let --lab propose no index on a column that a statement updates.",
    ),
]
Scratch = Annotated[
    str | None,
    typer.Option(
        "--scratch",
        metavar="URL",
        help="Prove what --lab proposes on this copy, which may be written to; all of it is undone.",
    ),
]
ScratchSeconds = Annotated[
    float,
    typer.Option(
        "--scratch-seconds", min=1.0, metavar="N", help="Seconds that the proof may take."
    ),
]
ScratchKeep = Annotated[
    bool, typer.Option("--scratch-keep", help="Leave on the copy the indexes that helped.")
]
ReplicaUrls = Annotated[
    list[str] | None,
    typer.Option(
        "--replica-url",
        metavar="URL",
        help="Ask this replica, too, which indexes it reads, before --lab lets one go (repeatable).",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a screen.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Take every default and ask nothing.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what would be written; write nothing.")
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Answer one question (repeatable)."),
]
SavePlan = Annotated[
    Path | None,
    typer.Option(
        "--plan", metavar="FILE", help="Save the plan for `rung apply FILE`; write nothing else."
    ),
]
Answers = Annotated[
    Path | None,
    typer.Option("--answers", metavar="FILE", help="Answer questions from a YAML or JSON file."),
]
Override = Annotated[
    str,
    typer.Option(
        "--override", metavar="REASON", help="Build against a veto; the reason is recorded."
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write the result to this file."),
]
Save = Annotated[
    Path | None, typer.Option("--save", metavar="FILE", help="Keep this look for `--from`.")
]
Facts = Annotated[
    bool, typer.Option("--facts", help="Show only what was seen, with file and line.")
]
Everything = Annotated[
    bool, typer.Option("--all", help="Show every figure and the verdict on every rung.")
]
Schema = Annotated[
    bool, typer.Option("--schema", help="Print the JSON schema of the figures and exit.")
]
Ask = Annotated[
    bool,
    typer.Option(
        "--ask", help="Ask for what would decide: at most twelve questions, kept for the next run."
    ),
]
Incident = Annotated[
    bool,
    typer.Option("--incident", help="Users are hurt now: the steps of the first hours, in order."),
]
Carry = Annotated[
    float | None,
    typer.Option(
        "--carry", min=0.01, metavar="N", help="Name the cheapest set for N times the load."
    ),
]
Within = Annotated[
    float, typer.Option("--within", min=0.0, metavar="DAYS", help="Days for `--carry`.")
]
