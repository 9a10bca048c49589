"""Versions: of a package as its lock says, of a language's runtime as the usual files say."""

import re
from collections.abc import Iterable, Mapping

from checks.core import Place
from checks.probes.repo.manifests import Dependency, Manifest
from checks.probes.repo.walk import Tree

LONGEST_LOCK = 12_000_000
"""Bytes. Lock files are generated, but a version in them is a fact; the largest seen had 3 MB."""
NUMBER = r"v?(\d[\w.+-]*)"
LOCKS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "pypi": (
        ("uv.lock", r"^name = \"{name}\"\nversion = \"" + NUMBER + '"'),
        ("poetry.lock", r"^name = \"{name}\"\nversion = \"" + NUMBER + '"'),
        ("Pipfile.lock", r"^[ \t]*\"{name}\": \{{[^}}]*?\"version\": \"==" + NUMBER + '"'),
    ),
    "npm": (
        (
            "package-lock.json",
            r"^[ \t]*\"node_modules/{name}\": \{{\s*\"version\": \"" + NUMBER + '"',
        ),
        (
            "pnpm-lock.yaml",
            r"^[ \t]+['\"]?{name}['\"]?:\n[ \t]+specifier: .*\n[ \t]+version: ['\"]?" + NUMBER,
        ),
        ("yarn.lock", r"^\"?{name}@[^\n]*:\n\s+version:? \"?" + NUMBER),
    ),
    "gem": (("Gemfile.lock", r"^    {name} \(" + NUMBER + r"\)"),),
    "composer": (("composer.lock", r"\"name\": \"{name}\",\s*\"version\": \"" + NUMBER + '"'),),
    "hex": (("mix.lock", r"^[ \t]*\"{name}\": \{{:hex, :\w+, \"" + NUMBER + '"'),),
    "cargo": (("Cargo.lock", r"^name = \"{name}\"\nversion = \"" + NUMBER + '"'),),
}
Said = tuple[str, str]
RUNTIMES: Mapping[str, tuple[Said, ...]] = {
    "Python": (
        ("pyproject.toml", r"^(?:requires-python|python)\s*=\s*\"([^\"]+)\""),
        (".python-version", r"^(?:python-?)?(\d[\w.]*)"),
        ("runtime.txt", r"^python-(\d[\w.]*)"),
        ("Pipfile", r"^python_version\s*=\s*\"([^\"]+)\""),
    ),
    "Ruby": (
        (".ruby-version", r"^(?:ruby-)?(\d[\w.]*)"),
        (".tool-versions", r"^ruby (\S+)"),
        ("Gemfile", r"^ruby [\"']([^\"']+)"),
    ),
    "Go": (("go.mod", r"^go (\d[\w.]*)"),),
    "Elixir": (("mix.exs", r"^[ \t]*elixir:\s*\"([^\"]+)\""), (".tool-versions", r"^elixir (\S+)")),
    "PHP": (("composer.json", r"\"php\":\s*\"([^\"]+)\""),),
    "C#": (
        ("*.csproj", r"<TargetFrameworks?>([^<]+)<"),
        ("Directory.Build.props", r"<TargetFrameworks?>([^<]+)<"),
    ),
    "Java": (
        ("pom.xml", r"<(?:java\.version|maven\.compiler\.(?:release|source))>([^<]+)<"),
        ("build.gradle", r"JavaLanguageVersion\.of\((\d+)\)|sourceCompatibility\s*=\s*\S*?(\d+)"),
        ("build.gradle.kts", r"JavaLanguageVersion\.of\((\d+)\)|jvmToolchain\((\d+)\)"),
    ),
    "Rust": (("Cargo.toml", r"^rust-version\s*=\s*\"([^\"]+)\""),),
    "Kotlin": (
        (
            "build.gradle.kts",
            r"kotlin\(\"jvm\"\)\s+version\s+\"([^\"]+)\"|JavaLanguageVersion\.of\((\d+)\)",
        ),
    ),
    "TypeScript": (
        (".nvmrc", r"^v?(\S+)"),
        (".node-version", r"^v?(\S+)"),
        ("package.json", r"\"node\":\s*\"([^\"]+)\""),
    ),
}


def locked(tree: Tree, one: Dependency) -> tuple[str, Place] | None:
    """The version that the nearest lock file says, and where."""
    name = re.escape(one.name)
    if one.ecosystem == "pypi":
        name = re.sub(r"\\?[-_.]+", "[-_.]", one.name)
    for folder in _upwards(one.place.path.rpartition("/")[0]):
        for lock, pattern in LOCKS.get(one.ecosystem, ()):
            path = f"{folder}/{lock}".lstrip("/")
            if path in tree.sizes and (text := tree.lock(path, LONGEST_LOCK)):
                found = re.search(pattern.format(name=name), text, re.M)
                if found:
                    line = text.count("\n", 0, found.start()) + 1
                    return found.group(1), Place(path=path, line=line)
    return None


def runtime(
    tree: Tree, folder: str, manifests: Iterable[Manifest], language: str
) -> tuple[str, Place]:
    """The version of the language that the component's files ask for; empty where they do not say."""
    own = [one.path for one in manifests]
    for name, pattern in RUNTIMES.get({"JavaScript": "TypeScript"}.get(language, language), ()):
        near = [one for one in own if one.endswith(name.lstrip("*"))]
        near += [
            p for p in (f"{at}/{name}".lstrip("/") for at in _upwards(folder)) if p in tree.sizes
        ]
        for path in near:
            found = re.search(pattern, tree.text(path) or "", re.M)
            if found:
                value = next(one for one in found.groups() if one)
                line = (tree.text(path) or "").count("\n", 0, found.start()) + 1
                return value.strip(), Place(path=path, line=line)
    return "", Place(path=own[0] if own else folder or ".")


def stated(line: str, name: str) -> str:
    """The constraint on a manifest's line, after the package's name."""
    rest = line.partition(name)[2]
    if tagged := re.search(r"\sv(\d[\w.+-]*)", rest):
        return tagged.group(1)  # go.mod: after the path's own /v5
    found = re.search(r"[~^<>=! ]{0,20}\d[\w.,<>=~^!* -]*", rest)
    return found.group(0).strip(" ,\"'") if found else ""


def _upwards(folder: str) -> list[str]:
    parts = folder.split("/") if folder else []
    return ["/".join(parts[:depth]) for depth in range(len(parts), -1, -1)]
