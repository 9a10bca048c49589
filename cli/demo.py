"""`rung demo`: the whole story on this machine: a monolith drowns, is looked at, climbs, and is measured again."""

import warnings
from pathlib import Path
from typing import Annotated

import typer

Sizes = Annotated[
    list[float] | None,
    typer.Option(
        "--size",
        metavar="N",
        min=0.01,
        max=10.0,
        help="Size of the database, 1.0 = 1.5 million comments (repeatable).",
        show_default="1.0 and 0.2",
    ),
]
Seconds = Annotated[
    float, typer.Option("--seconds", metavar="N", min=1.0, help="Length of each load.")
]
Users = Annotated[
    int,
    typer.Option("--users", metavar="N", min=1, max=512, help="Users who wait for each answer."),
]
WrongFirst = Annotated[
    bool,
    typer.Option(
        "--wrong-first", help="Begin with what a panicking team takes, and see it not help."
    ),
]
OpenLoop = Annotated[
    bool,
    typer.Option(
        "--open-loop/--no-open-loop", help="Measure latency at one fixed offered load too."
    ),
]
Json = Annotated[
    Path | None,
    typer.Option(
        "--json", metavar="FILE", help="Write the figures as JSON; - for standard output."
    ),
]


def demo(
    size: Sizes = None,
    seconds: Seconds = 4.0,
    users: Users = 64,
    wrong_first: WrongFirst = False,
    open_loop: OpenLoop = True,
    output: Json = None,
) -> int:
    """Watch an application drown on this machine and climb out.

    Nothing is staged: a real PostgreSQL, real load, and the ladder's own decisions over what was measured.
    Everything happens in a temporary folder and on this machine's loopback; nothing of yours is touched.
    """
    from cli.page.demo import written
    from cli.page.json import write
    from cli.screen.demo import told
    from scaffold.demo.options import Options
    from scaffold.demo.story import run

    warnings.filterwarnings("ignore", module="platformdirs")  # what the wheel's server says of root
    defaults = Options()
    options = Options(
        sizes=tuple(size) if size else defaults.sizes,
        seconds=seconds,
        users=users,
        wrong_first=wrong_first,
        open_loop=open_loop,
    )
    to_stdout = output == Path("-")
    result = told(run(options), stderr=to_stdout)
    if output is not None:
        write(written(result), None if to_stdout else output)
    return 0
