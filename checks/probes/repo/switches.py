"""Switches of the project's own: `management.prometheus.metrics.export.enabled=false`, `SENTRY_ENABLED`.

A library that is installed and used is not in use where a setting says no; where the environment decides and the
project ships it switched off, production is unknown. A switch names the library last, or before a word of its facet:
`REDIS_TLS_ENABLED` says nothing about Redis.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from checks.core import Place
from checks.probes.repo.context.model import Setting
from checks.probes.repo.environment_schemas import ADDRESS as REDIS_ADDRESS
from checks.probes.repo.environment_schemas import entries
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact, State
from checks.probes.repo.without import ON_REDIS

PARTS = frozenset({"client", "integration", "service", "monitoring", "reporting"})
FOLLOWING: Mapping[str, frozenset[str]] = {
    "broker": PARTS | {"broker", "events"},
    "cache": frozenset({"cache"}),
    "error_tracking": PARTS | {"error", "errors"},
    "key_value": frozenset(),
    "metrics": PARTS | {"metrics", "metric", "export", "exporter"},
    "object_storage": PARTS | {"storage"},
    "queue": PARTS | {"queue", "jobs", "events"},
    "rate_limit": PARTS,
    "structured_logs": PARTS | {"logs", "logging"},
    "tracing": PARTS | {"tracing", "traces", "trace", "export", "exporter"},
}
"""Facets whose libraries wait for a switch, with the words that may stand between the name and `enabled`. A migration
or a health route that a framework's own switch turns off is often started by the project's code instead."""
WHOLE: Mapping[str, frozenset[tuple[str, ...]]] = {
    "metrics": frozenset({("metrics",)}),
    "queue": frozenset({("job", "queue"), ("queue",), ("background", "jobs")}),
    "rate_limit": frozenset(
        {
            ("rate", "limit"),
            ("rate", "limiting"),
            ("rate", "limiter"),
            ("throttle",),
            ("throttling",),
        }
    ),
    "tracing": frozenset({("tracing",), ("traces",), ("apm",)}),
}
"""Switches of a whole facet: `ENABLE_METRICS`."""
SWITCH = re.compile(r"^(.+)[._:-](?:is_?)?enabled?$|^(?:(?:is_?)?enabled?|use|collect)_(.+)$", re.I)
WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z0-9]+(?![a-z])")
SPELT = {
    "OpenTelemetry": {"opentelemetry", "otel", "otlp"},
    "RabbitMQ": {"rabbitmq", "rabbit"},
    "New Relic": {"newrelic"},
}
SPELT |= {one: {one.lower(), "redis"} for one in ON_REDIS}
OF_FRAMEWORKS = {
    "spring",
    "quarkus",
    "management",
    "server",
    "logging",
    "micronaut",
    "mp",
    "smallrye",
}
OWN_SETTINGS = 5
"""Settings under one first word from which on it is the project's prefix."""
OFF = {"false", "0", "no", "off", ""}
EVERYWHERE = "*"
"""The component of a switch that counts where a component of scripts has none of its own."""
SCRIPTED = ("package.json", ".ts", ".mts", ".js", ".mjs")
"""Where facts of scripts stand."""
Switches = dict[str, list[tuple[tuple[str, ...], Setting]]]

CODE = (".py", ".rb", ".js", ".mjs", ".cjs", ".ts", ".mts", ".go", ".php", ".ex", ".exs", ".java")
SAID = Words(
    *(b"_ENABLE", b"ENABLE_", b"ENABLED_", b"OTEL_EXPORTER_OTLP", b"REDIS_"),
    *(before + b"USE_" for before in (b"'", b'"', b".")),
    *(before + b"COLLECT_" for before in (b"'", b'"', b".")),
)
ASKED = re.compile(
    r"""(?:process\.env(?:\.|\[["'])|(?i:\w{0,20}env\w{0,20}(?:\.\w{1,20})?|environ\.get|env\.fetch
    |fetch_env!?|config|get_?boolean)\s*[(\[]\s*["'])
    ((?:[A-Z0-9]+_)+ENABLED?|(?:ENABLED?|USE|COLLECT)_[A-Z0-9_]+)\b["']?(?:\]|\))?([^\n]{0,40})""",
    re.X,
)
ADDRESS = re.compile(
    r"^(?!\s*(?:#|//|\*)).{0,120}(?:\bif\b|\bunless\b|&&|\|\||\?).{0,120}"
    r"\bOTEL_EXPORTER_OTLP_(?:[A-Z]+_)?ENDPOINT\b"
)
ASKING = ("ENABLE", "USE_", "COLLECT_")
REDIS = re.compile(
    r"^(?!\s*(?:#|//|\*)).{0,120}(?:\bif\s*\(?\s*(?:process\.env\.|ENV\[[\"'])REDIS_(?:URL|HOST|URI)\b"
    r"(?![\"'\])]*(?:\.to_s)?\.(?:empty|blank|nil)\?)"
    r"|process\.env\.REDIS_(?:URL|HOST|URI)\s*(?:\?(?![?.])|&&))"
)
HANDED_ON = re.compile(
    r"=\s*(?:process\.env\.|ENV\[[\"'])(REDIS_(?:URL|HOST|URI))\b[\"'\]]*\s+if\s+ENV\[[\"']\1"
)
"""Only the address waits for the variable: without it the client speaks to its own default."""
CONDITIONS = (
    ("OTEL_EXPORTER_OTLP", ADDRESS, "OTEL_ENABLED"),
    ("REDIS_", REDIS, "REDIS_ENABLED"),
)
"""A condition on the address of a collector or a Redis: the program does without one unless somebody sets it."""
LONGEST_LINE = 2_000
"""Characters; longer lines are minified."""
ON = re.compile(r"(?:\|\||\?\?|,|=)\s*[\"']?(?:true|1|yes|on)\b|!==?\s*[\"']?(?:false|0)\b", re.I)
GIVEN = re.compile(
    r"^[ \t]{0,9},[ \t]{0,9}(?:default[ \t]{0,4}=[ \t]{0,4})?[\"']?(?:false|0|no|off)\b", re.I
)
"""What the variable is where nobody sets it, whatever it is then compared with."""
COMPARED = re.compile(r"^\s*===?\s*[\"']?\w+[\"']?")


def switches(sight: Sight) -> Switches:
    """The switches of each component, each with the words of its name in their order."""
    found: Switches = defaultdict(list)
    prefixes = _own_prefixes(sight.settings)
    for one in (*sight.settings, *_in_code(sight), *_of_schemas(sight)):
        named = SWITCH.match(one.name) if one.state is not State.INACTIVE else None
        if named:
            said = str(named.group(1) or named.group(2))
            first, _, rest = said.partition(".")
            said = rest if rest and first in prefixes else said
            words = (word.lower() for word in WORD.findall(said))
            found["" if one.component == "." else one.component].append((tuple(words), one))
    return found


def _of_schemas(sight: Sight) -> Iterator[Setting]:
    """What schemas of the environment say: an application's own for itself, a shared package's for every script."""
    serving = {
        sight.folder_of(one.place.path) for one, facet, _ in sight.told if facet == "framework"
    }
    for one in entries(sight.tree):
        home = sight.folder_of(one.place.path)
        component = (home or ".") if home in serving else EVERYWHERE
        if SWITCH.match(one.name):
            yield _variable(component, one.name, "true" if one.on else "", one.place)
        elif one.optional and REDIS_ADDRESS.match(one.name):
            yield _variable(component, "REDIS_ENABLED", "", one.place)


def _own_prefixes(settings: Iterable[Setting]) -> set[str]:
    """What a project puts before the names of its own settings: `dt.metrics.enabled` is the switch of the metrics."""
    counted = Counter(one.name.partition(".")[0] for one in settings if "." in one.name)
    return {name for name, count in counted.items() if count >= OWN_SETTINGS} - OF_FRAMEWORKS


def switched(folder: str, fact: RepoFact, known: Switches) -> RepoFact:
    """The fact in the state that its switches leave it in; unchanged where it has none, or one that is on."""
    if fact.name not in FOLLOWING or fact.state is not State.ACTIVE:
        return fact
    own = _of(fact, known.get(folder, ()))
    if not own and fact.place is not None and fact.place.path.endswith(SCRIPTED):
        own = _of(fact, known.get(EVERYWHERE, ()))
    if not own or any(one.value.lower() not in OFF for one in own):
        return fact
    asked = any(one.state is State.UNKNOWN_IN_PRODUCTION for one in own)
    return replace(fact, state=State.UNKNOWN_IN_PRODUCTION if asked else State.INACTIVE)


def _of(fact: RepoFact, several: Iterable[tuple[tuple[str, ...], Setting]]) -> list[Setting]:
    """The switches that speak of this fact."""
    spelt = SPELT.get(str(fact.value), {str(fact.value).lower()})
    following, whole = FOLLOWING[fact.name], WHOLE.get(fact.name, ())
    return [one for words, one in several if words in whole or _names(words, spelt, following)]


def _names(words: tuple[str, ...], spelt: set[str], following: Iterable[str]) -> bool:
    at = next((index for index, word in enumerate(words) if word in spelt), None)
    return at is not None and set(words[at + 1 :]) <= set(following)


def _in_code(sight: Sight) -> Iterator[Setting]:
    """Variables of the environment that code asks, each with "true" where it is on unless somebody says no."""
    for path in sight.tree.production(*CODE):
        if not sight.tree.holds(path, SAID):
            continue
        folder = sight.folder_of(path) or "."
        for number, line in enumerate((sight.tree.text(path) or "").splitlines(), 1):
            if len(line) > LONGEST_LINE:
                continue
            place = Place(path=path, line=number)
            if any(one in line for one in ASKING):
                for one in ASKED.finditer(line):
                    rest = COMPARED.sub("", one.group(2))
                    on = ON.search(rest) is not None and not GIVEN.match(rest)
                    yield _variable(folder, one.group(1), "true" if on else "", place)
            for word, pattern, name in CONDITIONS:
                if word in line and pattern.search(line) and not HANDED_ON.search(line):
                    yield _variable(folder, name, "", place)


def _variable(component: str, name: str, value: str, place: Place) -> Setting:
    return Setting(
        component=component,
        name=name,
        value=value,
        place=place,
        state=State.UNKNOWN_IN_PRODUCTION,
        variable=name,
    )
