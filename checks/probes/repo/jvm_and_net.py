"""Manifests of the JVM and of .NET, read as text: no XML parser meets a hostile file here."""

import re
import tomllib
from collections.abc import Iterator

Row = tuple[str, int, bool, bool]
"""(name, line, only for development, optional)."""


def line_at(text: str, offset: int) -> int:
    """The line of an offset, counted from 1."""
    return text.count("\n", 0, max(offset, 0)) + 1


COMMENT = re.compile(r"<!--.*?-->", re.S)


def _bare(text: str) -> str:
    """XML without its comments; every line stays where it was."""
    return COMMENT.sub(lambda found: "\n" * found.group(0).count("\n"), text)


def pom(text: str, path: str) -> Iterator[Row]:
    """Maven: dependencies and the parent; what is only managed is none, what is for tests or brought by somebody else
    (`provided`, `optional`) is marked so."""
    text = _bare(text)
    managed = text.find("<dependencyManagement>"), text.find("</dependencyManagement>")
    done = 0
    for one in re.finditer(r"<(dependency|parent)>", text):
        end = text.find(f"</{one.group(1)}>", one.end())
        if end < 0:
            return
        if one.start() < done or managed[0] < one.start() < managed[1]:
            continue
        done = end
        block = text[one.end() : end]
        name = re.search(r"<artifactId>\s*([^<\s]+)", block)
        if name:
            line = line_at(text, one.end() + name.start(1))
            lent = re.search(r"<scope>\s*provided|<optional>\s*true", block) is not None
            yield name.group(1), line, "<scope>test</scope>" in block, lent


GRADLE = re.compile(
    r"^\s*(\w*(?:[iI]mplementation|api|[rR]untimeOnly|[cC]ompileOnly|ksp|kapt))[\s(]"
)
CONSTRAINTS = re.compile(r"[ \t]{0,40}(?:constraints|dependencyManagement)[ \t]{0,4}\{")
COORDINATE = re.compile(r"[\"'](?:[\w.-]+):([\w.-]+)[^\"']*[\"']|\bname:\s*[\"']([\w.-]+)[\"']")


def gradle(text: str, path: str) -> Iterator[Row]:
    """Gradle, Groovy or Kotlin: one line a dependency or plugin, or a list of them in brackets.

    A constraint raises the version of what something else may bring; it installs nothing.
    """
    kind, depth, inside = "", 0, 0
    for number, line in enumerate(text.splitlines(), 1):
        plain = re.sub(r"(^|\s)//.*", "", line)
        if inside or CONSTRAINTS.match(plain):
            inside = max(0, inside + plain.count("{") - plain.count("}"))
            continue
        if depth <= 0:
            found = GRADLE.match(plain)
            kind, depth = (found.group(1), 0) if found else ("", 0)
        for name in ("".join(one) for one in COORDINATE.findall(plain)) if kind else ():
            yield name, number, kind.startswith("test"), "ompileOnly" in kind
        depth += plain.count("(") - plain.count(")") if kind else 0
        plugin = re.match(r"\s*(?:id|alias)[\s(]+[\"']([\w.-]+)[\"']", plain)
        if plugin:
            yield plugin.group(1), number, False, False


def with_catalog(text: str, catalog: str) -> str:
    """`libs.flyway.core` as `"org.flywaydb:flyway-core"`, by the `[libraries]` of gradle/libs.versions.toml.

    Raises:
        ValueError: the catalog is broken.
    """
    told = tomllib.loads(catalog)
    libraries = told.get("libraries", {})
    modules = {}
    for alias, body in libraries.items():
        module = body if isinstance(body, str) else body.get("module")
        if module is None and "group" in body:
            module = f"{body['group']}:{body.get('name', '')}"
        modules[re.sub(r"[-_]", ".", alias)] = str(module)
    for alias, names in told.get("bundles", {}).items():
        known = [modules.get(re.sub(r"[-_]", ".", one), "") for one in names]
        modules["bundles." + re.sub(r"[-_]", ".", alias)] = '", "'.join(filter(None, known))
    return re.sub(
        r"\blibs\.((?!versions|plugins)[\w.]+)",
        lambda found: (
            f'"{modules[found.group(1)]}"' if found.group(1) in modules else found.group(0)
        ),
        text,
    )


TESTS = re.compile(
    r"<PackageReference\s+[^>]*Include=\"(?:Microsoft\.NET\.Test\.Sdk|NUnit|xunit(?:\.v3)?|MSTest(?:\.\w+)?|TUnit)\""
    r"|<IsTestProject>\s*true",
    re.I,
)


def csproj(text: str, path: str) -> Iterator[Row]:
    """.NET: the SDK and the packages; all that a project of tests holds is for tests."""
    text = _bare(text)
    tests = TESTS.search(text) is not None
    sdk = re.search(r"<Project[^>]*\bSdk=\"([\w.]+)\"", text)
    if sdk:
        yield sdk.group(1), line_at(text, sdk.start()), tests, False
    for one in re.finditer(r"<PackageReference\s+[^>]*Include=\"([\w.-]+)\"", text):
        yield one.group(1), line_at(text, one.start()), tests, False
    shared = re.search(r"<FrameworkReference\s+Include=\"Microsoft\.AspNetCore\.App\"", text)
    if shared and re.search(r"<OutputType>\s*Exe\s*<", text):
        yield "Microsoft.AspNetCore.App", line_at(text, shared.start()), tests, False
