"""A pattern that begins with a wildcard: no btree finds it, a trigram index does, and full-text search finds words.

Source: PostgreSQL's documentation, pg_trgm (F.35): index support of LIKE, ILIKE and regular expressions.
"""

from checks.lab.patterns import Shape, shape
from checks.lab.rewrites.asked import Asked, Rewrite


def offer(asked: Asked) -> Rewrite | None:
    """Advice without a statement: what is meant by the search only its author knows."""
    from sqlglot import exp

    for one in asked.tree.find_all(exp.Like, exp.ILike):
        pattern = one.expression
        known = isinstance(pattern, exp.Parameter | exp.DPipe | exp.Literal)
        if known and shape(pattern) is not Shape.PREFIX:
            return Rewrite(
                why="what stands before the pattern may be anything, so every row is read unless a trigram index is"
                " there",
                same=False,
                mind="three letters or more in the pattern let pg_trgm's GIN index find it; whole words are a matter"
                " for full-text search",
            )
    return None
