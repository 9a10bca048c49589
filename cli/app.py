"""The command line: one list of commands in the order that a newcomer needs them, and one place for errors.

A `Problem` is shown as what is wrong and what to do, with its own exit code. Anything else that is raised is
a bug of ours and shows its traceback.
"""

import os
import sys
from typing import Annotated

import typer

from checks.core import Problem
from cli import (
    add,
    apply,
    assess,
    audit,
    choose,
    climb,
    demo,
    eject,
    explain,
    status,
    undo,
    upgrade,
    verify,
)

COMMANDS = (
    assess.assess,
    climb.climb,
    add.add,
    apply.apply,
    verify.verify,
    upgrade.upgrade,
    undo.undo,
    status.status,
    eject.eject,
    audit.audit,
    explain.explain,
    choose.choose,
    demo.demo,
)
INTERRUPTED = 130
CLICK_ERROR: type[Exception] = typer.BadParameter.__mro__[2]
"""ClickException: typer 0.26 and later carries its own copy of click, earlier ones import it."""

EPILOG = """
Three commands to begin with:

\b
  rung demo        a small application drowns on this machine and climbs out
  rung assess      look at the project in this folder and say what comes next
  rung climb       the same, then build the next step with you and measure it

Exit codes: 0 done, 1 the audit's gate or the verification failed, 2 could not run, 3 conflicts were left in files,
4 refused for safety, 130 interrupted.
"""

app = typer.Typer(
    name="rung",
    epilog=EPILOG,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
for command in COMMANDS:
    app.command()(command)


def _version(wanted: bool) -> None:
    if wanted:
        from checks.version import VERSION

        typer.echo(f"rung {VERSION}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def rung(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Show the version and exit.", is_eager=True, callback=_version
        ),
    ] = False,
) -> None:
    """Scale a web application one rung at a time.

    rung looks at a project and its running systems, decides which step of the scaling ladder comes next and why,
    builds that step into the project, and proves by measuring again that it worked. Looking changes nothing;
    every file is shown before it is written; `rung undo` takes a step out again.
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def run() -> int:
    """Run the command line.

    Returns:
        The exit code: 0, 1, 2, 3, 4 or 130 as the help's last lines say.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = int(typer.main.get_command(app)(prog_name="rung", standalone_mode=False) or 0)
        sys.stdout.flush()
    except Problem as problem:
        return _tell(problem)
    except CLICK_ERROR as wrong:
        wrong.show()  # type: ignore[attr-defined]
        return int(wrong.exit_code)  # type: ignore[attr-defined]
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        # The reader went away (`rung ... | head`): leave without a second error when Python flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    # Newer versions of typer turn the interrupt into this code by themselves.
    if code == INTERRUPTED:
        sys.stderr.write("\ninterrupted: nothing was left half-done\n")
    return code


def _tell(problem: Problem) -> int:
    from cli.figures import told

    sys.stdout.flush()
    sys.stderr.write(told(problem))
    return problem.code
