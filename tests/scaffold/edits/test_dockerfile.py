"""One instruction in a stage of a Dockerfile."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffold.docker_file import parse
from scaffold.edits.core import Edit, Edited, Refused, run
from scaffold.tree import Tree
from tests.scaffold.edits.ends import NOWHERE, already, edited, refused

NEW = {"instruction": "ENV A=b"}
CHECK = {
    "instruction": "HEALTHCHECK CMD curl -f http://localhost/ || exit 1",
    "before": ["ENTRYPOINT", "CMD"],
}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("FROM a\nCMD x\n", "FROM a\nENV A=b\nCMD x\n"),
        ("FROM a", "FROM a\nENV A=b"),
        ("FROM a\nRUN x\n# start\nCMD x\n", "FROM a\nRUN x\nENV A=b\n# start\nCMD x\n"),
        ("FROM a\nRUN x\n\nUSER me\nCMD x\n", "FROM a\nRUN x\n\nENV A=b\nUSER me\nCMD x\n"),
        ("FROM a\nUSER me\nRUN x\nCMD y\n", "FROM a\nUSER me\nRUN x\nENV A=b\nCMD y\n"),
        ("FROM a\r\nCMD x\r\n", "FROM a\r\nENV A=b\r\nCMD x\r\n"),
        (
            "FROM a AS build\nENV A=b\nFROM b\nCOPY --from=build /x /x\nCMD x\n",
            "FROM a AS build\nENV A=b\nFROM b\nCOPY --from=build /x /x\nENV A=b\nCMD x\n",
        ),
        (
            "FROM a\nRUN x \\\n  # why\n\n  && y\nCMD x\n",
            "FROM a\nRUN x \\\n  # why\n\n  && y\nENV A=b\nCMD x\n",
        ),
        (
            "FROM a\nRUN <<EOF\nCMD inside\nFROM c\nEOF\nCMD x\n",
            "FROM a\nRUN <<EOF\nCMD inside\nFROM c\nEOF\nENV A=b\nCMD x\n",
        ),
        (
            'FROM a\nCOPY <<-"ONE" <<TWO /x/\n\tCMD a\n\tONE\nUSER b\nTWO\nCMD x\n',
            'FROM a\nCOPY <<-"ONE" <<TWO /x/\n\tCMD a\n\tONE\nUSER b\nTWO\nENV A=b\nCMD x\n',
        ),
        (
            "# escape=`\nFROM a\nRUN dir C:\\\nRUN x `\n  y\nCMD x\n",
            "# escape=`\nFROM a\nRUN dir C:\\\nRUN x `\n  y\nENV A=b\nCMD x\n",
        ),
        (
            "# syntax=docker/dockerfile:1\nFROM a\n",
            "# syntax=docker/dockerfile:1\nFROM a\nENV A=b\n",
        ),
        ("from a as b\ncmd x\n", "from a as b\nENV A=b\ncmd x\n"),
        ("FROM a\nENV B=c\n", "FROM a\nENV B=c\nENV A=b\n"),
        ("FROM a\nRUN echo 1<<2\nCMD x\n", "FROM a\nRUN echo 1<<2\nENV A=b\nCMD x\n"),
    ],
)
def test_before_what_starts_the_container(before: str, after: str) -> None:
    edited("dockerfile", "Dockerfile", before, after, **NEW)


def test_in_the_stage_that_is_named() -> None:
    before = "FROM a AS build\nRUN x\n\nFROM b AS Final\nCMD y\n"
    in_build = before.replace("RUN x\n", "RUN x\nENV A=b\n")
    in_final = before.replace("CMD y", "ENV A=b\nCMD y")
    edited("dockerfile", "Dockerfile", before, in_build, **NEW, stage="build")
    edited("dockerfile", "Dockerfile", before, in_final, **NEW, stage="final")
    edited(
        "dockerfile",
        "Dockerfile",
        "FROM a\nFROM b\n",
        "FROM a\nENV A=b\nFROM b\n",
        **NEW,
        stage="0",
    )


def test_several_lines() -> None:
    new = "RUN apt-get update \\\n    && apt-get install --yes curl"
    edited(
        "dockerfile", "Dockerfile", "FROM a\nCMD x\n", f"FROM a\n{new}\nCMD x\n", instruction=new
    )
    heredoc = "RUN <<EOF\nset -e\nx\nEOF"
    edited("dockerfile", "Dockerfile", "FROM a\n", f"FROM a\n{heredoc}\n", instruction=heredoc)
    edited(
        "dockerfile",
        "Dockerfile",
        "FROM a\nCMD x\n",
        f"FROM a\n{CHECK['instruction']}\nCMD x\n",
        **CHECK,
    )


@pytest.mark.parametrize(
    "there",
    ["ENV A=b", "env  A=b", "ENV A b", "ENV B=c A='b'", 'ENV B=c \\\n  A="b"'],
)
def test_left_alone_where_it_is_said(there: str) -> None:
    already("dockerfile", "Dockerfile", f"FROM a\n{there}\nCMD x\n", **NEW)


@pytest.mark.parametrize(
    ("before", "arguments", "why"),
    [
        ("FROM a\nENV A=c\n", NEW, "line 2 gives A a value of its own"),
        ("FROM a\nENV A c\n", NEW, "line 2 gives A a value of its own"),
        ("FROM a\nHEALTHCHECK NONE\n", CHECK, "line 2 has a HEALTHCHECK of its own"),
        ("FROM a\n", {**NEW, "stage": "build"}, "no stage build"),
        ("# nothing\n", NEW, "no FROM"),
        ("FROM a\nRUN x \\\n", NEW, "goes on past the end"),
        ("FROM a\nRUN <<EOF\nx\n", NEW, "heredoc EOF has no end"),
        ("FROM {{ image }}\n", NEW, "itself a template"),
        (b"\xff", NEW, "Dockerfile"),
        (None, NEW, "not there"),
    ],
)
def test_refused(before: str | bytes | None, arguments: dict[str, object], why: str) -> None:
    end = refused("dockerfile", "Dockerfile", before, why, **arguments)
    assert str(arguments["instruction"]) in end.snippet


LINES = st.lists(
    st.sampled_from(
        ["FROM a", "FROM b AS c", "RUN x", "RUN x \\", "  && y", "# c", "", "RUN <<E", "E", "CMD z", "USER u",
         "ENV B=c", "ENV A=d", "\tE", "COPY <<-E /x", "# escape=`", "RUN y `", "HEALTHCHECK NONE"]
    ),
    max_size=14,
)  # fmt: skip


@given(LINES, st.booleans(), st.booleans())
def test_any_file_gets_this_instruction_and_keeps_all_others(
    lines: list[str], crlf: bool, last: bool
) -> None:
    body = ("\r\n" if crlf else "\n").join(lines) + ("\n" if last else "")
    tree = Tree(root=NOWHERE, changed={"Dockerfile": body.encode()})
    end = run(Edit(operation="dockerfile", arguments=NEW), tree)
    if isinstance(end, Edited):
        before, after = (
            [
                (one.keyword, one.words, one.text)
                for one in parse(text.replace("\r\n", "\n")).instructions
            ]
            for text in (body, end.content.decode())
        )
        after.remove(("ENV", "A=b", ""))
        assert after == before
        new, old = (Counter(text.splitlines()) for text in (end.content.decode(), body))
        assert new - old == Counter(["ENV A=b"])
        assert not old - new
    elif isinstance(end, Refused):
        assert end.snippet
