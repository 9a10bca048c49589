"""The context that facts stand in: stacks, processes, request path, layers, workloads, owners."""

from collections.abc import Callable

import pytest

from checks.probes.repo import Repo, Role, State
from tests.checks.kubernetes.manifests import BUDGET, PATCH, SCALER, SERVICE

Laid = Callable[[dict[str, str]], Repo]
APP = "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/a')\ndef a():\n    return b()\ndef b(): ...\n"
DEPLOYMENT = """apiVersion: apps/v1
kind: Deployment
metadata:
  name: {name}
spec:
  replicas: 2
  template:
    metadata:
      labels: {{app: {name}}}
    spec:
      containers:
      - name: main
        image: {image}
        readinessProbe: {{httpGet: {{path: /}}}}
"""
RAILS = {
    "shop/Gemfile": "gem 'rails'\ngem 'sidekiq'\n",
    "shop/config/application.rb": "class A < Rails::Application\n  config.cache_store = :file_store\nend\n",
}


def versions(repo: Repo) -> dict[tuple[str, str], str]:
    """Version by component and name."""
    return {(one.component, one.name): one.version for one in repo.context.stacks}


def test_each_component_of_a_monorepo_has_its_stack_with_locked_versions(repo_of: Laid) -> None:
    files = {
        "api/app.py": APP,
        "api/pyproject.toml": '[project]\nname = "x"\nrequires-python = ">=3.12"\ndependencies = ["fastapi>=0.1"]\n',
        "api/uv.lock": '[[package]]\nname = "fastapi"\nversion = "0.115.2"\n',
        "web/package.json": '{"dependencies": {"express": "^4.18.0"}}',
        "web/.nvmrc": "20.18.0\n",
        "web/index.js": "require('express')\n",
        "jobs/go.mod": "module x\ngo 1.23\nrequire github.com/go-chi/chi/v5 v5.1.0\n",
        "jobs/main.go": "package main\n",
    }
    found = versions(repo_of(files))
    assert found["api", "Python"] == ">=3.12"
    assert found["api", "FastAPI"] == "0.115.2"
    assert found["web", "Express"] == "^4.18.0"
    assert found["web", "JavaScript"] == ""
    assert found["web", "Node.js"] == "20.18.0"
    assert found["jobs", "Go"] == "1.23"
    assert found["jobs", "chi"] == "5.1.0"


def test_a_version_that_no_file_says_stays_empty(repo_of: Laid) -> None:
    files = {"app.py": APP, "requirements.txt": "fastapi\n"}
    assert versions(repo_of(files)) == {(".", "Python"): "", (".", "FastAPI"): ""}


def test_process_roles_come_from_commands(repo_of: Laid) -> None:
    files = {
        "app.py": APP,
        "Procfile": "web: gunicorn app:app\nclock: celery -A x beat\nworker: celery -A x worker\n",
        "deploy/supervisord.conf": "[program:jobs]\ncommand=rq worker high\n",
        "deploy/shop.service": "[Service]\nExecStart=/opt/bin/uvicorn app:app\n",
        "docker/s6-rc.d/svc-flow/run": "#!/bin/sh\nexec celery -A x worker\n",
        "compose.dev.yaml": "services:\n  web:\n    command: flask run\n    build: .\n",
    }
    found = {(one.name, one.role, one.state) for one in repo_of(files).context.processes}
    assert found == {
        ("web", Role.WEB, State.ACTIVE),
        ("clock", Role.SCHEDULER, State.ACTIVE),
        ("worker", Role.WORKER, State.ACTIVE),
        ("jobs", Role.WORKER, State.ACTIVE),
        ("shop", Role.WEB, State.ACTIVE),
        ("svc-flow", Role.WORKER, State.ACTIVE),
        ("web", Role.WEB, State.INACTIVE),
    }


def test_a_migration_and_a_proxy_are_no_web(repo_of: Laid) -> None:
    compose = (
        "services:\n  db-migrate:\n    build: .\n    command: alembic upgrade head\n"
        "  nginx:\n    image: nginx\n    ports: ['80:80']\n  web:\n    build: .\n    command: uvicorn app:app\n"
    )
    repo = repo_of({"app.py": APP, "compose.yaml": compose})
    roles = {one.name: one.role for one in repo.context.workloads}
    assert roles == {"db-migrate": Role.MIGRATE, "nginx": Role.PROXY, "web": Role.WEB}


def test_handlers_are_counted_and_python_is_followed(repo_of: Laid) -> None:
    files = {
        "app.py": APP,
        "node/package.json": '{"dependencies": {"express": "4"}}',
        "node/a.js": "// app.get('/no', f)\nconst s = \"app.get('/no')\";\napp.get('/yes', f)\naxios.get('/no')\n",
        "node/client/b.js": "app.get('/no', f)\n",
        "node/a.test.js": "app.get('/no', f)\n",
    }
    found = {one.framework: one for one in repo_of(files).context.request_path}
    assert (found["fastapi"].handlers, found["fastapi"].reached) == (1, 2)
    assert found["Express"].handlers == 1
    assert str(found["Express"].place) == "node/a.js:3"


def test_production_layer_wins_and_the_environment_leaves_it_unknown(repo_of: Laid) -> None:
    production = (
        "Rails.application.configure do\n  # config.cache_store = :memory_store\n"
        "  config.cache_store = :mem_cache_store\n"
        '  config.force_ssl = ENV.fetch("FORCE_SSL", "true")\n'
        "  if ENV['X']\n    config.active_job.queue_adapter = :sidekiq\n  end\nend\n"
    )
    context = repo_of({**RAILS, "shop/config/environments/production.rb": production}).context
    store = context.setting("shop", "cache_store")
    assert store and (store.value, store.state) == ("mem_cache_store", State.ACTIVE)
    ssl = context.setting("shop", "force_ssl")
    assert ssl and (ssl.state, ssl.variable, ssl.value) == (
        State.UNKNOWN_IN_PRODUCTION, "FORCE_SSL", "true",
    )  # fmt: skip
    adapter = context.setting("shop", "active_job.queue_adapter")
    assert adapter and adapter.state is State.UNKNOWN_IN_PRODUCTION
    first = next(one for one in context.settings if one.name == "cache_store")
    assert first.state is State.INACTIVE


def test_the_settings_module_of_the_image_wins_over_the_one_in_wsgi(repo_of: Laid) -> None:
    files = {
        "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site1.settings.dev')\n",
        "site1/wsgi.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site1.settings.dev')\n",
        "site1/settings/__init__.py": "",
        "site1/settings/dev.py": "DEBUG = True\n",
        "site1/settings/prod.py": "import os\nDEBUG = os.environ.get('DEBUG', 'no')\nCONN_MAX_AGE = 60\n",
        "Dockerfile": "FROM python\nENV DJANGO_SETTINGS_MODULE=site1.settings.prod\nCMD gunicorn site1.wsgi\n",
    }
    context = repo_of(files).context
    debug = context.setting(".", "DEBUG")
    assert debug and (debug.state, debug.variable, debug.value) == (
        State.UNKNOWN_IN_PRODUCTION, "DEBUG", "no",
    )  # fmt: skip
    assert [one.path for one in context.layers] == ["site1/settings/prod.py"]


SPRING = "# ours\nserver:\n  port: 8080\nspring:\n  main:\n    banner-mode: off\n  datasource:\n    url: jdbc:postgresql://db/shop\n"
POM = "<dependency><artifactId>spring-boot-starter-web</artifactId></dependency>"


def test_a_base_file_of_spring_under_a_name_of_its_own(repo_of: Laid) -> None:
    context = repo_of({"pom.xml": POM, "src/main/resources/shop.yml": SPRING}).context
    assert [(one.path, one.state) for one in context.layers] == [
        ("src/main/resources/shop.yml", State.ACTIVE)
    ]
    assert [one.value for one in context.settings if one.name == "spring.datasource.url"]


@pytest.mark.parametrize(
    "files",
    [
        {"src/main/resources/shop.yml": "spring:\n  main:\n    banner-mode: off\n"},
        {"src/main/resources/shop.yml": "shop:\n  datasource: none\nspring:\n  x: 1\n"},
        {"src/main/resources/shop.yml": SPRING, "src/main/resources/application.yml": "server:\n  port: 1\n"},
        {"src/test/resources/shop.yml": SPRING},
    ],
)  # fmt: skip
def test_other_files_beside_it_are_no_base(repo_of: Laid, files: dict[str, str]) -> None:
    context = repo_of({"pom.xml": POM, **files}).context
    assert "src/main/resources/shop.yml" not in {one.path for one in context.layers}


def test_spring_laravel_symfony_net_and_phoenix_layers(repo_of: Laid) -> None:
    files = {
        "j/pom.xml": "<dependency><artifactId>spring-boot-starter-web</artifactId></dependency>",
        "j/src/main/java/A.java": "class A {}",
        "j/src/main/resources/application.yml": "spring:\n  cache:\n    type: simple\n"
        "  datasource:\n    url: ${DB_URL:jdbc:h2:mem}\n",
        "j/src/main/resources/application-prod.properties": "spring.cache.type=redis\n",
        "j/src/main/resources/application-dev.yml": "spring:\n  cache:\n    type: none\n",
        "p/composer.json": '{"require": {"laravel/framework": "^11"}}',
        "p/artisan": "",
        "p/config/session.php": "<?php\nreturn [\n    // 'driver' => 'array',\n"
        "    'driver' => env('SESSION_DRIVER', 'file'),\n];\n",
        "s/composer.json": '{"require": {"symfony/framework-bundle": "^7"}}',
        "s/bin/console": "",
        "s/config/packages/cache.yaml": "framework:\n  cache:\n    app: cache.adapter.filesystem\n",
        "s/config/packages/prod/cache.yaml": "framework:\n  cache:\n    app: cache.adapter.redis\n",
        "n/a.csproj": '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>',
        "n/appsettings.json": '{\n  "Cache": {"Kind": "memory"}\n}',
        "n/appsettings.Production.json": '{"Cache": {"Kind": "redis"}}',
        "e/mix.exs": 'defp deps do\n  {:phoenix, "~> 1.7"}\n',
        "e/config/config.exs": "import Config\nconfig :shop, Shop.Repo, pool_size: 5\n",
        "e/config/runtime.exs": "config :shop, Shop.Repo,\n"
        '  pool_size: String.to_integer(System.get_env("POOL", "10"))\n',
    }
    context = repo_of(files).context

    def told(component: str, name: str) -> tuple[str, str]:
        one = context.setting(component, name)
        assert one is not None, name
        return one.value, one.state.value

    assert told("j", "spring.cache.type") == ("redis", "active")
    assert told("j", "spring.datasource.url") == ("jdbc:h2:mem", "unknown_in_production")
    assert told("p", "session.driver") == ("file", "unknown_in_production")
    assert told("s", "framework.cache.app") == ("cache.adapter.redis", "active")
    assert told("n", "Cache:Kind") == ("redis", "active")
    assert told("e", "shop.Shop.Repo.pool_size") == ("10", "unknown_in_production")
    unknown = {one.path for one in context.layers if one.state is State.UNKNOWN_IN_PRODUCTION}
    assert unknown == {"j/src/main/resources/application-dev.yml"}


def test_one_workload_however_many_copies(repo_of: Laid) -> None:
    shop = DEPLOYMENT.format(name="shop", image="shop:1")
    files = {
        "k8s/shop.yaml": shop + SERVICE + SCALER + BUDGET,
        "release/all.yaml": shop,
        "base/shop.yaml": shop,
        "base/kustomization.yaml": "resources: [shop.yaml]\n",
        "overlays/production/kustomization.yaml": "resources: [../../base]\nreplicas:\n- name: shop\n  count: 9\n",
        "overlays/production/patch.yaml": PATCH,
    }
    (one,) = repo_of(files).context.workloads
    assert (one.kind, one.name, one.role, one.replicas) == ("Deployment", "shop", Role.WEB, 9)
    assert len(one.places) == 4
    assert one.probes == ("readiness",)
    assert (one.reached_by, one.scaled_by, one.guarded_by) == (("front",), ("more",), ("keep",))
    assert [str(place) for place in one.patched_by] == ["overlays/production/patch.yaml:2"]


def test_a_patch_alone_is_no_workload_and_two_namespaces_are_two(repo_of: Laid) -> None:
    first = DEPLOYMENT.format(name="shop", image="shop").replace(
        "  name: shop", "  name: shop\n  namespace: a"
    )
    files = {
        "patch.yaml": PATCH.replace("shop", "other"),
        "a.yaml": first,
        "b.yaml": first.replace("namespace: a", "namespace: b"),
    }
    assert [one.namespace for one in repo_of(files).context.workloads] == ["a", "b"]


def test_a_redis_of_kubernetes_is_no_cache_unless_it_is_called_one(repo_of: Laid) -> None:
    files = {
        f"{name}.yaml": DEPLOYMENT.format(name=name, image="redis:7")
        for name in ("redis-cart", "redis-cache", "redis-queue")
    }
    roles = {one.name: one.role for one in repo_of(files).context.workloads}
    assert roles == {
        "redis-cart": Role.OTHER,
        "redis-cache": Role.CACHE,
        "redis-queue": Role.BROKER,
    }


def test_helm_values_name_workloads_whose_values_may_be_set_otherwise(repo_of: Laid) -> None:
    files = {
        "chart/Chart.yaml": "apiVersion: v2\nname: shop\n",
        "chart/values.yaml": "replicaCount: 1\nimage:\n  repository: shop\n"
        "autoscaling:\n  enabled: false\nservice:\n  port: 80\n",
        "chart/values-prod.yaml": "replicaCount: 4\n",
        "chart/templates/a.yaml": "apiVersion: v1\nkind: Deployment\nname: {{ .Values.x }}\n",
    }
    repo = repo_of(files)
    (one,) = repo.context.workloads
    assert (one.kind, one.name, one.replicas, one.role) == ("Helm release", "shop", 4, Role.WEB)
    assert (one.state, one.scaled_by) == (State.UNKNOWN_IN_PRODUCTION, ())
    assert "a template of a manifest" in dict(repo.unread)["chart/templates"]


def test_a_concern_that_another_layer_answers_has_an_owner(repo_of: Laid) -> None:
    files = {
        "app.py": APP,
        "Dockerfile": "FROM python\nHEALTHCHECK CMD curl localhost\nCMD uvicorn app:app\n",
        "deploy/nginx.conf": "http {\n  # limit_req zone=a;\n  gzip on;\n}\n",
        "k8s/a.yaml": DEPLOYMENT.format(name="shop", image="shop") + SERVICE,
    }
    owners = {(one.concern, one.layer) for one in repo_of(files).context.owners}
    assert owners == {("health", "Deployment"), ("health", "image"), ("compression", "nginx")}


def test_what_is_not_production_is_counted_by_reason(repo_of: Laid) -> None:
    files = {
        "app.py": APP,
        "tests/test_a.py": "",
        "docs/a.md": "",
        "shop/cookbook/models.py": "",
        "cookbook/a.py": "",
        "node_modules/x/a.js": "",
        ".semgrep/rule.py": "",
    }
    found = {one.reason: (one.files, one.first) for one in repo_of(files).context.outside}
    assert found == {
        "tests": (1, "tests/test_a.py"),
        "documentation": (1, "docs/a.md"),
        "examples": (1, "cookbook/a.py"),
        "vendored": (1, "node_modules"),
        "hidden": (1, ".semgrep"),
    }
