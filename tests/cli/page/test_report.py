"""The page through the real program: whole, self-contained, and safe with whatever a project or a person says."""

import html.parser
from pathlib import Path

import pytest

from tests.cli.program import rung

KNOWN = """\
vitals:
  requests_per_second: 50
  growth_per_year: 2
  growth_per_year_high: 4
  database_cpu: 0.6
  app_cpu: 0.3
  statement_stats: true
  routes_measured: true
  p50_ms: 40
  p95_ms: 400
  active_sessions: 2
  database_cores: 4
  instances: 2
  indexable_share: 0.5
  repeat_share: 0.6
  connections_used: 40
  max_connections: 100
  error_share: 0.02
  wish: shard
"""


class Tags(html.parser.HTMLParser):
    """Every tag with its attributes, and whether they are balanced."""

    VOID = frozenset({"meta", "br", "line", "polyline", "link", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture
def known(tmp_path: Path) -> Path:
    """A file of figures."""
    file = tmp_path / "figures.yml"
    file.write_text(KNOWN, encoding="utf-8")
    return file


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    """A folder with no project in it."""
    place = tmp_path / "no | <b>project"
    place.mkdir()
    return place


def test_one_html_file_that_needs_nothing_else(known: Path, nowhere: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    asked = ("--carry", "20", "--within", "90", "--format", "html", "-o", page)
    ran = rung("assess", nowhere, "--from", known, *asked)
    assert (ran.code, ran.err) == (0, "")
    text = page.read_text(encoding="utf-8")
    tags = Tags()
    tags.feed(text)
    assert tags.open == []
    names = {name for name, _ in tags.seen}
    assert not names & {"script", "link", "img", "iframe", "b"}
    assert not [
        value for _, attrs in tags.seen for key, value in attrs.items() if key in {"src", "href"}
    ]
    assert "url(" not in text and "@import" not in text and "://" not in text
    assert "svg" in names and "prefers-color-scheme: dark" in text
    headings = ("How full everything is", "Where it breaks", "Days left", "The ladder")
    for words in ("Next step:", "You asked about shard", *headings):
        assert words in text, words
    assert "16 times the cores" in text
    assert "<code>DROP INDEX CONCURRENTLY</code>" in text and "`" not in text


def test_markdown_keeps_its_tables(known: Path, nowhere: Path) -> None:
    out = rung("assess", nowhere, "--from", known, "--format", "md", "--incident").out
    assert out.startswith("# no \\| &lt;b>project: ")
    assert "1. **freeze deploys" in out
    tables = [line for line in out.splitlines() if line.startswith("|")]
    assert len(tables) > 40
    assert all(line.endswith("|") for line in tables)


def test_what_cannot_be_worked_out_says_why(nowhere: Path) -> None:
    out = rung("assess", nowhere, "--tell", "database_cpu=0.9", "--format", "md").out
    assert "Not worked out: the load is not known." in out


def test_json_by_its_format_too(known: Path, nowhere: Path) -> None:
    one = rung("assess", nowhere, "--from", known, "--format", "json").out
    assert one == rung("assess", nowhere, "--from", known, "--json").out


def test_a_hostile_figure_is_shown_and_not_obeyed(nowhere: Path) -> None:
    evil = "<script>alert(1)</script>"
    out = rung(
        "assess",
        nowhere,
        "--tell",
        f"local_state={evil}",
        "--tell",
        f"wish={evil}",
        "--format",
        "html",
    ).out
    assert evil not in out and "&lt;script&gt;" in out
