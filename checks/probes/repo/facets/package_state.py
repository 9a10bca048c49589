"""Whether a package that a manifest names is in use, and of which facet it really is."""

import re

from checks.probes.repo.ecosystems.elixir import ASKED_FOR
from checks.probes.repo.elixir_asked import mentions
from checks.probes.repo.manifests import Dependency
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import SCRIPTS, Sight
from checks.probes.repo.snapshot import State

BY_SWITCH = {"object_storage", "broker", "read_replica", "cache"}
"""A client that is installed and used says that it can be switched on; only a setting says that it is."""
STORAGE = {
    "S3": (
        Words(b'"s3', b"'s3", b"S3Boto3", b"backends.s3", b"Minio("),
        re.compile(rb"[\"']s3[\"']|S3Boto3|backends\.s3|\bMinio\("),
    ),
    "Google Cloud Storage": (
        Words(b"backends.gcloud", b"google.cloud"),
        re.compile(rb"backends\.gcloud|google\.cloud(\.|[ \t]+import[ \t]+)storage"),
    ),
    "Azure": (
        Words(b"backends.azure_storage", b"azure.storage.blob"),
        re.compile(rb"backends\.azure_storage|azure\.storage\.blob"),
    ),
}
DISKS = {
    "S3": (
        Words(b"'s3'", b'"s3"', b"AwsS3"),
        re.compile(rb"[\"']driver[\"']\s*=>\s*[\"']s3[\"']|\b(?:Async)?AwsS3\w*Adapter\b"),
    ),
    "Google Cloud Storage": (
        Words(b"'gcs'", b'"gcs"', b"GoogleCloudStorageAdapter"),
        re.compile(rb"[\"']driver[\"']\s*=>\s*[\"']gcs[\"']|\bGoogleCloudStorageAdapter\b"),
    ),
    "Azure": (
        Words(b"'azure", b'"azure', b"AzureBlobStorageAdapter"),
        re.compile(rb"[\"']driver[\"']\s*=>\s*[\"']azure|\bAzureBlobStorageAdapter\b"),
    ),
}
"""A disk of Laravel's `config/filesystems.php`, or an adapter of Flysystem that code makes."""

NLOG = Words(b"JsonLayout", b"ClefJson", b"CompactJson")
"""Layouts of NLog that write fields; its default is plain text (https://github.com/NLog/NLog/wiki/JsonLayout)."""
NLOG_SET = Words(b'JsonLayout"', b"JsonLayout'", b"CompactJson")

BROKER_URLS = ("CELERY_BROKER_URL", "BROKER_URL")
"""Where Celery is told its broker; one that names another scheme needs no client of Redis."""
METERS = Words(
    b"sdk.metrics",
    b"sdk-metrics",
    b"MeterProvider",
    b"getMeter",
    b"get_meter",
    b"metricReader",
    b"MetricReader",
    b"opentelemetry.metrics",
)
STATIC = {
    "Nuxt": ("nuxt.config", re.compile(r"^[ \t]*(ssr:\s*false|target:\s*[\"']static)", re.M)),
    "React Router": ("react-router.config", re.compile(r"^[ \t]*ssr:\s*false", re.M)),
    "Next.js": ("next.config", re.compile(r"^[ \t]*output:\s*[\"']export[\"']", re.M)),
}
"""Settings under which the framework writes files at build time and no server of its own runs."""


def facet_of(sight: Sight, one: Dependency, facet: str, value: str) -> str:
    """The facet, or `frontend` for a framework that writes files at build time."""
    if facet == "cache_library" and one.ecosystem == "nuget":
        return "cache"
    return "frontend" if value in STATIC and _is_static(sight, one.place.path, value) else facet


def says_so(sight: Sight, one: Dependency, facet: str, value: str) -> bool:
    """False where the package stands for something else here, or for what only tests and demos show."""
    if facet == "object_storage" and one.ecosystem == "pypi":
        return _speaks(sight, value)
    if facet == "object_storage" and one.ecosystem == "composer":
        return _has_disk(sight, value)
    if facet == "metrics" and value == "OpenTelemetry" and one.ecosystem in {"pypi", "npm"}:
        return _measures(sight, one)
    if facet == "frontend":
        # only npm's packages do their work before production
        return not one.development or (one.ecosystem == "npm" and not _shown(sight, one))
    if value == "NLog":
        homes = sight.homes(NLOG, ".config", ".xml", ".json", ".cs")
        return bool(homes & {"", sight.folder_of(one.place.path)})
    return not _on_a_desktop(sight, one)


def state_of(sight: Sight, one: Dependency, facet: str, value: str) -> State:
    """Active where something uses it; unknown in production where a switch or a choice stands before it."""
    if sight.uses(one) is False and not _used_unseen(sight, facet, value):
        return State.PRESENT_UNUSED
    if value == "Rack::Attack" and not any(
        "rack_attack" in p for p in sight.tree.production(".rb")
    ):
        return State.PRESENT_UNUSED
    # of the JVM's packages one is the interface, another what stands behind it
    chosen = facet == "mail" and one.ecosystem != "maven" and len(_mailers(sight, one)) > 1
    chosen = chosen or (value == "OpenTelemetry" and _exported_by_choice(sight, one))
    if value == "NLog" and not sight.homes(NLOG_SET, ".config", ".xml", ".json"):
        return State.UNKNOWN_IN_PRODUCTION  # code picks the layout
    chosen = chosen or (one.ecosystem == "hex" and _asked_for(sight, one))
    if chosen or facet in BY_SWITCH or (one.optional and facet != "orm"):
        return State.UNKNOWN_IN_PRODUCTION
    return State.ACTIVE


def _exported_by_choice(sight: Sight, one: Dependency) -> bool:
    """The exporters that the environment names, one of which is none
    (https://pkg.go.dev/go.opentelemetry.io/contrib/exporters/autoexport)."""
    return one.ecosystem == "go" and any(
        "/exporters/autoexport" in each for each in sight.go_imports
    )


IN_ELIXIR = Words(
    b"LoggerJSON", b"traces_exporter", b"PromEx", b":sentry", b"TelemetryMetricsStatsd"
)


def _asked_for(sight: Sight, one: Dependency) -> bool:
    """Every place that sets it up stands behind a question to the environment or to the configuration."""
    pattern = ASKED_FOR.get(one.name)
    found = mentions(sight.tree, re.compile(pattern), IN_ELIXIR) if pattern else []
    return bool(found) and (one.name == "opentelemetry" or all(asked for _, asked in found))


def _used_unseen(sight: Sight, facet: str, value: str) -> bool:
    """Uses without an import: Alembic by its folder, a client by a queue or a cache, storage by its backend's name."""
    if value == "Alembic":
        return _alembic(sight)
    return facet == "object_storage" or (facet == "key_value" and _client_of_another(sight))


def _is_static(sight: Sight, manifest: str, value: str) -> bool:
    name, pattern = STATIC[value]
    folder = manifest.rpartition("/")[0]
    own = (f"{folder}/{name}.{end}".lstrip("/") for end in ("ts", "js", "mjs", "cjs"))
    return any(
        one in sight.tree.sizes and pattern.search(sight.tree.text(one) or "") for one in own
    )


def _speaks(sight: Sight, value: str) -> bool:
    """boto3 speaks to a hundred services: some code or setting must name this one."""
    words, pattern = STORAGE[value]
    likely = sight.program.holding(words)
    return any(pattern.search(sight.tree.data(one) or b"") for one in likely)


def _has_disk(sight: Sight, value: str) -> bool:
    """Flysystem's adapter is a package that others bring too: a disk or code of the project must want it."""
    words, pattern = DISKS[value]
    likely = (one for one in sight.tree.production(".php") if sight.tree.holds(one, words))
    return any(pattern.search(sight.tree.sniff(one)) for one in likely)


def _measures(sight: Sight, one: Dependency) -> bool:
    """OpenTelemetry's kit holds traces, metrics and logs: some code must make a meter or export what it counts."""
    return sight.folder_of(one.place.path) in sight.homes(METERS, ".py", *SCRIPTS)


def _shown(sight: Sight, one: Dependency) -> bool:
    """A front end among what is installed for running: others, for development, are for its tests and demos.

    Svelte's own starter puts all of it among what is for development: there only the same manifest tells.
    """
    return any(
        facet == "frontend"
        and not each.development
        and (not one.name.startswith(("svelte", "@sveltejs/")) or each.place.path == one.place.path)
        for each, facet, _ in sight.told
    )


def _on_a_desktop(sight: Sight, one: Dependency) -> bool:
    """What an Electron or Tauri application holds serves one person on their own machine."""
    beside = (each for each in sight.manifests if each.path == one.place.path)
    return any(
        each.name in {"electron", "tauri"} for manifest in beside for each in manifest.dependencies
    )


def _client_of_another(sight: Sight) -> bool:
    """A queue or a cache of the settings uses the client without the project importing it."""
    settings = sight.python.settings if sight.python else {}
    urls = [settings[one].keywords["value"] for one in BROKER_URLS if one in settings]
    elsewhere = bool(urls) and not any("redis" in one or "environ" in one for one in urls)
    users = {value for _, facet, value in sight.told if facet in {"queue", "cache"}}
    backends = [
        call.keywords["value"]
        for name, call in settings.items()
        if re.fullmatch(r"CACHES\.\w+\.BACKEND", name)
    ]
    cached = any("edis" in one for one in backends) or ("CACHES" in settings and not backends)
    return cached or bool(users - ({"Celery"} if elsewhere else set()))


def _mailers(sight: Sight, one: Dependency) -> set[str]:
    """The mail services that are installed beside this one: of several, a setting picks."""
    home = sight.folder_of(one.place.path)
    return {v for d, f, v in sight.told if f == "mail" and sight.folder_of(d.place.path) == home}


def _alembic(sight: Sight) -> bool:
    return sight.python is not None and sight.python.migrations == "alembic"
