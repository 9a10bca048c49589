"""What a look calls a fact, and the names that it must not fall for."""

from collections.abc import Callable

import pytest

from checks.probes.repo import Repo, Role, State

Laid = Callable[[dict[str, str]], Repo]
APP = "from fastapi import FastAPI\napp = FastAPI()\n"
WEB = "services:\n  web:\n    build: .\n    ports: ['80:80']\n    environment:\n      {}\n"
MANAGE = "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site1.settings')\n"


def told(repo: Repo, name: str) -> list[tuple[object, str, str]]:
    """(value, place, state) of every fact of this facet."""
    return [(one.value, str(one.place), one.state.value) for one in repo.facts(name)]


NOT_FACTS = {
    "README.md": "We use Redis, PostgreSQL, Celery, PgBouncer, Kafka and Kubernetes.\n",
    "LICENSE": "Redistribution and use in source and binary forms\n",
    ".gitignore": "celerybeat-schedule\ndump.rdb\nredis/\n",
    "docs/compose.yaml": "services:\n  db:\n    image: postgres:18\n",
    "examples/requirements.txt": "celery\nredis\n",
    "tests/test_cache.py": "import redis, celery\nCACHES = {}\n",
    "tests/docker-compose.yml": "services:\n  redis:\n    image: redis:7\n",
    "requirements-dev.txt": "redis\nmysqlclient\nlocust\n",
    "app.py": APP
    + '# redis is not used here\nDRIVERS = ["postgresql", "mysql", "redis"]\n"""celery"""\n',
    "requirements.txt": "fastapi\n# celery\nredistribute==1\npgcli-theme\n",
    "vendor/x/composer.json": '{"require": {"laravel/framework": "^11"}}',
    "node_modules/express/package.json": '{"name": "express", "dependencies": {"pg": "1"}}',
    ".venv/lib/site.py": "import celery\n",
}


@pytest.mark.parametrize(
    "name", ["database", "cache", "queue", "broker", "pooler", "key_value", "kubernetes"]
)
def test_names_in_prose_comments_tests_examples_and_longer_words_are_no_facts(
    repo_of: Laid, name: str
) -> None:
    assert told(repo_of(NOT_FACTS), name) == []


def test_a_driver_tells_the_database_and_compose_confirms_it(repo_of: Laid) -> None:
    files = {"app.py": APP, "requirements.txt": "fastapi\npsycopg[binary]>=3\n"}
    assert told(repo_of(files), "database") == [("PostgreSQL", "requirements.txt:2", "active")]
    files["compose.yaml"] = WEB.format("URL: postgresql://db/x") + "  db:\n    image: postgres:18\n"
    assert told(repo_of(files), "database") == [("PostgreSQL", "compose.yaml:7", "active")]


def test_several_drivers_leave_production_unknown(repo_of: Laid) -> None:
    files = {
        "go.mod": "module x\nrequire (\n\tgithub.com/lib/pq v1.0.0\n\tmodernc.org/sqlite v1.0.0\n)\n",
        "main.go": "",
    }
    states = {value: state for value, _, state in told(repo_of(files), "database")}
    assert states == {"PostgreSQL": "unknown_in_production", "SQLite": "unknown_in_production"}


def test_an_optional_driver_leaves_production_unknown(repo_of: Laid) -> None:
    project = '[project]\nname = "x"\ndependencies = ["fastapi"]\n[project.optional-dependencies]\npg = ["psycopg2"]\n'
    assert told(repo_of({"app.py": APP, "pyproject.toml": project}), "database") == [
        ("PostgreSQL", "pyproject.toml:5", "unknown_in_production")
    ]


def test_a_database_service_that_nothing_reads_is_present_but_unused(repo_of: Laid) -> None:
    text = WEB.format("A: b") + "  db:\n    image: mysql:8\n"
    assert told(repo_of({"compose.yaml": text}), "database") == [
        ("MySQL", "compose.yaml:7", "present_unused")
    ]


def test_a_redis_that_is_only_the_broker_is_no_cache(repo_of: Laid) -> None:
    files = {
        "app.py": APP,
        "jobs.py": "from celery import Celery\nqueue = Celery()\n",
        "requirements.txt": "fastapi\ncelery\nredis\n",
        "compose.yaml": WEB.format("CELERY_BROKER_URL: redis://redis:6379/0")
        + "  redis:\n    image: redis:7\n",
    }
    repo = repo_of(files)
    assert told(repo, "cache") == []
    assert told(repo, "broker") == [("Redis", "compose.yaml:7", "active")]
    assert told(repo, "queue") == [("Celery", "requirements.txt:2", "active")]


def test_a_redis_without_a_told_use_is_the_broker_of_a_queue_that_needs_one(repo_of: Laid) -> None:
    files = {
        "app.py": APP + "from rq import Queue\n",
        "requirements.txt": "fastapi\nrq\n",
        "compose.yaml": WEB.format("REDIS_URL: redis://store:6379/0")
        + "  store:\n    image: valkey/valkey:8\n",
    }
    (file,) = repo_of(files).compose
    assert [one.role for one in file.services] == [Role.WEB, Role.BROKER]


def test_a_redis_of_unknown_use_is_neither(repo_of: Laid) -> None:
    text = WEB.format("REDIS_URL: redis://store:6379/0") + "  store:\n    image: redis:7\n"
    repo = repo_of({"app.py": APP, "compose.yaml": text})
    assert told(repo, "cache") == told(repo, "broker") == []


def test_a_package_that_nothing_imports_is_present_but_unused(repo_of: Laid) -> None:
    repo = repo_of({"app.py": APP, "requirements.txt": "fastapi\ncelery\nprometheus-client\n"})
    assert told(repo, "queue") == [("Celery", "requirements.txt:2", "present_unused")]
    assert told(repo, "metrics") == [("Prometheus", "requirements.txt:3", "present_unused")]


def test_django_settings_tell_database_and_cache(repo_of: Laid) -> None:
    settings = (
        "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql'}}\n"
        "CACHES = {'default': {'BACKEND': 'django.core.cache.backends.redis.RedisCache'}}\n"
    )
    repo = repo_of({"manage.py": MANAGE, "site1/settings.py": settings})
    assert told(repo, "database") == [("PostgreSQL", "site1/settings.py:1", "active")]
    assert told(repo, "cache") == [("Redis", "site1/settings.py:2", "active")]


def test_a_cache_in_one_process_is_not_shared_and_one_from_the_environment_is_unknown(
    repo_of: Laid,
) -> None:
    local = "CACHES = {'default': {'BACKEND': 'django.core.cache.backends.locmem.LocMemCache'}}\n"
    files = {"manage.py": MANAGE, "site1/settings.py": local}
    assert told(repo_of(files), "cache")[0][2] == "inactive"
    files["site1/settings.py"] = (
        "import os\nCACHES = {'default': cache_url(os.environ['CACHE_URL'])}\n"
    )
    assert told(repo_of(files), "cache")[0][2] == "unknown_in_production"


def test_rails_production_wins_over_application_rb_and_comments_say_nothing(repo_of: Laid) -> None:
    files = {
        "Gemfile": "gem 'rails'\ngem 'sqlite3'\ngroup :development, :test do\n  gem 'sidekiq'\nend\n",
        "app/models/a.rb": "",
        "config/application.rb": "config.cache_store = :file_store\nconfig.active_job.queue_adapter = :async\n",
        "config/environments/production.rb": "# config.cache_store = :mem_cache_store\n"
        "config.cache_store = :solid_cache_store\nconfig.active_job.queue_adapter = :solid_queue\n",
    }
    repo = repo_of(files)
    assert told(repo, "cache") == [("Solid Cache", "config/environments/production.rb:2", "active")]
    assert told(repo, "queue") == [("Solid Queue", "config/environments/production.rb:3", "active")]


def test_development_files_do_not_speak_for_production(repo_of: Laid) -> None:
    text = WEB.format("A: b")
    files = {
        "docker-compose.dev.yml": text,
        "dev/compose.yaml": text,
        "docker-compose.override.yml": text,
    }
    assert {state for _, _, state in told(repo_of(files), "compose_file")} == {State.INACTIVE.value}


def test_variants_of_one_compose_file_leave_production_unknown(repo_of: Laid) -> None:
    text = WEB.format("A: b")
    files = {"docker-compose.pg.yml": text, "docker-compose.mysql.yml": text}
    assert {state for _, _, state in told(repo_of(files), "compose_file")} == {
        "unknown_in_production"
    }


def test_components_of_a_monorepo_have_facts_of_their_own(repo_of: Laid) -> None:
    files = {
        "api/pyproject.toml": '[project]\nname = "api"\ndependencies = ["fastapi", "asyncpg"]\n',
        "api/main.py": APP,
        "shop/package.json": '{"dependencies": {\n"express": "5",\n"mongoose": "8"}}',
        "shop/index.ts": "import express from 'express'\n",
        "compose.yaml": WEB.format("A: b"),
    }
    found = {one.path: one for one in repo_of(files).components}
    assert {path: one.kind for path, one in found.items() if path != "."} == {
        "api": "application",
        "shop": "application",
    }
    facts = {(path, one.name): one.value for path, each in found.items() for one in each.facts}
    assert facts["api", "database"] == "PostgreSQL"
    assert (facts["shop", "database"], facts["shop", "framework"]) == ("MongoDB", "Express")
    assert facts["shop", "language"] == "TypeScript"


def test_a_formatter_s_package_json_makes_no_second_language(repo_of: Laid) -> None:
    files = {
        "app.py": APP,
        "requirements.txt": "fastapi\n",
        "package.json": '{"devDependencies": {"prettier": "3"}}',
    }
    assert [value for value, _, _ in told(repo_of({**files, "x.js": ""}), "language")] == ["Python"]


def test_a_pooler_counts_when_something_connects_to_it(repo_of: Laid) -> None:
    pooler = "  pgbouncer:\n    image: edoburu/pgbouncer:v1.24\n"
    assert (
        told(repo_of({"compose.yaml": WEB.format("A: b") + pooler}), "pooler")[0][2]
        == "present_unused"
    )
    used = WEB.format("URL: postgresql://pgbouncer:6432/x") + pooler
    assert told(repo_of({"compose.yaml": used}), "pooler") == [
        ("PgBouncer", "compose.yaml:7", "active")
    ]


@pytest.mark.parametrize("name", ["docker-compose.gitpod.yaml", "compose.codespaces.yaml"])
def test_a_compose_file_of_a_workbench_tells_nothing_of_production(
    repo_of: Laid, name: str
) -> None:
    text = WEB.format("URL: postgresql://db/x") + "  db:\n    image: postgres:18\n"
    files = {
        name: text,
        "go.mod": "module x\nrequire (\n\tgithub.com/lib/pq v1.0.0\n\tmodernc.org/sqlite v1.0.0\n)\n",
        "main.go": "",
    }
    states = {value: state for value, _, state in told(repo_of(files), "database")}
    assert states == {"PostgreSQL": "unknown_in_production", "SQLite": "unknown_in_production"}


def test_a_compose_file_whose_image_is_built_for_development(repo_of: Laid) -> None:
    build = "    build:\n      context: .\n      dockerfile: ./dev/docker/Dockerfile\n"
    text = f"services:\n  app:\n{build}    ports: ['1:1']\n"
    (file,) = repo_of({"docker-compose.yml": text}).compose
    assert not file.production
