"""Sources of languages other than Python: calls and annotations that say something, read with ast-grep.

A comment, a string and a longer word are no calls. Only files that hold one of a language's tokens are
parsed, with one combined rule a language; what calls what is not followed here.
"""

from checks.probes.repo.code.reading import Hit, hits

__all__ = ["Hit", "hits"]
