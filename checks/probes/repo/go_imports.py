"""What the production code of Go programs imports: a module that only tests import is required by `go.mod` all the same
(https://go.dev/ref/mod#go-mod-tidy), and which package of a module is imported says more than the module."""

import re

from checks.core import Place
from checks.probes.repo.ecosystems import Says, table
from checks.probes.repo.ecosystems.go import GO
from checks.probes.repo.scan import Words
from checks.probes.repo.walk import Tree

PACKAGES: Says = table(
    ("sessions", "cookies", "github.com/gin-contrib/sessions/cookie"),
    ("sessions", "in one process only", "github.com/gin-contrib/sessions/memstore"),
    ("sessions", "Redis", "github.com/gin-contrib/sessions/redis"),
    ("sessions", "Redis", "github.com/boj/redistore github.com/rbcervilla/redisstore"),
    ("sessions", "Memcached", "github.com/gin-contrib/sessions/memcached"),
    ("sessions", "database", "github.com/gin-contrib/sessions/gorm"),
    ("sessions", "database", "github.com/gin-contrib/sessions/postgres"),
    ("sessions", "database", "github.com/gin-contrib/sessions/mongo/mongodriver"),
    ("rate_limit", "Fiber", "github.com/gofiber/fiber/middleware/limiter"),
)
"""Packages of a module that say what the module leaves open, without the major version in their path."""
NAMES = frozenset({*GO, *PACKAGES})
IMPORTED = Words(*(b'"' + one.encode() for one in NAMES))
QUOTED = re.compile(rb'^[ \t]*(?:import[ \t]+)?(?:[\w.]+[ \t]+)?"([\w.-]+\.[\w.-]+/[^"\s]+)"', re.M)
MAJOR = re.compile(r"/v\d+(?=/|$)")


def imports(tree: Tree) -> dict[str, Place]:
    """The packages that production files import, without major versions, each with the first place.

    Only files that import something of the table are read. `tools.go` holds what developers run
    (https://go.dev/wiki/Modules#how-can-i-track-tool-dependencies-for-a-module).
    """
    found: dict[str, Place] = {}
    for path in tree.production(".go"):
        if path.endswith("tools.go") or not tree.holds(path, IMPORTED):
            continue
        data = tree.sniff(path)
        for one in QUOTED.finditer(data):
            name = MAJOR.sub("", one.group(1).decode("utf-8", "replace"))
            if name not in found:
                line = data.count(b"\n", 0, one.start(1)) + 1
                found[name] = Place(path=path, line=line)
    return found
