"""Pages are data that decides: a malformed one is refused when it is read, with its name and its fault."""

import pytest

from checks.engine import discover
from playbooks.pages import FOLDER, SECTIONS, parse, rung, rungs, section

PAGE = (FOLDER / "06_pool.md").read_text(encoding="utf-8")


def test_every_rung_of_the_ladder_has_its_page_in_order() -> None:
    assert [one.name for one in rungs()] == [
        "observe", "do_nothing", "fix_config", "load_protection", "query_index", "pool", "cdn",
        "cache_app", "vertical", "cache_shared", "async_queue", "scale_app", "read_replica", "partition",
        "split_db", "modular_monolith", "shard", "services_gateway", "k8s_autoscale", "multi_region",
        "consolidate",
    ]  # fmt: skip


def test_four_rungs_can_be_built() -> None:
    built = {one.name for one in rungs() if one.template}
    assert built == {"observe", "query_index", "pool", "cache_shared"}


@pytest.mark.parametrize("name", [one.name for one in rungs()])
def test_a_page_says_everything_to_a_person(name: str) -> None:
    one = rung(name)
    for title in SECTIONS:
        assert len(section(one, title).split()) >= 2, title
    assert "- " in section(one, "Sources"), "a source is named"


@pytest.mark.parametrize("name", [one.name for one in rungs()])
def test_the_vital_that_settles_a_rung_is_in_the_line_of_its_first_check(name: str) -> None:
    one = rung(name)
    line = str(discover()[one.raised_by[0]].run.__globals__["LINE"])
    assert one.settled_by in line


@pytest.mark.parametrize(
    "name", ["shard", "services_gateway", "k8s_autoscale", "multi_region", "split_db"]
)
def test_what_can_hardly_be_taken_back_has_a_gate_and_vetoes(name: str) -> None:
    one = rung(name)
    assert one.gate >= 2
    assert one.vetoed_by
    assert len(one.raised_by) >= one.gate
    assert one.gate >= 3 or one.cost < 4


def test_a_page_is_read_whole() -> None:
    one = parse("06_pool.md", PAGE)
    assert one == rung("pool")
    assert (one.order, one.cost, one.template) == (6, 1, True)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("cost: 1", "cost: 1\nprice: 3", "unknown key in the head: price"),
        ("lead_time: hours\n", "", "key missing in the head: lead_time"),
        ("limits.connections,", "limits.conections,", "no such check: limits.conections"),
        ("settled_by: sessions_per_request", "settled_by: sesions", "unknown vital: sesions"),
        ("formula: session_saving", "formula: sesion_saving", "no such formula: sesion_saving"),
        ("vital: connections_used", "vital: conections", "unknown vital: conections"),
        ("## Undo", "## Back", "sections must be"),
        ("## Not when", "## Never when", "sections must be"),
        ("relieves: [connections,", "relieves: [plumbing,", "plumbing"),
        ("---\n", "", "YAML head"),
    ],
)  # fmt: skip
def test_a_malformed_page_is_refused(old: str, new: str, fault: str) -> None:
    assert old in PAGE
    with pytest.raises(ValueError, match=fault):
        parse("06_pool.md", PAGE.replace(old, new))


def test_an_empty_section_is_refused() -> None:
    text = section(rung("pool"), "Undo")
    with pytest.raises(ValueError, match="empty section: Undo"):
        parse("06_pool.md", PAGE.replace(text, ""))


def test_an_unknown_rung_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="warp"):
        rung("warp")
