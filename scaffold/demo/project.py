"""Lays the demo's monolith into a scratch folder, as somebody's own project."""

from pathlib import Path

TEMPLATE = Path(__file__).resolve().parents[2] / "templates" / "demo" / "files"


def lay(folder: Path) -> Path:
    """Render the template's files into `folder` and return it."""
    from jinja2 import Environment, StrictUndefined

    words = Environment(undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False)  # noqa: S701 (source code, not HTML)
    for source in sorted(TEMPLATE.rglob("*.jinja")):
        target = folder / source.relative_to(TEMPLATE).with_suffix("")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(words.from_string(source.read_text(encoding="utf-8")).render())
    return folder
