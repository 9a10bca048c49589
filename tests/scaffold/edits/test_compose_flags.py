"""Settings on the command line of PostgreSQL in a compose file."""

import pytest

from tests.scaffold.edits.ends import already, edited, refused

FLAGS = {
    "service": "db",
    "flags": {"shared_preload_libraries": "pg_stat_statements", "track_io_timing": True},
}
BOTH = "-c shared_preload_libraries=pg_stat_statements -c track_io_timing=on"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    image: postgres\n", f"    image: postgres\n    command: postgres {BOTH}\n"),
        ("    command: postgres -c a=b # c\n", f"    command: postgres -c a=b {BOTH} # c\n"),
        ("    command: -c a=b\n", f"    command: -c a=b {BOTH}\n"),
        (
            "    command: postgres -c 'max_connections=1000'\n",
            f"    command: postgres -c 'max_connections=1000' {BOTH}\n",
        ),
        ("    command: 'postgres -c ''a=b'''\n", f"    command: 'postgres -c ''a=b'' {BOTH}'\n"),
        ('    command: "postgres -c a=b" # c\n', f'    command: "postgres -c a=b {BOTH}" # c\n'),
        (
            "    command: 'postgres -c track_io_timing=off -c a=b'\n",
            "    command: 'postgres -c track_io_timing=off -c a=b -c shared_preload_libraries=pg_stat_statements'\n",
        ),
        (
            '    command: ["postgres", "-c", "shared_preload_libraries=timescaledb"] # c\n',
            '    command: ["postgres", "-c", "shared_preload_libraries=timescaledb,pg_stat_statements"'
            ', "-c", "track_io_timing=on"] # c\n',
        ),
        (
            "    command: [\n      'postgres',\n      '-c', 'a=b',\n    ]\n",
            "    command: [\n      'postgres',\n      '-c', 'a=b',\n      \"-c\",\n"
            '      "shared_preload_libraries=pg_stat_statements",\n      "-c",\n      "track_io_timing=on",\n    ]\n',
        ),
        (
            "    command:\n    - postgres\n    - --shared-preload-libraries=pg_stat_statements # c\n",
            "    command:\n    - postgres\n    - --shared-preload-libraries=pg_stat_statements # c\n"
            "    - -c\n    - track_io_timing=on\n",
        ),
    ],
)
def test_set_or_joined_and_an_own_value_stays(before: str, after: str) -> None:
    head = "services:\n  db:\n"
    edited("compose_flags", "compose.yaml", head + before, head + after, **FLAGS)


def test_left_alone_where_all_is_said() -> None:
    said = (
        "services:\n  db:\n"
        "    command: postgres -c track_io_timing=on -c shared_preload_libraries=a,pg_stat_statements\n"
    )
    already("compose_flags", "compose.yaml", said, **FLAGS)


@pytest.mark.parametrize(
    ("db", "why"),
    [
        ("    command: sh -c 'postgres -c a=b'\n", "does not start postgres"),
        ("    command: postgres -c a=${B}\n", "variable"),
        ("    command: |\n      postgres\n      -c a=b\n", "one line"),
        ("    command: >-\n      postgres\n      -c a=b\n", "one line"),
        ("    command: [\n      'postgres', # c\n    ]\n", "comments between the brackets"),
        ("    command: *c\n", "alias"),
        ("    <<: *base\n", "merge key"),
        ("    command: &mine postgres\n", "anchor"),
        ("    command: postgres 'a\n", "quotes"),
        ("    command: !reset null\n", "line"),
    ],
)
def test_refused(db: str, why: str) -> None:
    head = "c: &c postgres\nbase: &base\n  command: postgres\nservices:\n  db:\n    image: p\n"
    end = refused("compose_flags", "compose.yaml", head + db, why, **FLAGS)
    assert BOTH in end.snippet
