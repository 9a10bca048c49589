"""State that is kept on the instance: another instance would miss it."""

import re
from collections.abc import Iterator

from checks.core import Confidence, Place
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact, Role, State

APSCHEDULER = Words(b"apscheduler")
SCHEDULER = re.compile(
    rb"^[ \t]*from[ \t]+apscheduler\.schedulers[.\w]*[ \t]+import[ \t]+((?:Background|AsyncIO)Scheduler)\b",
    re.M,
)
ELSEWHERE = re.compile(
    r"^[ \t]+(?:DEFAULT_FILE_STORAGE|STORAGES)\s*=|^[ \t]*STORAGES\[[\"']default[\"']\][^=\n]*=",
    re.M,
)
DEFAULTED = re.compile(r"\$\{\w+:?[-+?]([^}]*)\}")
HARMLESS = re.compile(
    r"node_modules|/go/pkg/|venv|bundle|cache|tmp|log|static|gems|\.sock|certs?|ssl|conf|\.(ya?ml|ini|json|env)$"
)


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`local_state`: sessions in files, uploads on the local disk, a scheduler inside the process."""
    yield from _volumes(sight)
    yield from _settings(sight)
    yield from _rails(sight)
    yield from _uploads(sight)
    if sight.python is None:
        return
    for path in sight.program.holding(APSCHEDULER):
        data = sight.tree.data(path) or b""
        found = SCHEDULER.search(data)
        if found:
            line = data.count(b"\n", 0, found.start(1)) + 1
            text = f"scheduler inside the process ({found.group(1).decode()})"
            yield _fact(sight, text, Place(path=path, line=line), Confidence.MEDIUM)
            return


FOLDER = re.compile(
    r"(?i)(?:^|[.:_-])(?:upload|uploads)?[-_]?(?:dir|directory|path|root|location|folder)$"
)
ON_DISK = re.compile(r"^(?:\.{0,2}/)?[\w.$-][\w./$-]*$")


def _uploads(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """A setting of a folder for uploads, by its name or by what it holds, where files of settings configure."""
    for one in sight.settings:
        named = FOLDER.search(one.name) and "upload" in f"{one.name} {one.value}".lower()
        in_files = one.place.path.endswith((".exs", ".yml", ".yaml", ".properties", ".json"))
        kept = in_files and not re.search(r"te?mp", f"{one.name} {one.value}", re.I)
        if named and kept and one.state is not State.INACTIVE and ON_DISK.match(one.value):
            text = f"uploads in {one.value}"
            fact = RepoFact(
                name="local_state",
                value=text,
                place=one.place,
                state=one.state,
                confidence=Confidence.MEDIUM,
            )
            yield "" if one.component == "." else one.component, fact
            return


def _volumes(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """A writable volume of a web service; the mounted source tree of a development setup is none."""
    for file, one in sight.services:
        if one.role is not Role.WEB or not file.production:
            continue
        kept = [target for volume in one.volumes if (target := _kept(volume))]
        if kept:
            text = f"files in {', '.join(kept)} (volumes of service {one.name})"
            yield (
                "",
                RepoFact(
                    name="local_state",
                    value=text,
                    place=Place(path=file.path, line=one.line),
                    state=sight.state_of(file),
                    confidence=Confidence.MEDIUM,
                ),
            )
            return


def _kept(volume: str) -> str:
    """Where a writable volume is mounted; empty for sources, caches, sockets and configuration."""
    source, _, rest = DEFAULTED.sub(r"\1", volume).partition(":")
    target, _, mode = rest.partition(":")
    own = source in {".", "./", ""} or re.match(r"\.{1,2}/(src|app|lib|config)?/?$", source)
    harmless = own or "ro" in mode.split(",") or HARMLESS.search(target)
    return "" if harmless else target


def _settings(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    app = sight.python
    for name in ("STORAGES.default.BACKEND", "DEFAULT_FILE_STORAGE"):
        storage = app.settings.get(name) if app else None
        if storage and re.search(r"FileSystemStorage['\"]$", storage.keywords["value"]):
            otherwise = storage.keywords["conditional"] or _replaced(sight)
            state = State.UNKNOWN_IN_PRODUCTION if otherwise else State.ACTIVE
            text = "files on the local disk (Django)"
            yield _fact(sight, text, storage.place, Confidence.MEDIUM, state)
            break
    engine = app.settings.get("SESSION_ENGINE") if app else None
    if engine is None or engine.keywords.get("conditional"):
        return
    if re.search(r"sessions\.backends\.file['\"]", engine.keywords["value"]):
        yield _fact(sight, "sessions in files", engine.place, Confidence.HIGH)


def _replaced(sight: Sight) -> bool:
    """Whether a branch, or a later line, of the settings puts files elsewhere."""
    return any(ELSEWHERE.search(text) for _, text in sight.settings_text)


def _rails(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    for path in sight.tree.named("production.rb"):
        for number, line in enumerate((sight.tree.text(path) or "").splitlines(), 1):
            if re.match(r"\s*config\.active_storage\.service\s*=\s*:local\b", line):
                place = Place(path=path, line=number)
                # the setting is written by the generator; whether anything is attached is not known
                yield _fact(
                    sight, "uploads on the local disk (Active Storage)", place, Confidence.LOW
                )


def _fact(
    sight: Sight, text: str, place: Place, confidence: Confidence, state: State = State.ACTIVE
) -> tuple[str, RepoFact]:
    fact = RepoFact(name="local_state", value=text, place=place, confidence=confidence, state=state)
    return sight.folder_of(place.path), fact
