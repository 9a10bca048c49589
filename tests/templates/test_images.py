"""Every image that a template names is in the reviewed table, and no image of the table is past its end."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

TEMPLATES = Path(__file__).parents[2] / "templates"
TABLE = yaml.safe_load((TEMPLATES / "images.yml").read_text(encoding="utf-8"))["images"]
REVIEWED = {f"{one['name']}:{one['tag']}" for one in TABLE}
OF_NO_RUNG = {"demo", "new"}


def named() -> set[tuple[str, str]]:
    """(file, image) for every `image:` and `FROM` with a fixed name, and the default of every *_image question."""
    found = set()
    for path in sorted(one for one in TEMPLATES.rglob("*") if one.is_file()):
        where = path.relative_to(TEMPLATES)
        if where.parts[0] in OF_NO_RUNG or where.name == "images.yml":
            continue
        text = path.read_text(encoding="utf-8")
        if where.name == "copier.yml":
            asked = yaml.safe_load(text)
            images = [one["default"] for key, one in asked.items() if key.endswith("_image")]
        else:
            images = re.findall(r"^\s*(?:image:|FROM)\s+([\w./:-]+)\s*$", text, re.MULTILINE)
        found |= {(str(where), one) for one in images}
    return found


@pytest.mark.parametrize(("where", "image"), sorted(named()))
def test_an_image_is_in_the_table(where: str, image: str) -> None:
    assert image in REVIEWED, f"{where} names {image}: review it in templates/images.yml"


def test_the_table_is_whole() -> None:
    for one in TABLE:
        assert set(one) == {"name", "tag", "source", "ends", "reviewed", "note"}, one
        assert one["tag"] not in {"", "latest"}
        assert one["source"].startswith("https://")
        assert isinstance(one["reviewed"], date)
        assert one["ends"] == "none" or one["ends"] > one["reviewed"]


def test_nothing_in_the_table_is_unused() -> None:
    assert {image for _, image in named()} == REVIEWED
