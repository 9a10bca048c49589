"""Languages and test runners of each component, from manifests that have sources beside them."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator

from checks.core import Confidence, Place
from checks.probes.repo.jvm_and_net import csproj
from checks.probes.repo.manifests import Manifest
from checks.probes.repo.packages import LANGUAGES
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact

JS_RUNNERS = {
    "jest": "Jest",
    "vitest": "Vitest",
    "mocha": "Mocha",
    "ava": "AVA",
    "@playwright/test": "Playwright",
    "cypress": "Cypress",
    "jasmine": "Jasmine",
    "@japa/runner": "Japa",
}
MANY = 20
"""Scripts beside a package.json that installs nothing for running: whoever writes so many serves them somehow."""
SETTINGS = re.compile(r"(^|/)\.?[\w-]+(\.config|rc)\.[cm]?[jt]s$|\.d\.[cm]?ts$")
BROWSER = re.compile(r"(^|/)(e2e|tests?|cypress|playwright)[\w-]*/package\.json$")
RUNNERS = {
    "pypi": {"pytest": "pytest", "pytest-django": "pytest"},
    "gem": {
        "rspec-rails": "RSpec",
        "rspec": "RSpec",
        "minitest": "Minitest",
        "test-unit": "test-unit",
    },
    "composer": {
        "phpunit/phpunit": "PHPUnit",
        "pestphp/pest": "Pest",
        "codeception/codeception": "Codeception",
    },
    "npm": JS_RUNNERS,
    "maven": {
        "spring-boot-starter-test": "JUnit",
        "junit-jupiter": "JUnit",
        "junit": "JUnit",
        "quarkus-junit5": "JUnit",
        "quarkus-junit": "JUnit",
        "testng": "TestNG",
    },
    "nuget": {
        "xunit": "xUnit",
        "xunit.v3": "xUnit",
        "xunit.v3.mtp-v1": "xUnit",
        "xunit.v3.mtp-v2": "xUnit",
        "NUnit": "NUnit",
        "MSTest.TestFramework": "MSTest",
    },
}


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`language` and `test_runner`."""
    seen: dict[str, set[str]] = defaultdict(set)
    for folder, suffix in sight.sources:
        seen[folder].add(suffix)
    for manifest in sight.manifests:
        for language in _languages(sight, manifest, seen.get(manifest.folder, set())):
            yield (
                manifest.folder,
                RepoFact(name="language", value=language, place=Place(path=manifest.path)),
            )
        yield from _runners(manifest)
    yield from _without_manifest(sight, seen)


def _languages(sight: Sight, manifest: Manifest, suffixes: set[str]) -> list[str]:
    if manifest.ecosystem == "npm":
        return _of_scripts(sight, manifest)
    if manifest.ecosystem == "maven":
        kotlin, java = (
            _count(sight, manifest.folder, ".kt"),
            _count(sight, manifest.folder, ".java"),
        )
        return ["Kotlin" if kotlin > java else "Java"] if kotlin or java else []
    name, endings = LANGUAGES[manifest.ecosystem]
    return [name] if suffixes & set(endings) else []


def _of_scripts(sight: Sight, manifest: Manifest) -> list[str]:
    """TypeScript and JavaScript, each where a tenth of the scripts is written in it; settings of tools are none."""
    typed = _scripts(sight, manifest.folder, ".ts", ".tsx", ".mts")
    plain = _scripts(sight, manifest.folder, ".js", ".jsx", ".mjs", ".cjs")
    pages = _scripts(sight, manifest.folder, ".vue", ".svelte")
    if not typed and not _lives(manifest) and plain + pages < MANY:
        return []  # a package.json that only pins formatters stands beside no source of its own
    whole = typed + plain
    found = [("TypeScript", typed), ("JavaScript", plain if whole else pages)]
    return [name for name, count in found if count and count * 10 >= whole]


def _scripts(sight: Sight, folder: str, *suffixes: str) -> int:
    paths = (path for one in suffixes for path in sight.sources.get((folder, one), ()))
    return sum(SETTINGS.search(path) is None for path in paths)


def _lives(manifest: Manifest) -> bool:
    """Something is installed for running, a start command is there, or it is published."""
    data = json.loads(manifest.text)
    published = any(key in data for key in ("main", "module", "exports", "bin"))
    installed = any(not one.development for one in manifest.dependencies)
    return installed or published or "start" in (data.get("scripts") or {})


def _count(sight: Sight, folder: str, suffix: str) -> int:
    return len(sight.sources.get((folder, suffix), ()))


def _runners(manifest: Manifest) -> Iterator[tuple[str, RepoFact]]:
    known = RUNNERS.get(manifest.ecosystem, {})
    for one in manifest.dependencies:
        if one.name in known:
            yield (
                manifest.folder,
                RepoFact(name="test_runner", value=known[one.name], place=one.place),
            )


def _without_manifest(sight: Sight, seen: dict[str, set[str]]) -> Iterator[tuple[str, RepoFact]]:
    for path in sight.tree.named("pytest.ini"):
        folder = sight.folder_of(path)
        yield folder, RepoFact(name="test_runner", value="pytest", place=Place(path=path))
    for folder, tests, suffix, value in (
        ("go", "_test.go", ".go", "go test"),
        ("hex", "_test.exs", ".exs", "ExUnit"),
    ):
        for manifest in (one for one in sight.manifests if one.ecosystem == folder):
            first = next(
                (
                    p
                    for p in sight.tree.every(suffix)
                    if p.endswith(tests) and sight.folder_of(p) == manifest.folder
                ),
                None,
            )
            if first:
                fact = RepoFact(name="test_runner", value=value, place=Place(path=first))
                yield manifest.folder, fact
    yield from _of_application(sight)
    yield from _net_tests(sight)
    yield from _jvm_tests(sight)
    yield from _browser_tests(sight)
    if sight.python is not None and not any(one.ecosystem == "pypi" for one in sight.manifests):
        place = Place(path=sight.python.app_file)
        found = RepoFact(name="language", value="Python", place=place, confidence=Confidence.MEDIUM)
        yield sight.folder_of(place.path), found


def _of_application(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """The runner that the application's own configuration tells where no manifest names one."""
    app = sight.python
    if app is not None and app.test_runner in {"pytest", "django"}:
        by_django = app.test_runner == "django"
        place = Place(path=(app.manage_py if by_django else app.pyproject) or app.app_file)
        value = "manage.py test" if app.test_runner == "django" else "pytest"
        yield (
            sight.folder_of(app.app_file),
            RepoFact(name="test_runner", value=value, place=place, confidence=Confidence.MEDIUM),
        )


def _browser_tests(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """Tests in a browser often have a package of their own, in a folder that is not production's."""
    seen: set[str] = set()
    manifests = (one for one in sight.tree.files if one.endswith("/package.json"))
    for path in filter(BROWSER.search, manifests):
        text = sight.tree.text(path) or ""
        for name in ("@playwright/test", "cypress"):
            at = text.find(f'"{name}":')
            if at >= 0 and name not in seen:
                seen.add(name)
                place = Place(path=path, line=text.count("\n", 0, at) + 1)
                yield "", RepoFact(name="test_runner", value=JS_RUNNERS[name], place=place)


JVM_TEST = re.compile(r"(^|/)src/test/(?:java|kotlin)/[^\0]*Tests?\.(?:java|kt)$")
JVM_RUNNER = re.compile(rb"^import[ \t]+(?:static[ \t]+)?org\.(junit|testng)\.", re.M)


def _jvm_tests(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """A parent of Maven's or a module of the project's own may bring the runner: then the first test tells it."""
    jvm = [one for one in sight.manifests if one.ecosystem == "maven"]
    named = any(one.name in RUNNERS["maven"] for manifest in jvm for one in manifest.dependencies)
    for path in sight.tree.every(".java", ".kt") if jvm and not named else ():
        found = JVM_RUNNER.search(sight.tree.sniff(path)) if JVM_TEST.search(path) else None
        if found:
            value = "JUnit" if found.group(1) == b"junit" else "TestNG"
            yield "", RepoFact(name="test_runner", value=value, place=Place(path=path))
            return


def _net_tests(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """Test projects of .NET have a manifest of their own, which is not production's."""
    known = RUNNERS["nuget"]
    seen: set[str] = set()
    for path in (one for one in sight.tree.files if one.endswith(".csproj")):
        for name, line, _, _ in csproj(sight.tree.text(path) or "", path):
            if name in known and known[name] not in seen:
                seen.add(known[name])
                place = Place(path=path, line=line)
                yield "", RepoFact(name="test_runner", value=known[name], place=place)
