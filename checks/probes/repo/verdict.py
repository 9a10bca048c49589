"""Is there something to scale here: an application, or a library, a tool, a folder of documents?"""

import json
import re
from collections.abc import Iterable

from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import Component, RepoFact, Role, State

SERVES = re.compile(
    rb"http\.ListenAndServe|\.ListenAndServe(TLS)?\(|http\.Server\{|grpc\.NewServer\(|http\.Serve\("
)
PROSE = (".md", ".mdx", ".rst", ".adoc", ".txt", ".tex", ".org")
CODE = [
    ".py",
    ".rb",
    ".js",
    ".ts",
    ".jsx",
    ".tsx",
    ".go",
    ".java",
    ".kt",
    ".php",
    ".ex",
    ".cs",
    ".rs",
    ".c",
    ".cc",
    ".cpp",
    ".h",
    ".swift",
    ".scala",
    ".clj",
    ".hs",
    ".lua",
    ".sh",
    ".pl",
    ".r",
    ".m",
    ".vue",
    ".svelte",
    ".dart",
    ".sql",
]


def kind_of(sight: Sight, folder: str, facts: Iterable[RepoFact]) -> str:
    """application, frontend, library, tool, infrastructure or unknown."""
    held = {one.name for one in facts if one.state is not State.PRESENT_UNUSED}
    started = any(
        one.role is Role.WEB and sight.folder_of(one.place.path) == folder
        for one in sight.processes
        if one.place.path not in sight.for_development
    )
    if "framework" in held or started or _serves(sight, folder):
        return "application"
    if "frontend" in held:
        return "frontend"
    own = [one for one in sight.manifests if one.folder == folder]
    if not own:
        return "infrastructure" if held else "unknown"
    kinds = {kind for one in own if (kind := _packaged(sight, one.path, one.text))}
    if kinds:
        return "tool" if "tool" in kinds else "library"
    return "unknown" if "language" in held else "infrastructure"


def why_not_applicable(sight: Sight, found: Iterable[Component]) -> str:
    """Why there is nothing to scale here, in one sentence; empty where there is an application."""
    files = sight.tree.files
    if not files:
        return _empty(sight)
    kinds = {one.kind for one in found}
    if "application" in kinds:
        return ""
    built = any(one.builds is not None for _, one in sight.services)
    if built or any(one.role in {Role.WEB, Role.WORKER} for one in sight.processes):
        return ""
    for kind, words in (
        ("library", "a library"),
        ("tool", "a library or a command-line tool"),
        ("frontend", "a front end without a server of its own"),
    ):
        if kind in kinds:
            return f"nothing to scale here: {words}"
    prose = sum(one.endswith(PROSE) for one in files)
    code = sum(one.endswith(tuple(CODE)) for one in files)
    if prose >= code and prose:
        return "nothing to scale here: documents, no application"
    return "no web application was recognised here"


def _empty(sight: Sight) -> str:
    if (sight.tree.root / ".git").exists():
        return "nothing to scale here: a repository without files"
    return "nothing to scale here: the folder is empty"


def _serves(sight: Sight, folder: str) -> bool:
    """A Go program that opens an HTTP or gRPC server itself."""
    if not any(one.ecosystem == "go" and one.folder == folder for one in sight.manifests):
        return False
    own = sight.sources.get((folder, ".go"), ())
    runs = any(re.search(rb"^package main\b", sight.tree.data(one) or b"", re.M) for one in own)
    return runs and any(SERVES.search(sight.tree.data(one) or b"") for one in own)


def _packaged(sight: Sight, path: str, text: str) -> str:
    """Whether a manifest publishes a library or a command."""
    name = path.rpartition("/")[2]
    if "Topic :: Software Development :: Libraries" in text:
        return "library"
    if name == "pyproject.toml":
        if re.search(r"^\[project\.(gui-)?scripts\]|^\[tool\.poetry\.scripts\]", text, re.M):
            return "tool"
        return (
            "library" if re.search(r"^\[(build-system|project|tool\.poetry)\]", text, re.M) else ""
        )
    if name == "setup.py":
        return "tool" if "console_scripts" in text else "library"
    if name == "setup.cfg":
        return "tool" if "console_scripts" in text else "library" if "[metadata]" in text else ""
    if name == "package.json":
        data = json.loads(text)
        published = any(key in data for key in ("main", "module", "exports", "types", "files"))
        if "bin" in data:
            return "tool"
        # below the root of a workspace, what neither serves nor shows pages is a package for the others
        return "library" if "/" in path or (published and not data.get("private")) else ""
    if name == "Gemfile":
        folder = path.rpartition("/")[0]
        own = (one for one in sight.tree.files if one.endswith(".gemspec"))
        return "library" if any(one.rpartition("/")[0] == folder for one in own) else ""
    if name == "go.mod":
        return _go(sight, path)
    if name == "Cargo.toml":
        return _cargo(sight, path, text)
    return "library" if '"type": "library"' in text or "<packaging>jar" in text else ""


def _go(sight: Sight, path: str) -> str:
    folder = path.rpartition("/")[0]
    own = sight.sources.get((folder, ".go"), ())
    runs = any(re.search(rb"^package main\b", sight.tree.data(one) or b"", re.M) for one in own)
    return "tool" if runs else "library" if own else ""


def _cargo(sight: Sight, path: str, text: str) -> str:
    source = f"{path.rpartition('/')[0]}/src/main.rs".strip("/")
    if source in sight.tree.sizes or "[[bin]]" in text:
        return "tool"
    return "library" if "[package]" in text else ""
