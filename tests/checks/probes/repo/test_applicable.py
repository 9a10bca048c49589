"""Is there something to scale: applications of many stacks, and what is none."""

from collections.abc import Callable

import pytest

from checks.probes.repo import Repo

Laid = Callable[[dict[str, str]], Repo]
LIBRARY = (
    '[build-system]\nrequires = ["hatchling"]\n[project]\nname = "x"\ndependencies = ["flask"]\n'
)
APPLICATIONS = {
    "FastAPI": {
        "requirements.txt": "fastapi",
        "main.py": "import fastapi\napp = fastapi.FastAPI()\n",
    },
    "Flask": {"a/__init__.py": "from flask import Flask\ndef make():\n    return Flask('x')\n"},
    "Rails": {"Gemfile": "gem 'rails'", "app/a.rb": ""},
    "NestJS": {"package.json": '{"dependencies": {"@nestjs/core": "11"}}', "src/main.ts": ""},
    "Gin": {
        "go.mod": "module x\nrequire github.com/gin-gonic/gin v1.10.0\n",
        "main.go": "package main\n",
    },
    "Spring Boot": {
        "pom.xml": "<dependency><artifactId>spring-boot-starter-web</artifactId></dependency>",
        "A.java": "",
    },
    "Laravel": {"composer.json": '{"require": {"laravel/framework": "^12"}}', "app/A.php": ""},
    "Phoenix": {"mix.exs": '      {:phoenix, "~> 1.8"},\n', "lib/a.ex": ""},
    "ASP.NET Core": {"Web.csproj": '<Project Sdk="Microsoft.NET.Sdk.Web">', "Program.cs": ""},
}


@pytest.mark.parametrize("framework", sorted(APPLICATIONS))
def test_an_application_is_one_in_every_stack(repo_of: Laid, framework: str) -> None:
    repo = repo_of(APPLICATIONS[framework])
    assert repo.applicable and repo.why_not == ""
    assert framework in {one.value for one in repo.facts("framework")}


def test_a_go_program_that_listens_is_an_application(repo_of: Laid) -> None:
    files = {
        "go.mod": "module x\n",
        "main.go": "package main\nfunc main() { http.ListenAndServe(a, b) }\n",
    }
    assert repo_of(files).applicable


@pytest.mark.parametrize(
    ("files", "word"),
    [
        (
            {
                "pyproject.toml": LIBRARY,
                "x/__init__.py": "import flask\n",
                "tests/app.py": "app = flask.Flask('x')",
            },
            "library",
        ),
        ({"pyproject.toml": LIBRARY + "[project.scripts]\nx = 'x:main'\n", "x.py": ""}, "tool"),
        ({"package.json": '{"main": "index.js"}', "index.js": ""}, "library"),
        ({"package.json": '{"bin": "x.js"}', "x.js": ""}, "tool"),
        ({"go.mod": "module x\n", "x.go": "package x\n"}, "library"),
        ({"go.mod": "module x\n", "main.go": "package main\n"}, "tool"),
        ({"x.gemspec": "", "Gemfile": "gemspec\n", "lib/x.rb": ""}, "library"),
        ({"Cargo.toml": '[package]\nname = "x"\n', "src/lib.rs": ""}, "library"),
        ({"package.json": '{"dependencies": {"react": "19"}}', "src/a.tsx": ""}, "front end"),
        ({"README.md": "Flask(__name__)", "guide/a.md": "", "guide/b.py": ""}, "documents"),
    ],
)
def test_what_has_nothing_to_scale_says_so(repo_of: Laid, files: dict[str, str], word: str) -> None:
    repo = repo_of(files)
    assert not repo.applicable
    assert word in repo.why_not


def test_an_unknown_program_is_not_called_a_library(repo_of: Laid) -> None:
    assert repo_of({"main.c": "int main() {}"}).why_not == "no web application was recognised here"
