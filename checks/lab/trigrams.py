"""Trigrams of the texts that the statistics hold: how many a value has, and how many different ones all rows have.

As pg_trgm takes them (https://www.postgresql.org/docs/current/pgtrgm.html): words in lower case, two spaces before and
one after. What the sample has not shown is estimated by Chao's rule (Chao 1984, "Nonparametric estimation of the number
of classes in a population"): those seen once, squared, over twice those seen twice.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

_WORD = re.compile(r"[^\W_]+")
LEAST_SAMPLE = 10
"""Texts under which the sample says too little; this tool's default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigrams:
    """Of a column's texts."""

    per_value: float
    """Different ones in one value, on average."""
    distinct: float
    """Different ones in all values."""


def trigrams(texts: Iterable[str]) -> Trigrams | None:
    """From a sample of the column's texts; None where it is too small."""
    each = [of(one) for one in texts]
    if len(each) < LEAST_SAMPLE:
        return None
    seen = Counter(one for found in each for one in found)
    once = sum(count == 1 for count in seen.values())
    twice = sum(count == 2 for count in seen.values())
    unseen = once * once / (2 * twice) if twice else once * (once - 1) / 2
    return Trigrams(per_value=fmean(map(len, each)), distinct=max(1.0, len(seen) + unseen))


def of(text: str) -> set[str]:
    """The trigrams of one text."""
    words = (f"  {one} " for one in _WORD.findall(text.lower()))
    return {word[at : at + 3] for word in words for at in range(len(word) - 2)}
