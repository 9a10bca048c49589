"""`rung explain`: the page of a check, a rung or a figure."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli import options


class Schema(StrEnum):
    """The JSON schemas that are published."""

    VITALS = "vitals"
    PLAN = "plan"


def explain(
    name: Annotated[
        str | None, typer.Argument(metavar="ID", help="A rung, a check or a figure by its name.")
    ] = None,
    schema: Annotated[
        Schema | None,
        typer.Option(
            "--schema", help="Print the JSON schema of the figures or of a plan and exit."
        ),
    ] = None,
    as_json: options.AsJson = False,
) -> int:
    """Show the page of a rung, a check or a figure.

    Without a name, list them all.
    """
    if schema is not None:
        from cli.page import json
        from cli.page import schema as schemas

        json.write(schemas.plan() if schema is Schema.PLAN else schemas.vitals(), None)
        return 0
    from cli.catalogue import catalogue, page_of

    if as_json:
        from cli.page import json as page

        chosen = catalogue() if name is None else {name: page_of(name, Path())}
        page.write({"schema": page.SCHEMA, "pages": page.entries(chosen)})
        return 0
    from cli.screen import explain as screen

    if name is None:
        screen.everything(catalogue())
    else:
        screen.one(page_of(name, Path()))
    return 0
