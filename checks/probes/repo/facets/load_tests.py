"""Load tests that somebody wrote, wherever they lie: k6, Locust, Gatling, Artillery, JMeter, wrk scripts."""

import re
from collections.abc import Iterator

from checks.core import Place
from checks.probes.repo.parted import Parted
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact

SIGNS = (
    (
        "k6",
        (".js", ".ts"),
        Words(b"k6"),
        re.compile(rb"from\s+[\"']k6(/http)?[\"']|require\([\"']k6"),
    ),
    (
        "Locust",
        (".py",),
        Words(b"locust"),
        re.compile(rb"^[ \t]*(from locust import|import locust\b)", re.M),
    ),
    (
        "Gatling",
        (".scala", ".kt", ".java"),
        Words(b"io.gatling."),
        re.compile(rb"import (static )?io\.gatling\."),
    ),
    (
        "Artillery",
        (".yml", ".yaml"),
        Words(b"phases:"),
        re.compile(rb"^config:[ \t]*\n(?:[ \t].*\n|\n)*?[ \t]+phases:", re.M),
    ),
    ("JMeter", (".jmx",), Words(b"<jmeterTestPlan"), re.compile(rb"<jmeterTestPlan")),
)
LIKELY = re.compile(
    r"load|perf|bench|stress|k6|locust|gatling|artillery|jmeter|jmx|simulation", re.I
)


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`load_test`, one fact a tool, at the first file that is one."""
    likely = Parted(LIKELY)
    for value, suffixes, words, pattern in SIGNS:
        for path in filter(likely, sight.tree.every(*suffixes)):
            held = sight.tree.holds(path, words) and pattern.search(sight.tree.sniff(path))
            if held and (value != "Locust" or _imports_locust(sight, path)):
                yield (
                    sight.folder_of(path),
                    RepoFact(name="load_test", value=value, place=Place(path=path)),
                )
                break


def _imports_locust(sight: Sight, path: str) -> bool:
    """False where the line of the import stands in a string, as in what writes load tests for others."""
    module = sight.program.module(path)
    return module is None or any(
        one.partition(".")[0] == "locust" for one in module.imports.values()
    )
