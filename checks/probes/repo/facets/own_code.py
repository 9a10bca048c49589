"""What projects write themselves where others install a package: limits, schedulers and stores of files.

Each is told by the name that everybody gives it and by a use of it, never by the name alone: a decorator that is
defined and put on functions, a module called scheduler that starts timers, an adapter in a framework's configuration.
"""

import re
from collections.abc import Iterator

from checks.core import Confidence, Place
from checks.probes.repo.code.reading import FRONT
from checks.probes.repo.python.look import BY_HAND
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact, State

LIMITS = Words(b"ratelimit", b"rate_limit", b"throttle")
LIMIT = re.compile(rb"^[ \t]*(?:async )?def (rate_?limit(?:ed|er)?|throttled?)\(", re.M)
LIMITED = re.compile(rb"^[ \t]*@(?:\w+\.)*(rate_?limit(?:ed|er)?|throttled?)\b", re.M)
NAMED = re.compile(r"(^|/)rate-?[lL]imit(er|ing|s)?[\w-]*\.[cm]?[jt]s$")
EXPORTED = re.compile(
    rb"^export (?:default )?(?:async )?(?:const|function|class) (\w*[rR]ate[lL]imit\w*)", re.M
)
IMPORTED = re.compile(
    rb"(?:from|import|require\()\s*[\"'][^\"'\n]*rate-?[lL]imit(?:er|ing|s)?[\w-]*(?:\.\w+)?[\"']"
)
SCHEDULER = re.compile(
    r"(^|/)(scheduler|cron)([.-]service)?\.[cm]?[jt]s$|(^|/)(scheduler|cron)/index\.[jt]s$"
)
TIMER = re.compile(rb"^(?![ \t]*(?://|\*))[^\n]*\bset(?:Interval|Timeout)\(", re.M)
ADAPTER = re.compile(
    r"^[ \t]*(?:adapter:\s*[\"']?|)(awss3v3|aws|asyncaws|async_aws|gcloud|azure)\b[\"']?:?\s*$",
    re.M,
)
STORES = {"gcloud": "Google Cloud Storage", "azure": "Azure"}


NET_SCHEDULER = re.compile(r"(^|/)\w*Scheduler\.cs$")
NET_TIMER = re.compile(
    rb"^(?![ \t]*//)[^\n]*\bnew (?:System\.(?:Timers|Threading)\.)?(?:Periodic)?Timer\(", re.M
)


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`rate_limit`, `scheduled_work` and `object_storage` of the project's own."""
    yield from _limits(sight)
    yield from _middleware(sight)
    yield from _script_limits(sight)
    yield from _schedulers(sight)
    yield from _net_schedulers(sight)
    yield from _adapters(sight)


def _limits(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    made: dict[bytes, Place] = {}
    used: set[bytes] = set()
    for path in sight.program.holding(LIMITS) if sight.python else ():
        data = b"" if BY_HAND.search(path) else sight.tree.data(path) or b""
        if data:
            used |= set(LIMITED.findall(data))
            for one in LIMIT.finditer(data):
                line = data.count(b"\n", 0, one.start(1)) + 1
                made.setdefault(one.group(1), Place(path=path, line=line))
    for name in sorted(set(made) & used)[:1]:
        yield _fact(sight, "rate_limit", f"its own decorator {name.decode()}", made[name])


MIDDLEWARE = re.compile(r"[\"']([\w.]+)\.(\w*(?:RateLimit|Throttl)\w*)[\"']")


def _middleware(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """Django: a middleware of the project's own that is called a limit or a throttle, in the settings that count."""
    call = sight.python.settings.get("MIDDLEWARE") if sight.python else None
    for home, name in MIDDLEWARE.findall(call.keywords["value"]) if call else ():
        path = home.replace(".", "/") + ".py"
        if call and any(f"/{one}".endswith(f"/{path}") for one in sight.program.paths):
            yield _fact(sight, "rate_limit", f"its own {name}", call.place)
            return


def _script_limits(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """A module of a server called rate-limit that exports one, and another module that imports it."""
    if any(facet == "rate_limit" and one.ecosystem == "npm" for one, facet, _ in sight.told):
        return
    scripts = [one for one in sight.tree.production(".ts", ".js", ".mjs") if not FRONT.search(one)]
    for path in (one for one in scripts if NAMED.search(one)):
        data = sight.tree.sniff(path)
        found = EXPORTED.search(data)
        if found and any(
            b"ate" in (other := sight.tree.sniff(one)) and IMPORTED.search(other)
            for one in scripts
            if one != path
        ):
            place = Place(path=path, line=data.count(b"\n", 0, found.start(1)) + 1)
            yield _fact(sight, "rate_limit", f"its own {found.group(1).decode()}", place)
            return


def _schedulers(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """A server's module called scheduler, in a component with a web framework, that starts timers."""
    serving = {
        sight.folder_of(one.place.path) for one, facet, _ in sight.told if facet == "framework"
    }
    for path in sight.tree.production(".ts", ".js", ".mjs", ".cjs") if serving else ():
        if not SCHEDULER.search(path) or FRONT.search(path) or sight.folder_of(path) not in serving:
            continue
        data = sight.tree.sniff(path)
        found = TIMER.search(data)
        if found:
            place = Place(path=path, line=data.count(b"\n", 0, found.start()) + 1)
            yield _fact(sight, "scheduled_work", "timers of its own", place)
            return


def _net_schedulers(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """A class of .NET that is called a scheduler and starts a timer, where no package does it."""
    packages = (
        facet == "scheduled_work" and one.ecosystem == "nuget" for one, facet, _ in sight.told
    )
    if any(packages) or any(one.facet == "scheduled_work" for one in sight.hits):
        return
    for path in (one for one in sight.tree.production(".cs") if NET_SCHEDULER.search(one)):
        data = sight.tree.sniff(path)
        found = NET_TIMER.search(data)
        if found:
            place = Place(path=path, line=data.count(b"\n", 0, found.start()) + 1)
            yield _fact(sight, "scheduled_work", "timers of its own", place)
            return


def _adapters(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """Symfony's Flysystem bundles: an adapter of a cloud in their configuration."""
    for path in sight.tree.production(".yaml", ".yml"):
        if "flysystem" not in path or "/packages/" not in f"/{path}":
            continue
        text = sight.tree.text(path) or ""
        for one in ADAPTER.finditer(text):
            value = STORES.get(one.group(1), "S3")
            place = Place(path=path, line=text.count("\n", 0, one.start(1)) + 1)
            yield _fact(sight, "object_storage", value, place, State.UNKNOWN_IN_PRODUCTION)


def _fact(
    sight: Sight, name: str, value: str, place: Place, state: State = State.ACTIVE
) -> tuple[str, RepoFact]:
    fact = RepoFact(name=name, value=value, place=place, state=state, confidence=Confidence.MEDIUM)
    return sight.folder_of(place.path), fact
