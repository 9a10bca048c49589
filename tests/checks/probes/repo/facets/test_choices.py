"""Which of several engines and brokers counts: what code tells apart is a choice, what one file starts is not all."""

from collections.abc import Callable

import pytest

from checks.probes.repo import Repo

Laid = Callable[[dict[str, str]], Repo]
GO = {
    "go.mod": "module x\nrequire (\n\tgithub.com/lib/pq v1.0.0\n\tgithub.com/go-sql-driver/mysql v1.0.0\n)\n",
    "compose.yaml": "services:\n  app:\n    build: .\n    ports: ['1:1']\n    depends_on: [db]\n"
    "  db:\n    image: mysql:8\n",
}


def states(repo: Repo, facet: str) -> dict[str, str]:
    """The state of each value of the facet."""
    return {str(one.value): one.state.value for one in repo.facts(facet)}


@pytest.mark.parametrize(
    "code",
    [
        'switch driver {\ncase "mysql":\n\treturn a\ncase "postgres":\n\treturn b\n}\n',
        'if driver == "postgres" {\n}\nif driver == "sqlite3" {\n}\n',
    ],
)
def test_code_that_tells_engines_apart_leaves_production_unknown(repo_of: Laid, code: str) -> None:
    found = states(repo_of({**GO, "main.go": f"package main\n{code}"}), "database")
    assert found == {"MySQL": "unknown_in_production", "PostgreSQL": "unknown_in_production"}


@pytest.mark.parametrize(
    "code",
    [
        "",
        '// case "mysql" and "postgres"\nvar names = []string{"mysql", "postgres"}\n',
        'if driver == "mysql" {\n}\nif driver == "mariadb" {\n}\n',
    ],
)
def test_names_alone_leave_what_compose_starts(repo_of: Laid, code: str) -> None:
    found = states(repo_of({**GO, "main.go": f"package main\n{code}"}), "database")
    assert found == {"MySQL": "active"}


def test_one_driver_is_no_choice_whatever_the_code_compares(repo_of: Laid) -> None:
    code = 'package main\nfunc f() {\nswitch d {\ncase "mysql":\ncase "postgres":\n}\n}\n'
    files = {**GO, "go.mod": "module x\nrequire github.com/lib/pq v1.0.0\n", "main.go": code}
    files["compose.yaml"] = files["compose.yaml"].replace("mysql:8", "postgres:18")
    assert states(repo_of(files), "database") == {"PostgreSQL": "active"}


def test_the_database_of_one_choice_of_file_is_not_productions(repo_of: Laid) -> None:
    plain = "services:\n  app:\n    build: .\n    ports: ['1:1']\n"
    files = {**GO, "main.go": "package main\n", "docker-compose.mysql.yml": GO["compose.yaml"]}
    files["compose.yaml"] = plain
    found = states(repo_of(files), "database")
    assert found == {"MySQL": "unknown_in_production", "PostgreSQL": "unknown_in_production"}


MANAGE = "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site1.settings')\n"
DJANGO = {"manage.py": MANAGE, "site1/__init__.py": "", "requirements.txt": "django\n"}


def test_an_engine_put_together_out_of_a_variable_is_each_of_the_names(repo_of: Laid) -> None:
    text = (
        'import os\nNAMES = {"mysql": 1, "sqlite3": 2}\nKIND = os.getenv("DATABASE_TYPE", "mysql")\n'
        'DATABASES = {"default": {"ENGINE": f"django.db.backends.{KIND}"}}\n'
    )
    found = states(repo_of({**DJANGO, "site1/settings.py": text}), "database")
    assert found == {"MySQL": "unknown_in_production", "SQLite": "unknown_in_production"}


def test_names_beside_an_engine_that_is_written_out_say_nothing(repo_of: Laid) -> None:
    text = (
        'NAMES = ["mysql"]\nDATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}\n'
    )
    assert states(repo_of({**DJANGO, "site1/settings.py": text}), "database") == {
        "PostgreSQL": "active"
    }


APP = "services:\n  app:\n    build: .\n    ports: ['1:1']\n    environment: {{URL: {0}}}\n  {0}:\n    image: {1}\n"


def test_files_with_different_brokers_are_a_choice(repo_of: Laid) -> None:
    files = {
        "compose.yaml": APP.format("nats", "nats:2"),
        "docker-compose.rabbit.yml": APP.format("mq", "rabbitmq:4"),
    }
    assert set(states(repo_of(files), "broker").values()) == {"unknown_in_production"}
    files["docker-compose.rabbit.yml"] += "  nats:\n    image: nats:2\n    depends_on: []\n"
    files["docker-compose.rabbit.yml"] = files["docker-compose.rabbit.yml"].replace(
        "URL: mq}", "URL: mq, OTHER: nats}"
    )
    assert states(repo_of(files), "broker")["NATS"] == "active"


def test_a_gem_of_an_optional_group_is_unknown_and_one_of_a_plain_group_is_not(
    repo_of: Laid,
) -> None:
    gems = "gem 'rails'\ngroup :pro, optional: true do\n  gem 'sentry-ruby'\nend\ngem 'pg'\n"
    files = {"Gemfile": gems, "config/application.rb": "class A < Rails::Application\nend\n"}
    assert states(repo_of(files), "error_tracking") == {"Sentry": "unknown_in_production"}
    assert states(repo_of(files), "database") == {"PostgreSQL": "active"}
    files["Gemfile"] = gems.replace(", optional: true", "")
    assert states(repo_of(files), "error_tracking") == {"Sentry": "active"}


NODE = '{{"dependencies": {{"express": "5", "{}": "8"}}}}'
CODE = "require('express')\nif (kind === 'sqlite') {}\nelse if (kind === 'postgres') {}\n"


def test_a_driver_of_npm_may_have_a_fork_beside_it(repo_of: Laid) -> None:
    files = {"package.json": NODE.format("pg"), "index.js": CODE}
    assert states(repo_of(files), "database") == {"PostgreSQL": "unknown_in_production"}
    files["index.js"] = "require('express')\nif (kind === 'postgres') {}\n"
    assert states(repo_of(files), "database") == {"PostgreSQL": "active"}


def test_a_schema_that_names_its_engine_is_no_choice(repo_of: Laid) -> None:
    schema = 'datasource db {\n  provider = "postgresql"\n}\n'
    files = {"package.json": NODE.format("pg"), "index.js": CODE, "schema.prisma": schema}
    assert states(repo_of(files), "database") == {"PostgreSQL": "active"}


def test_clickhouse_stands_beside_other_stores(repo_of: Laid) -> None:
    files = {"package.json": NODE.format("@clickhouse/client"), "index.js": "require('express')"}
    assert states(repo_of(files), "database") == {"ClickHouse": "unknown_in_production"}
    service = "services:\n  app:\n    build: .\n    ports: ['1:1']\n    depends_on: [ch]\n"
    files["compose.yaml"] = service + "  ch:\n    image: clickhouse/clickhouse-server\n"
    assert states(repo_of(files), "database") == {"ClickHouse": "active"}


@pytest.mark.parametrize("name", ["express", "koa", "fastify"])
def test_a_server_that_no_script_makes_is_present_and_unused(repo_of: Laid, name: str) -> None:
    files = {"package.json": f'{{"dependencies": {{"{name}": "5"}}}}', "index.js": "let a = 1\n"}
    assert states(repo_of(files), "framework").popitem()[1] == "present_unused"
    files["index.js"] = f"import server from '{name}'\n"
    assert states(repo_of(files), "framework").popitem()[1] == "active"


def test_compose_files_of_a_folder_of_examples_are_none_of_productions(repo_of: Laid) -> None:
    text = APP.format("db", "postgres:18")
    repo = repo_of(
        {"docker-compose-examples/a/compose.yaml": text, "x-examples/compose.yaml": text}
    )
    assert repo.compose == ()
    assert len(repo_of({"counterexamples/compose.yaml": text}).compose) == 1


BUILT = "services:\n  {name}:\n    build: .\n    environment:\n      {mode}\n    ports: ['80:80']\n  db:\n    image: postgres:17\n"


@pytest.mark.parametrize(
    ("name", "mode"),
    [("web", "RAILS_ENV: development"), ("web", "MIX_ENV: dev"), ("shop-dev", "A: b")],
)
def test_what_is_built_to_run_as_for_development_is_no_production(
    repo_of: Laid, name: str, mode: str
) -> None:
    (file,) = repo_of({"compose.yaml": BUILT.format(name=name, mode=mode)}).compose
    assert not file.production


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("web", "RAILS_ENV: production"),
        ("web", "RAILS_ENV: ${RAILS_ENV:-development}"),
        ("web", "DEVICE_ENV: dev"),
        ("devices", "A: b"),
    ],
)
def test_other_names_and_modes_leave_it_as_it_is(repo_of: Laid, name: str, mode: str) -> None:
    (file,) = repo_of({"compose.yaml": BUILT.format(name=name, mode=mode)}).compose
    assert file.production


def test_the_mode_of_somebody_elses_image_says_nothing(repo_of: Laid) -> None:
    text = BUILT.format(name="web", mode="A: b").replace(
        "    image: postgres:17\n",
        "    image: postgres:17\n    environment: {NODE_ENV: development}\n",
    )
    (file,) = repo_of({"compose.yaml": text}).compose
    assert file.production


@pytest.mark.parametrize(
    ("service", "expected"),
    [("{build: ., command: node a.js}", "active"), ("{image: x/y}", "unknown_in_production")],
)
def test_what_is_built_here_is_the_application_whatever_starts_it(
    repo_of: Laid, service: str, expected: str
) -> None:
    text = f"services:\n  ours: {service}\n  db: {{image: 'postgres:17'}}\n"
    assert states(repo_of({"compose.yaml": text}), "compose_file") == {"compose.yaml": expected}


INGRESS = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\nspec: {}\n"


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("kubernetes/ingress_sample.yaml", "unknown_in_production"),
        ("kubernetes/ingress.yaml", "active"),
        ("kubernetes/resampled.yaml", "active"),
    ],
)
def test_a_manifest_to_be_filled_in_is_a_choice(repo_of: Laid, path: str, state: str) -> None:
    assert states(repo_of({path: INGRESS}), "gateway") == {"Ingress": state}


@pytest.mark.parametrize(
    ("path", "state"),
    [("Dockerfile.devdb", "inactive"), ("Dockerfile.devices", "active"), ("Dockerfile", "active")],
)
def test_a_recipe_of_a_workbench_says_so_in_its_name(repo_of: Laid, path: str, state: str) -> None:
    assert states(repo_of({path: "FROM postgres:17\n"}), "dockerfile") == {path: state}


HELM = "{{- if .Values.ingress.enabled -}}\n" + INGRESS + "{{- end }}\n"


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("config/deploy/web.yaml.erb", INGRESS + "# <%= sha %>\n", {"Ingress": "active"}),
        ("helm/templates/ingress.yaml", HELM, {"Ingress": "unknown_in_production"}),
        ("config/deploy/web.yaml.erb", "kind: Ingress\n", {}),
        ("app/views/a.html.erb", INGRESS, {}),
        ("docs/ingress.yaml.erb", INGRESS, {}),
    ],
)
def test_a_manifest_that_a_program_fills_in(
    repo_of: Laid, path: str, text: str, said: dict[str, str]
) -> None:
    assert states(repo_of({path: text}), "gateway") == said


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (".docker/Dockerfile", True),
        (".docker/manual/Dockerfile", False),
        (".dev/Dockerfile", False),
    ],
)
def test_recipes_in_a_folder_called_docker(repo_of: Laid, path: str, told: bool) -> None:
    said = {path: "active"} if told else {}
    assert states(repo_of({path: "FROM debian\n"}), "dockerfile") == said
