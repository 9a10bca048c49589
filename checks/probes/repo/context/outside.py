"""F5: which files are not production, and why: counted, never judged."""

import re
from collections.abc import Iterator

from checks.probes.repo.context.model import Outside
from checks.probes.repo.parted import Parted
from checks.probes.repo.walk import Tree

REASONS = (
    (
        "tests",
        r"(^|/)(tests?|testing|testsuite|testdata|test_data|specs?|__tests__|__mocks__|fixtures?|factories"
        r"|e2e|cypress|playwright|integration[-_]tests?)/|(^|/)(test_[^/]*|conftest|tests)\.py$|_test\.(py|go|exs)$"
        r"|_(spec|test)\.rb$|\.(spec|test|stories|e2e)\.[cm]?[jt]sx?$|(Test|Tests|IT)\.(java|kt|cs|php)$",
    ),
    ("load tests and tasks", r"(^|/)(benchmarks?|bench)/|(^|/)(locustfile|noxfile|fabfile)\.py$"),
    (
        "examples",
        r"(^|/)examples?/|^(samples?|cookbook|tutorials?|demos?|playground)/|\.example$",
    ),
    ("documentation", r"(^|/)(docs?|docs_src|documentation)/|^website/"),
    ("tool folders", r"(^|/)\.github/"),
    ("templates of file names", r"\{[{%]"),
)
COMPILED = tuple((reason, re.compile(pattern)) for reason, pattern in REASONS)


def outside(tree: Tree) -> Iterator[Outside]:
    """Each reason with its count and first file; what was not walked at all is told by folder."""
    held: dict[str, list[str]] = {}
    reasons = [(reason, Parted(pattern)) for reason, pattern in COMPILED]
    for path in tree.files:
        if tree.usual(path):
            reason = next((one for one, found in reasons if found(path)), "other")
            held.setdefault(reason, []).append(path)
    for reason, paths in held.items():
        yield Outside(reason=reason, files=len(paths), first=paths[0])
    for reason, folders in tree.passed_over.items():
        yield Outside(reason=reason, files=len(folders), first=min(folders))
