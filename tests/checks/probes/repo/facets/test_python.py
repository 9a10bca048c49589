"""Facets of Python: what fires, and what is left alone."""

import pytest

from tests.checks.probes.repo.facets.told import Laid, Tree, states

APP = "from fastapi import FastAPI\napp = FastAPI()\n"
SITE: Tree = {
    "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 's.settings')\n",
    "s/__init__.py": "",
    "s/settings.py": "",
}
MODEL = "from sqlalchemy import Column, ForeignKey, Index, UniqueConstraint\nclass A(Base):\n    __tablename__ = 'a'\n"
DJANGO = "from django.db import models\nclass A(models.Model):\n    b = models.ForeignKey('B', on_delete=1, db_index=False)\n"
ATOMIC = "from django.core.mail import send_mail\nfrom django.db import transaction\ndef f():\n    with transaction.atomic():\n"


@pytest.mark.parametrize(
    ("facet", "requirement", "files", "said"),
    [
        ("error_tracking", "sentry-sdk", {"a.py": "import sentry_sdk\n"}, {"Sentry": "active"}),
        (
            "error_tracking",
            "sentry-sdk",
            {"tests/a.py": "import sentry_sdk\n"},
            {"Sentry": "present_unused"},
        ),
        ("error_tracking", "", {"a.py": "x = 'sentry_sdk'\n"}, {}),
        (
            "tracing",
            "opentelemetry-sdk",
            {"a.py": "from opentelemetry import trace\n"},
            {"OpenTelemetry": "active"},
        ),
        ("tracing", "opentelemetry-api", {"a.py": "from opentelemetry import trace\n"}, {}),
        ("structured_logs", "structlog", {"a.py": "import structlog\n"}, {"structlog": "active"}),
        (
            "structured_logs",
            "structlog",
            {"a.py": "# import structlog\n"},
            {"structlog": "present_unused"},
        ),
        *(
            ("structured_logs", "structlog", {"a.py": text}, {"structlog": state})
            for text, state in (
                ("def f():\n\tfrom  structlog.stdlib import (get_logger)\n", "active"),
                ("import structlog as s\r\n", "active"),
                ("x = 1; y = 'import structlog'\n", "present_unused"),
                ("from .structlog import x\n", "present_unused"),
                ("reimport structlog\n", "present_unused"),
            )
        ),
        ("rate_limit", "slowapi", {"a.py": "from slowapi import Limiter\n"}, {"slowapi": "active"}),
        ("rate_limit", "", {"a.py": "class Limiter: ...\n"}, {}),
        (
            "object_storage",
            "boto3",
            {"a.py": "import boto3\nc = boto3.client('s3')\n"},
            {"S3": "unknown_in_production"},
        ),
        ("object_storage", "boto3", {"a.py": "import boto3\nc = boto3.client('ses')\n"}, {}),
        ("object_storage", "azure-storage-blob", {"a.py": "from azure.ai import x\n"}, {}),
        (
            "health",
            "",
            {"a.py": APP + "@app.get('/api/health')\ndef h(): ...\n"},
            {"/api/health": "active"},
        ),
        (
            "health",
            "",
            {
                "a.py": APP
                + "@app.get('/upload')\ndef h(): ...\n@app.get('/healthy')\ndef i(): ...\n"
            },
            {},
        ),
        ("health", "", {"a.py": APP + "@app.post('/health')\ndef h(): ...\n"}, {}),
        ("n_plus_one_guard", "nplusone", {"a.py": "import nplusone\n"}, {"nplusone": "active"}),
        ("n_plus_one_guard", "nplusone", {}, {"nplusone": "present_unused"}),
        (
            "foreign_key_without_index",
            "sqlalchemy",
            {"a.py": MODEL + "    b = Column(ForeignKey('b.id'))\n"},
            {"a.b": "active"},
        ),
        (
            "foreign_key_without_index",
            "sqlalchemy",
            {"a.py": MODEL + "    b = Column(ForeignKey('b.id'), index=True)\n"},
            {},
        ),
        (
            "foreign_key_without_index",
            "sqlalchemy",
            {
                "a.py": MODEL
                + "    b = Column(ForeignKey('b.id'))\n    __table_args__ = (UniqueConstraint('b', 'c'),)\n"
            },
            {},
        ),
        (
            "foreign_key_without_index",
            "sqlalchemy",
            {"a.py": MODEL + "    __abstract__ = True\n    b = Column(ForeignKey('b.id'))\n"},
            {},
        ),
        (
            "foreign_key_without_index",
            "sqlalchemy",
            {"alembic/versions/a.py": MODEL + "    b = Column(ForeignKey('b.id'))\n"},
            {},
        ),
        (
            "foreign_key_without_index",
            "sqlalchemy\nmysqlclient",
            {"a.py": MODEL + "    b = Column(ForeignKey('b.id'))\n"},
            {},
        ),
        (
            "load_test",
            "",
            {"tests/load/locustfile.py": "from locust import HttpUser\n"},
            {"Locust": "active"},
        ),
        ("load_test", "", {"tests/load/a.py": "# from locust import HttpUser\n"}, {}),
        ("static_files", "whitenoise", {}, {"WhiteNoise": "present_unused"}),
        ("queue", "arq", {"a.py": "from arq import cron\n"}, {"arq": "active"}),
        ("queue", "dramatiq", {"a.py": "import dramatiq\n"}, {"Dramatiq": "active"}),
        ("queue", "dramatiq", {"tests/a.py": "import dramatiq\n"}, {"Dramatiq": "present_unused"}),
        (
            "database",
            "SQLAlchemy[mariadb-connector,postgresql-psycopg]>=2",
            {},
            {"MariaDB": "unknown_in_production", "PostgreSQL": "unknown_in_production"},
        ),
        ("database", "SQLAlchemy[postgresql-psycopg]", {}, {"PostgreSQL": "active"}),
        ("database", "SQLAlchemy[asyncio]", {}, {}),
        ("database", "shop[postgresql-psycopg]", {}, {}),
        (
            "queue",
            "celery",
            {"a.py": "from shop.celery import x\n", "shop/celery.py": "x = 1\n"},
            {"Celery": "present_unused"},
        ),
        ("load_test", "", {"tests/load/locustfile.py": "from locusts import HttpUser\n"}, {}),
        ("load_test", "", {"load/a.py": "x = '''\nfrom locust import HttpUser\n'''\n"}, {}),
        ("tracing", "", {"a.py": "import newrelic\n", "newrelic.py": ""}, {}),
        ("structured_logs", "structlog-sentry", {"a.py": "import structlog_sentry\n"}, {}),
        ("n_plus_one_guard", "torch", {"a.py": "from torch.utils.data import DataLoader\n"}, {}),
        (
            "metrics",
            "prometheus-client",
            {"a.py": "import prometheus_client\n"},
            {"Prometheus": "active"},
        ),
        ("metrics", "prometheus-api-client", {"a.py": "import prometheus_api_client\n"}, {}),
        ("metrics", "statsd", {"a.py": "# import statsd\n"}, {"StatsD": "present_unused"}),
        ("metrics", "opentelemetry-sdk", {"a.py": "from opentelemetry import trace\n"}, {}),
        ("orm", "peewee", {"a.py": "import peewee\n"}, {"Peewee": "active"}),
        ("orm", "peewee", {"tests/a.py": "import peewee\n"}, {"Peewee": "present_unused"}),
        ("orm", "sqlalchemy-json", {"a.py": "import sqlalchemy_json\n"}, {}),
        ("key_value", "redis", {"a.py": "import redis\n"}, {"Redis": "active"}),
        ("key_value", "redistribute", {"a.py": "import redistribute\n"}, {}),
        ("key_value", "redis", {"a.py": "x = 'import redis'\n"}, {"Redis": "present_unused"}),
    ],
)
def test_fastapi(
    repo_of: Laid, facet: str, requirement: str, files: Tree, said: dict[str, str]
) -> None:
    tree = {"app.py": APP, "requirements.txt": f"fastapi\n{requirement}\n", **files}
    assert states(repo_of(tree), facet) == said


@pytest.mark.parametrize(
    ("facet", "requirement", "files", "said"),
    [
        (
            "cdn",
            "",
            {"s/settings.py": "import os\nSTATIC_URL = os.environ.get('URL', '/static/')\n"},
            {},
        ),
        (
            "cdn",
            "",
            {"s/settings.py": "import os\nSTATIC_URL = os.environ['BASE'] + 'static/'\n"},
            {},
        ),
        (
            "cdn",
            "",
            {"s/settings.py": "STATIC_URL = 'https://cdn.example/'\n"},
            {"https://cdn.example/": "active"},
        ),
        ("cdn", "", {"s/settings.py": "STATIC_URL = '/static/'\n"}, {}),
        ("cdn", "", {"s/other.py": "STATIC_URL = 'https://cdn.example/'\n"}, {}),
        (
            "sessions",
            "",
            {"s/settings.py": "SESSION_ENGINE = 'django.contrib.sessions.backends.cached_db'\n"},
            {"cache and database": "active"},
        ),
        (
            "sessions",
            "",
            {"s/settings.py": "# SESSION_ENGINE = 'django.contrib.sessions.backends.cached_db'\n"},
            {},
        ),
        (
            "sessions",
            "",
            {"s/dev.py": "SESSION_ENGINE = 'django.contrib.sessions.backends.file'\n"},
            {},
        ),
        (
            "static_files",
            "whitenoise",
            {"s/settings.py": "MIDDLEWARE = ['whitenoise.middleware.WhiteNoiseMiddleware']\n"},
            {"WhiteNoise": "active"},
        ),
        (
            "rate_limit",
            "",
            {"s/settings.py": "REST_FRAMEWORK = {'DEFAULT_THROTTLE_RATES': {'a': '5/min'}}\n"},
            {"Django REST framework": "active"},
        ),
        (
            "rate_limit",
            "",
            {"s/settings.py": "REST_FRAMEWORK = {'DEFAULT_RENDERER_CLASSES': []}\n"},
            {},
        ),
        (
            "pagination",
            "",
            {"s/settings.py": "REST_FRAMEWORK = {'DEFAULT_PAGINATION_CLASS': 'a.B'}\n"},
            {"Django REST framework": "active"},
        ),
        (
            "pagination",
            "",
            {"s/settings.py": "REST_FRAMEWORK = {'DEFAULT_PAGINATION_CLASS': None}\n"},
            {},
        ),
        (
            "read_replica",
            "",
            {"s/settings.py": "DATABASE_ROUTERS = ['s.PrimaryReplicaRouter']\n"},
            {"database router": "unknown_in_production"},
        ),
        ("read_replica", "", {"s/settings.py": "DATABASE_ROUTERS = ['s.TenantRouter']\n"}, {}),
        (
            "read_replica",
            "",
            {
                "s/settings.py": "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql'}}\n"
            },
            {},
        ),
        (
            "database",
            "",
            {
                "s/settings.py": "import os\nDATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3'}}\n"
                "if os.getenv('DB') == 'mysql':\n    DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql'}}\n"
            },
            {"SQLite": "unknown_in_production", "MySQL": "unknown_in_production"},
        ),
        (
            "database",
            "",
            {
                "s/settings.py": "DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3'}}\n# 'django.db.backends.mysql'\n"
            },
            {"SQLite": "active"},
        ),
        (
            "mail",
            "",
            {"a.py": "from django.core.mail import EmailMultiAlternatives as Message\n"},
            {"django.core.mail": "active"},
        ),
        ("mail", "", {"tests/a.py": "from django.core.mail import EmailMessage\n"}, {}),
        (
            "mail",
            "",
            {
                "a.py": "from django.core.mail import mail_admins\n# from django.core.mail import EmailMessage\n"
            },
            {},
        ),
        ("foreign_key_without_index", "", {"a/models.py": DJANGO}, {"A.b": "active"}),
        (
            "foreign_key_without_index",
            "",
            {
                "a/models.py": DJANGO
                + "    class Meta:\n        indexes = [BTreeIndex(fields=['b'])]\n"
            },
            {},
        ),
        (
            "foreign_key_without_index",
            "",
            {"a/models.py": DJANGO + "    class Meta:\n        unique_together = (('b', 'c'),)\n"},
            {},
        ),
        (
            "foreign_key_without_index",
            "",
            {"a/models.py": DJANGO + "    class Meta:\n        abstract = True\n"},
            {},
        ),
        (
            "foreign_key_without_index",
            "",
            {"a/models.py": DJANGO.replace(", db_index=False", "")},
            {},
        ),
        (
            "mail_in_transaction",
            "",
            {"a.py": ATOMIC + "        send_mail('a', 'b', 'c', [])\n"},
            {"django.core.mail.send_mail": "active"},
        ),
        (
            "mail_in_transaction",
            "",
            {
                "a.py": ATOMIC
                + "        transaction.on_commit(lambda: send_mail('a', 'b', 'c', []))\n"
            },
            {},
        ),
        (
            "mail_in_transaction",
            "",
            {"a.py": ATOMIC + "        pass\n    send_mail('a', 'b', 'c', [])\n"},
            {},
        ),
        (
            "mail_in_transaction",
            "",
            {"a.py": ATOMIC + "        def later():\n            send_mail('a', 'b', 'c', [])\n"},
            {},
        ),
        (
            "health",
            "",
            {
                "s/settings.py": "ROOT_URLCONF = 's.urls'\n",
                "s/views.py": "def ping(request):\n    return None\n",
                "s/urls.py": "from django.urls import re_path\nfrom s import views\nurlpatterns = [re_path(r'^status/ping?$', views.ping)]\n",
            },
            {"/status/ping": "active"},
        ),
        (
            "health",
            "",
            {
                "s/settings.py": "ROOT_URLCONF = 's.urls'\n",
                "s/views.py": "def ping(request):\n    return None\n",
                "s/urls.py": "from django.urls import re_path\nfrom s import views\nurlpatterns = [re_path(r'^order/status/ping?$', views.ping)]\n",
            },
            {},
        ),
        (
            "static_files",
            "whitenoise",
            {"s/settings.py": "# MIDDLEWARE = ['whitenoise.middleware.WhiteNoiseMiddleware']\n"},
            {"WhiteNoise": "present_unused"},
        ),
        (
            "static_files",
            "whitenoise",
            {"s/settings.py": "INSTALLED_APPS = ['whitenoise.runserver_nostatic']\n"},
            {"WhiteNoise": "present_unused"},
        ),
        (
            "static_files",
            "whitenoise",
            {"s/settings.py": "MIDDLEWARE = ['s.whitenoise.Own']\n"},
            {"WhiteNoise": "present_unused"},
        ),
    ],
)
def test_django(
    repo_of: Laid, facet: str, requirement: str, files: Tree, said: dict[str, str]
) -> None:
    tree = {**SITE, "requirements.txt": f"django\n{requirement}\n", **files}
    assert states(repo_of(tree), facet) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "FROM a\nRUN x\nFROM b AS c\nUSER app\nHEALTHCHECK CMD true\n",
            "2 stages, user app, health check",
        ),
        ("FROM a AS base\nUSER app\nFROM base\nRUN x\n", "2 stages, user app, no health check"),
        ("FROM a\nUSER app\nUSER root\nHEALTHCHECK NONE\n", "1 stage, root, no health check"),
        ("FROM a\n# USER app\n# HEALTHCHECK CMD true\n", "1 stage, no user set, no health check"),
    ],
)
def test_an_image_by_its_last_stage(repo_of: Laid, text: str, said: str) -> None:
    assert states(repo_of({"Dockerfile": text}), "image") == {said: "active"}


PROXY = "services:\n  nginx:\n    image: nginx\n    {}\n    {}\n  web:\n    build: .\n    ports: ['2:2']\n"
INGRESS = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec: {}\n"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {"compose.yaml": PROXY.format("ports: ['80:80']", "depends_on: [web]")},
            {"nginx": "active"},
        ),
        ({"compose.yaml": PROXY.format("ports: ['80:80']", "")}, {}),
        ({"compose.yaml": PROXY.format("", "depends_on: [web]")}, {}),
        ({"compose.dev.yaml": PROXY.format("ports: ['80:80']", "depends_on: [web]")}, {}),
        ({"k8s/a.yaml": INGRESS}, {"Ingress": "active"}),
        ({"k8s/a.yaml": INGRESS.replace("kind: Ingress", "kind: Service # Ingress")}, {}),
        ({"docs/a.yaml": INGRESS}, {}),
    ],
)
def test_a_gateway(repo_of: Laid, files: Tree, said: dict[str, str]) -> None:
    assert states(repo_of({"app.py": APP, **files}), "gateway") == said
