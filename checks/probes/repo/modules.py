"""Which modules of a build ship together: a program is a module that no other one builds on, and all that it builds on.

Maven names a module by its artifact (https://maven.apache.org/pom.html#Aggregation). What a converter, a client or a
benchmark beside the server holds is no choice of the server's. Gradle's and .NET's are not read: add-ons of .NET are
loaded without a reference, and Gradle's names of modules are put together by code.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from checks.probes.repo.manifests import Manifest

PARENT = re.compile(r"<parent>.*?</parent>", re.S)
ARTIFACT = re.compile(r"<artifactId>\s*([^<\s]+)")

Programs = Mapping[str, frozenset[str]]
"""By the folder of a module: the folders of the programs that it ships with."""


def programs(manifests: Iterable[Manifest], sources: Callable[[str], bool]) -> Programs:
    """Of every module of Maven; a folder that is not in it belongs to no build that is read here.

    `sources` tells whether a folder holds code of production: a module without any only gathers others, for a report
    of coverage or a package to download.
    """
    likely = [one for one in manifests if sources(one.folder)]
    edges = _maven(likely)
    used = {one for folder, below in edges.items() for one in below if one != folder}
    found: dict[str, set[str]] = {}
    for root in sorted(set(edges) - used):
        for folder in _below(root, edges):
            found.setdefault(folder, set()).add(root)
    return {folder: frozenset(several) for folder, several in found.items()}


def _below(root: str, edges: Mapping[str, set[str]]) -> set[str]:
    seen, ahead = set[str](), [root]
    while ahead:
        folder = ahead.pop()
        if folder not in seen:
            seen.add(folder)
            ahead += edges.get(folder, ())
    return seen


def _maven(manifests: list[Manifest]) -> dict[str, set[str]]:
    poms = [
        one
        for one in manifests
        if one.path.endswith("pom.xml") and not re.search(r"<packaging>\s*pom\s*<", one.text)
    ]
    named = {}
    for one in poms:
        found = ARTIFACT.search(PARENT.sub("", one.text))
        if found:
            named[found.group(1)] = one.folder
    return {
        one.folder: {
            named[each.name]
            for each in one.dependencies
            if each.name in named and not each.development
        }
        for one in poms
    }
