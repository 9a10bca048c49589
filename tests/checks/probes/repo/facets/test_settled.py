"""Facets that single settings and ways of writing decide: what fires, and what is left alone."""

import pytest

from tests.checks.probes.repo.facets.told import Laid, Tree, states

SITE = {
    "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'one.settings')\n",
    "one/urls.py": "urlpatterns = []\n",
    "requirements.txt": "django\ncelery\nredis\n",
}


def settings(text: str) -> Tree:
    return {**SITE, "one/settings.py": f"ROOT_URLCONF = 'one.urls'\n{text}\n"}


LARAVEL = {"composer.json": '{"require": {"laravel/framework": "11"}}'}
NET = {
    "a.csproj": '<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup>'
    '<PackageReference Include="Microsoft.EntityFrameworkCore" /></ItemGroup></Project>'
}
STARLETTE = {"requirements.txt": "fastapi\nsqlalchemy\n"}
APP = "from fastapi import FastAPI\napp = FastAPI()\napp.add_middleware({}, secret='x')\n"
PHOENIX = {
    "mix.exs": 'defmodule A.MixProject do\n  defp deps do\n    [\n      {:phoenix, "~> 1.7"}\n    ]\n  end\nend\n'
}
ROUTER = 'defmodule A.Router do\n  use A, :router\n  scope "/health", A do\n    {}\n  end\nend\n'
RAILS = {
    "Gemfile": "source 'x'\ngem 'rails'\ngem 'good_job'\n",
    "config/application.rb": "module A\n  class Application < Rails::Application\n  end\nend\n",
}
CRON = "Rails.application.configure do\n  config.good_job.execution_mode = {}\n  config.good_job.enable_cron = {}\nend\n"
STEP = 'using Microsoft.EntityFrameworkCore.Migrations;\n[Migration("1.0.0")]\nclass A : Migration {}\n'


@pytest.mark.parametrize(
    ("files", "facet", "said"),
    [
        (
            settings("CELERY_BROKER_URL = 'amqp://a@rabbit:5672//'"),
            "broker",
            {"RabbitMQ": "active"},
        ),
        (
            settings("CELERY_BROKER_URL = 'amqp://a@localhost:5672//'"),
            "broker",
            {"RabbitMQ": "unknown_in_production"},
        ),
        (settings("CELERY_BROKER_URL = 'redis://redis:6379/0'"), "broker", {}),
        (settings("# CELERY_BROKER_URL = 'amqp://a@rabbit:5672//'"), "broker", {}),
        (
            settings("CELERY_BROKER_URL = 'amqp://a@rabbit:5672//'"),
            "key_value",
            {"Redis": "present_unused"},
        ),
        (
            settings("CELERY_BROKER_URL = 'redis://redis:6379/0'"),
            "key_value",
            {"Redis": "active"},
        ),
        (
            settings("STATIC_URL = 'https://cdn.example.org/static/'"),
            "cdn",
            {"https://cdn.example.org/static/": "active"},
        ),
        (settings("STATIC_URL = 'http://localhost:8000/static/'"), "cdn", {}),
        (settings("STATIC_URL = '/static/'"), "cdn", {}),
        (
            settings("DEFAULT_FILE_STORAGE = 'one.storage.FileSystemStorage'"),
            "local_state",
            {"files on the local disk (Django)": "active"},
        ),
        (settings("DEFAULT_FILE_STORAGE = 'storages.backends.s3.S3Storage'"), "local_state", {}),
        (settings("MEDIA_ROOT = '/media'"), "local_state", {}),
        *(
            (
                settings(
                    "STORAGES = {'default': {'BACKEND': 'django.core.files.storage.FileSystemStorage'}}\n"
                    + more
                ),
                "local_state",
                {"files on the local disk (Django)": state},
            )
            for more, state in (
                ("", "active"),
                ("STORAGES['staticfiles'] = {'BACKEND': 'a.S3'}", "active"),
                ("# STORAGES['default'] = {'BACKEND': 'a.S3'}", "active"),
                ("if B:\n    STORAGES['default'] = {'BACKEND': 'a.S3'}", "unknown_in_production"),
                ("if B:\n  STORAGES['default']['BACKEND'] = 'a.S3'", "unknown_in_production"),
                ("if B:\n  STORAGES = {'default': {'BACKEND': 'a.S3'}}", "unknown_in_production"),
            )
        ),
        *(
            (
                {"compose.yaml": f"services:\n  web:\n    build: .\n    command: gunicorn a:b\n    volumes: ['{volume}']\n"},
                "local_state",
                said,
            )
            for volume, said in (
                ("${DATA:-./data}:/var/data", {"files in /var/data (volumes of service web)": "active"}),
                ("${DATA:-./data}:/var/data:ro", {}),
                ("cache:/go/pkg/mod", {}),
            )
        ),
        (
            {
                **LARAVEL,
                "routes/web.php": "<?php\nRoute::withoutMiddleware(['web'])->get(\n    '/health',\n    [A::class, 'get']\n);\n",
            },
            "health",
            {"/health": "active"},
        ),
        (
            {
                **LARAVEL,
                "routes/web.php": "<?php\nRoute::middleware(['/health'])->get('/a', [A::class, 'b']);\n",
            },
            "health",
            {},
        ),
        (
            {**LARAVEL, "routes/web.php": "<?php\n// Route::middleware('a')->get('/health');\n"},
            "health",
            {},
        ),
        (
            {**NET, "Migrations/A.cs": STEP},
            "migrations",
            {"Entity Framework Core migrations": "active"},
        ),
        ({**NET, "Migrations/A.cs": STEP.replace('"1.0.0"', "20240101")}, "migrations", {}),
        ({**NET, "A.cs": STEP}, "migrations", {}),
        (
            {**NET, "A.cs": "class A { void B() { s.AddSingleton(typeof(IHostedService), t); } }\n"},
            "scheduled_work",
            {"hosted service": "active"},
        ),
        ({**NET, "A.cs": "class A { IHostedService b; }\n"}, "scheduled_work", {}),
        (
            {**NET, "A.Tests/A.cs": "class A { void B() { s.RemoveAll(typeof(IHostedService)); } }\n"},
            "scheduled_work",
            {},
        ),
        (
            {**STARLETTE, "app.py": APP.format("RedisSessionMiddleware")},
            "sessions",
            {"Redis": "active"},
        ),
        (
            {**STARLETTE, "app.py": APP.format("SessionMiddleware")},
            "sessions",
            {"cookies": "active"},
        ),
        ({**STARLETTE, "app.py": APP.format("DBSessionMiddleware")}, "sessions", {}),
        (
            {**PHOENIX, "lib/a/router.ex": ROUTER.format('get "/", HealthController, :check')},
            "health",
            {"/health": "active"},
        ),
        (
            {**PHOENIX, "lib/a/router.ex": ROUTER.format('get "/goals", GoalController, :index')},
            "health",
            {},
        ),
        ({**PHOENIX, "lib/a/router.ex": ROUTER.format('# get "/", HealthController')}, "health", {}),
        (
            {**RAILS, "config/initializers/good_job.rb": CRON.format(":async", "true")},
            "scheduled_work",
            {"GoodJob cron": "active"},
        ),
        (
            {**RAILS, "config/initializers/good_job.rb": CRON.format(":external", "true")},
            "scheduled_work",
            {},
        ),
        (
            {**RAILS, "config/initializers/good_job.rb": CRON.format(":async", "false")},
            "scheduled_work",
            {},
        ),
        (
            {
                **STARLETTE,
                "app.py": APP.format("A"),
                "alembic/versions/1.py": "old = create_engine('sqlite:///old.db')\n",
            },
            "database",
            {},
        ),
        (
            {
                **STARLETTE,
                "app.py": APP.format("A"),
                "db.py": "url = 'sqlite:///app.db'\n",
            },
            "database",
            {"SQLite": "active"},
        ),
        (
            {"Dockerfile": "FROM a\n", "Dockerfile.dockerignore": "*\n"},
            "dockerfile",
            {"Dockerfile": "active"},
        ),
    ],
)  # fmt: skip
def test_settled(repo_of: Laid, files: Tree, facet: str, said: dict[str, str]) -> None:
    assert states(repo_of(files), facet) == said
