"""An index that is mostly NULL."""

from checks.core import Outcome, Reason, Report
from checks.postgres.null_heavy_index import check
from checks.probes.postgres import Column, Index
from tests.checks.postgres.small import column, fires, index, not_looked_at, postgres, quiet

EMPTY = column("deleted_at", null_share=0.97)


def run(*things: Index | Column) -> Report:
    return check(
        postgres(
            indexes=tuple(one for one in things if isinstance(one, Index)),
            columns=tuple(one for one in things if isinstance(one, Column)),
        )
    )


def test_fires_with_the_partial_index() -> None:
    words = fires(run(index("deleted_at"), EMPTY))
    assert "deleted_at is NULL in 97 %" in words
    assert "ON comments (deleted_at) WHERE deleted_at IS NOT NULL;" in words


def test_leaves_a_column_with_values_alone() -> None:
    assert quiet(run(index("a"), column("a", null_share=0.49)))


def test_unique_partial_wide_and_small_ones_are_not_judged() -> None:
    for one in (
        index("deleted_at", unique=True),
        index("deleted_at", partial=True),
        index("deleted_at", "a"),
        index("deleted_at", bytes=900_000),
        index("deleted_at", method="gin"),
        index("deleted_at", valid=False),
    ):
        assert run(one, EMPTY).reason is Reason.INSUFFICIENT


def test_without_statistics_there_is_no_telling() -> None:
    assert run(index("deleted_at")).reason is Reason.INSUFFICIENT
    unknown = column("deleted_at", null_share=0.97, distinct=0.0)
    assert run(index("deleted_at"), unknown).reason is Reason.INSUFFICIENT


def test_a_missing_part_and_not_looked_at() -> None:
    assert check(postgres(missing={"columns": "x"})).reason is Reason.ERROR
    assert not_looked_at("postgres.null_heavy_index").outcome is Outcome.UNKNOWN
