"""Plain values as Compose reads them, and the line of each."""

import pytest

from checks.probes.repo.yaml_places import Tagged, documents, parse


def test_values_are_those_of_yaml_1_2() -> None:
    text = "on: push\nports: [22:22, 8080]\nday: 2026-01-02\nno: no\nyes: true\nhalf: .5\nnone:\nq: '5'\n"
    assert parse(text).value == {
        "on": "push",
        "ports": ["22:22", 8080],
        "day": "2026-01-02",
        "no": "no",
        "yes": True,
        "half": 0.5,
        "none": None,
        "q": "5",
    }


def test_lines_of_keys_and_items() -> None:
    mapped = parse("services:\n\n  web:\n    ports:\n      - a\n      # why\n      - b\n")
    assert mapped.line("services", "web") == 3
    assert mapped.line("services", "web", "ports", 1) == 7
    assert mapped.line() == 1
    with pytest.raises(KeyError):
        mapped.line("services", "db")


def test_lines_are_right_after_a_byte_order_mark_and_with_crlf() -> None:
    assert parse("\ufeffa: 1\r\nb: 2\r\n").line("b") == 2


def test_merge_keys_are_expanded_and_the_nearest_word_wins() -> None:
    text = "x: &x {a: 1, b: 2}\ny: &y {b: 3, c: 4}\nz:\n  <<: [*x, *y]\n  a: 9\n"
    assert parse(text).value["z"] == {"a": 9, "b": 2, "c": 4}
    assert parse(text).line("z", "c") == 2


def test_aliases_are_copies_of_their_own() -> None:
    value = parse("a: &a [1]\nb: *a\n").value
    assert value["a"] == value["b"]
    assert value["a"] is not value["b"]


def test_unknown_tags_are_kept() -> None:
    assert parse("a: !reset null\nb: !override [x]\n").value == {
        "a": Tagged("!reset", None),
        "b": Tagged("!override", ["x"]),
    }


def test_empty_files_and_several_documents() -> None:
    assert parse("").value is None
    assert parse("# nothing\n").value is None
    assert [one.value for one in documents("a: 1\n---\nb: 2\n")] == [{"a": 1}, {"b": 2}]
    with pytest.raises(ValueError, match="line 3: a second document"):
        parse("a: 1\n---\nb: 2\n")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: [1\nb: 2\n", "line 2"),
        ("a: 1\na: 2\n", "line 2: the key 'a' is there twice"),
        ("a: {{ x }}\n", "line 1"),
        ("a: &a [*a]\n", "an alias without an end"),
        ("a: *nowhere\n", "line 1"),
        ("a:\n\t- b\n", "line 2"),
    ],
)
def test_broken_yaml_names_its_line(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse(text)


def test_an_alias_bomb_is_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(ValueError, match="without an end"):
        parse("\n".join(lines))


def test_a_tab_before_a_comment_is_read_as_compose_reads_it() -> None:
    mapped = parse("a: 1\t# why\nb:\t\n  c: 'x\ty'\t \n")
    assert mapped.value == {"a": 1, "b": {"c": "x\ty"}}
    assert mapped.line("b", "c") == 3
