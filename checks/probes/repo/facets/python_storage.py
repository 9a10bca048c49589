"""Where Python keeps files when no client of a cloud is imported: backends that are named in a string.

django-storages by the module of its backend (https://django-storages.readthedocs.io), and fsspec by the scheme of an
address, for which it loads what is installed (https://filesystem-spec.readthedocs.io).
"""

import re
from collections.abc import Iterator

from checks.core import Confidence, Place
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact, State

BACKEND = re.compile(
    r"^[^#\n]*[\"']storages\.backends\.(s3|s3boto3|azure_storage|gcloud)\.\w+[\"']", re.M
)
BACKENDS = {
    "s3": "S3",
    "s3boto3": "S3",
    "azure_storage": "Azure",
    "gcloud": "Google Cloud Storage",
}
BY_SCHEME = {"s3fs": "S3", "gcsfs": "Google Cloud Storage", "adlfs": "Azure"}
FSSPEC = Words(b"fsspec")
IMPORTED = re.compile(rb"^[ \t]*(?:import|from)[ \t]+fsspec\b", re.M)


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`object_storage`: unknown in production, since a setting or an address chooses it."""
    for path, text in sight.settings_text:
        for named in BACKEND.finditer(text):
            place = Place(path=path, line=text.count("\n", 0, named.start(1)) + 1)
            yield _fact(sight, BACKENDS[named.group(1)], place)
    installed = [
        one
        for manifest in sight.manifests
        for one in manifest.dependencies
        if one.ecosystem == "pypi" and one.name in BY_SCHEME and not one.development
    ]
    if installed and any(
        IMPORTED.search(sight.tree.data(path) or b"") for path in sight.program.holding(FSSPEC)
    ):
        for one in installed:
            yield _fact(sight, BY_SCHEME[one.name], one.place)


def _fact(sight: Sight, value: str, place: Place) -> tuple[str, RepoFact]:
    fact = RepoFact(
        name="object_storage",
        value=value,
        place=place,
        state=State.UNKNOWN_IN_PRODUCTION,
        confidence=Confidence.MEDIUM,
    )
    return sight.folder_of(place.path), fact
