"""Manifests of the JVM and of .NET, read as text: no XML parser meets a hostile file here."""

import re
from collections.abc import Iterator

Row = tuple[str, int, bool, bool]
"""(name, line, only for development, optional)."""


def line_at(text: str, offset: int) -> int:
    """The line of an offset, counted from 1."""
    return text.count("\n", 0, max(offset, 0)) + 1


def pom(text: str, path: str) -> Iterator[Row]:
    """Maven: dependencies and the parent; what is only managed or for tests is marked so."""
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
            yield name.group(1), line, "<scope>test</scope>" in block, False


def gradle(text: str, path: str) -> Iterator[Row]:
    """Gradle, Groovy or Kotlin: one line a dependency or plugin."""
    for number, line in enumerate(text.splitlines(), 1):
        found = re.match(r"\s*(\w+)[\s(]+(?:platform\()?[\"'][\w.-]+:([\w.-]+)", line)
        if found and re.search(
            r"implementation|api|runtimeOnly|compileOnly|ksp|kapt", found.group(1), re.I
        ):
            yield found.group(2), number, found.group(1).startswith("test"), False
        plugin = re.match(r"\s*(?:id|alias)[\s(]+[\"']([\w.-]+)[\"']", line)
        if plugin:
            yield plugin.group(1), number, False, False


def csproj(text: str, path: str) -> Iterator[Row]:
    """.NET: the SDK and the packages."""
    sdk = re.search(r"<Project[^>]*\bSdk=\"([\w.]+)\"", text)
    if sdk:
        yield sdk.group(1), line_at(text, sdk.start()), False, False
    for one in re.finditer(r"<PackageReference\s+[^>]*Include=\"([\w.]+)\"", text):
        yield one.group(1), line_at(text, one.start()), False, False
