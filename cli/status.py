"""`rung status`: which rungs a project holds, and which of their files have changed since."""

from pathlib import Path

from cli import options


def status(path: options.Folder = Path(), as_json: options.AsJson = False) -> int:
    """Show the rungs built here, what changed since, open conflicts and newer templates."""
    from cli.look import root_of
    from scaffold.status import status as look

    found = look(root_of(path))
    if as_json:
        from cli.page import json as page

        page.write(page.status(found))
    else:
        from cli.screen import status as screen

        screen.show(found)
    return 0
