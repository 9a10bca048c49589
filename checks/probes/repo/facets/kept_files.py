"""Files that the instance itself keeps, as its code and its image say it: another instance would miss them.

Shrine's, tus' and CarrierWave's stores on the local disk, Rails' Active Storage where the variable that chooses says
`local` unless it is set, a variable of the project's own that does the same, and a `VOLUME` of an image that starts the
web server.
"""

import json
import re
from collections.abc import Iterator

from checks.core import Confidence, Place
from checks.probes.repo.processes import dockerfiles, for_development, instructions
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact, Role, State

STORES = Words(b"Storage::FileSystem", b"Storage::Filesystem", b"storage :file")
STORE = re.compile(
    rb"^[^#\n]*\b(Shrine|Tus)::Storage::File[sS]ystem\.new\b|^[ \t]*storage[ \t]+:file\b", re.M
)
ELSEWHERE = re.compile(rb"\bStorage::S3\b|\bfog\b|:aws\b|Rails\.env\.(?:test|development|local)\?")
"""Beside such a line: the code chooses, or it is not production that does it."""
ATTACHED = re.compile(
    r"^[ \t]*config\.active_storage\.service\s*=\s*.*\bENV\b.*[\"':]local\b", re.M
)
CHOICES = Words(b"STORAGE_", b"STORE_", b"FS_", b"UPLOAD", b"MEDIA_", b"FILE_")
CHOICE = re.compile(
    rb"^(?![ \t]*(?:#|//|\*))[^\n]*[\"'.]((?:\w{0,40}_)?(?:STORAGE|STORE|UPLOADS?|MEDIA|FS|FILES?)"
    rb"_(?:BACKEND|DRIVER|TYPE|PROVIDER|ADAPTER|ENGINE))"
    rb"[\"']?\s{0,4}[\])]?\s{0,4}(?:,|\|\||\?\?|\bor\b)\s{0,4}(?:default\s?=\s?)?[\"'](?:local|file_?system|file|fs|disk)[\"']",
    re.M | re.I,
)
"""A variable that chooses where files go, and the local disk where nobody sets it."""
PROGRAMS = (".py", ".ts", ".mts", ".js", ".mjs", ".rb", ".go")
HARMLESS = re.compile(r"cache|te?mp\b|/logs?\b|static|/run\b|certs?|ssl|conf|node_modules", re.I)


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`local_state`, once for each way of keeping files."""
    yield from _ruby(sight)
    yield from _rails(sight)
    yield from _images(sight)
    yield from _chosen(sight)


def _ruby(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    for path in sight.tree.production(".rb"):
        data = sight.tree.sniff(path) if sight.tree.holds(path, STORES) else b""
        found = STORE.search(data)
        if found:
            name = found.group(1).decode() if found.group(1) else "CarrierWave"
            line = data.count(b"\n", 0, found.start()) + 1
            asked = ELSEWHERE.search(data) is not None
            yield _fact(
                sight, f"files on the local disk ({name})", Place(path=path, line=line), asked
            )
            return


def _rails(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    for path in sight.tree.named("production.rb"):
        text = sight.tree.text(path) or ""
        found = ATTACHED.search(text)
        if found:
            place = Place(path=path, line=text.count("\n", 0, found.start()) + 1)
            yield _fact(sight, "uploads on the local disk (Active Storage)", place, True)


def _chosen(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    for path in sight.tree.production(*PROGRAMS):
        data = sight.tree.sniff(path) if sight.tree.holds(path, CHOICES) else b""
        found = CHOICE.search(data)
        if found:
            text = f"files on the local disk unless {found.group(1).decode()} says otherwise"
            line = data.count(b"\n", 0, found.start(1)) + 1
            yield _fact(sight, text, Place(path=path, line=line), True)
            return


def _images(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """A volume of the image, where no compose file says already what the web keeps."""
    if any(
        one.role is Role.WEB and one.volumes and file.production for file, one in sight.services
    ):
        return
    serving = {one.place.path for one in sight.processes if one.role is Role.WEB}
    for path in dockerfiles(sight.tree):
        if path not in serving or for_development(path):
            continue
        for number, line in instructions(sight.tree.text(path) or ""):
            said = re.match(r"VOLUME\s+(.+)", line)
            kept = (
                [one for one in _paths(said.group(1)) if not HARMLESS.search(one)] if said else []
            )
            if kept:
                text = f"files in {', '.join(kept)} (volumes of {path})"
                yield _fact(sight, text, Place(path=path, line=number), False)
                return


def _paths(text: str) -> list[str]:
    """A list of JSON, or words."""
    try:
        told = json.loads(text)
    except ValueError:
        told = text.split()
    return [one for one in told if isinstance(one, str)] if isinstance(told, list) else []


def _fact(sight: Sight, text: str, place: Place, asked: bool) -> tuple[str, RepoFact]:
    state = State.UNKNOWN_IN_PRODUCTION if asked else State.ACTIVE
    fact = RepoFact(
        name="local_state", value=text, place=place, state=state, confidence=Confidence.MEDIUM
    )
    return sight.folder_of(place.path), fact
