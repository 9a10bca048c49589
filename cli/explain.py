"""`rung explain`: the page of a check, a rung or a figure."""

from typing import Annotated

import typer

from cli import options


def explain(
    name: Annotated[
        str | None, typer.Argument(metavar="ID", help="A rung, a check or a figure by its name.")
    ] = None,
    as_json: options.AsJson = False,
) -> int:
    """Show the page of a rung, a check or a figure.

    Without a name, list them all.
    """
    from cli.catalogue import catalogue, page_of

    if as_json:
        from cli.page import json as page

        chosen = catalogue() if name is None else {name: page_of(name)}
        page.write({"schema": page.SCHEMA, "pages": page.entries(chosen)})
        return 0
    from cli.screen import explain as screen

    if name is None:
        screen.everything(catalogue())
    else:
        screen.one(page_of(name))
    return 0
