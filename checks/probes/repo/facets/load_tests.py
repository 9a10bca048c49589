"""Load tests that somebody wrote, wherever they lie: k6, Locust, Gatling, Artillery, JMeter, wrk scripts."""

import re
from collections.abc import Iterator

from checks.core import Place
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact

SIGNS = (
    ("k6", (".js", ".ts"), re.compile(rb"from\s+[\"']k6(/http)?[\"']|require\([\"']k6")),
    ("Locust", (".py",), re.compile(rb"^\s*(from locust import|import locust\b)", re.M)),
    ("Gatling", (".scala", ".kt", ".java"), re.compile(rb"import (static )?io\.gatling\.")),
    ("Artillery", (".yml", ".yaml"), re.compile(rb"^config:\s*\n(?:[ \t].*\n)*?\s+phases:", re.M)),
    ("JMeter", (".jmx",), re.compile(rb"<jmeterTestPlan")),
)
LIKELY = re.compile(
    r"load|perf|bench|stress|k6|locust|gatling|artillery|jmeter|jmx|simulation", re.I
)


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`load_test`, one fact a tool, at the first file that is one."""
    likely = [one for one in sight.tree.files if LIKELY.search(one)]
    for value, suffixes, pattern in SIGNS:
        for path in (one for one in likely if one.endswith(suffixes)):
            if pattern.search(sight.tree.sniff(path)):
                yield (
                    sight.folder_of(path),
                    RepoFact(name="load_test", value=value, place=Place(path=path)),
                )
                break
