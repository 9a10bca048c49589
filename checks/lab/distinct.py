"""Different values of a column whose equal values lie side by side, where ANALYZE counts too few.

ANALYZE reads `300 * statistics target` blocks and about one row of each, but from some two or more
(acquire_sample_rows, src/backend/commands/analyze.c). Rows of one block share a value far more often than rows drawn at
random, which its estimator (Haas and Stokes, in compute_scalar_stats of the same file) takes for few values: of an
order's number in a table of four lines an order it finds a quarter. Turned round: from its estimate to the pairs of
equal values that it must have seen, and from those, all within blocks, to the rows that a value has.
"""

ROWS_A_TARGET = 300
"""Rows that ANALYZE samples for each unit of the statistics target (std_typanalyze)."""
SIDE_BY_SIDE = 0.95
"""Correlation with the table's own order from which equal values are taken to lie together; this tool's default."""

FEW = 0.25
"""Pairs for each row of the sample up to which they are taken for pairs: values seen three times are rare below."""


def side_by_side(
    distinct: float, *, rows: float, pages: int, correlation: float, target: int = 100
) -> float:
    """The number of different values.

    Args:
        distinct: as ANALYZE estimated it.
        rows: of the table.
        pages: of the table.
        correlation: of the column with the order of the rows.
        target: the statistics target.
    """
    sample = float(ROWS_A_TARGET * target)
    blocks = min(sample, float(pages))
    if abs(correlation) < SIDE_BY_SIDE or not 0 < distinct < rows or sample >= rows or not blocks:
        return distinct
    pairs = sample**2 * (1 - distinct / rows) / (2 * distinct * (1 - sample / rows) + sample)
    if pairs > FEW * sample:
        return distinct
    a_value = 1 + 2 * blocks * (rows / pages) * pairs / sample**2
    # Values that fill blocks are seen as what they are.
    return max(distinct, rows / a_value) if a_value < rows / pages else distinct
