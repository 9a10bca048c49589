"""Which of the words that the readers look for a file holds: one pass over its bytes for all of them together.

A reader says at its top what a file must hold to be worth its time (`REDIS = Words(b"redis", b"valkey")`), and asks
the tree for the files that hold one of them. The words of all readers make one automaton (Aho and Corasick,
https://doi.org/10.1145/360825.360855): a file is searched once, at half a gigabyte a second, however many words
there are, where a search for each word or one regular expression of all of them takes ten times as long.
"""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

from checks.probes.repo.literals import literals

_SAID: set[bytes] = set()


class Words:
    """Byte strings of which a file must hold at least one; without any, no file is ruled out."""

    def __init__(self, *words: bytes) -> None:
        self.words = frozenset(words)
        _SAID.update(words)

    @classmethod
    def any(cls, *several: "Words") -> "Words":
        """What a file must hold for at least one of these; nothing where one of them rules out no file."""
        held = all(one.words for one in several)
        return cls(*(word for one in several for word in one.words)) if held else cls()

    @classmethod
    def of(cls, pattern: str) -> "Words":
        """What a text must hold for the pattern to be found in it."""
        return cls(*(one.encode() for one in literals(pattern)))


class Scanner:
    """The automaton of some words. A file's words are one number, with a bit for each word that it holds."""

    def __init__(self, words: Iterable[bytes]) -> None:
        from ahocorasick_rs import BytesAhoCorasick

        self._order = sorted(words)
        self._automaton = BytesAhoCorasick(self._order)
        self._bits: dict[Words, int] = {}
        self.name = blake2b(b"\0".join(self._order), digest_size=8).hexdigest()
        """Tells whether two numbers mean the same words."""

    def held(self, data: bytes) -> int:
        """The words of a file."""
        found = self._automaton.find_matches_as_indexes(data, overlapping=True)
        return sum(1 << one for one in {match[0] for match in found}) if found else 0

    def bits(self, words: Words) -> int:
        """The same number for what a reader asks for, whose words were said before this scanner was made."""
        if words not in self._bits:
            self._bits[words] = sum(1 << self._order.index(one) for one in words.words)
        return self._bits[words]


def scanner() -> Scanner:
    """The automaton of every word that was said so far; readers say theirs when they are imported."""
    return _made(frozenset(_SAID))


@lru_cache(maxsize=1)
def _made(words: frozenset[bytes]) -> Scanner:
    return Scanner(words)
