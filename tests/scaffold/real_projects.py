"""A FastAPI shop and a Django shop as people write them, and the four rungs built into them from their evidence."""

from pathlib import Path
from typing import Any

from checks.core import Looks
from checks.probes.repo import look
from scaffold.apply import apply
from scaffold.core import Plan, Step, Value
from scaffold.plan import make
from scaffold.questions import plain, questions
from scaffold.undo import plan as undoing
from tests.scaffold.small import lay

RUNGS = ("observe", "query_index", "pool", "cache_shared")
COMPOSE = """\
# the shop, as it runs on our one machine
x-logging: &logging
  driver: json-file

services:
  web:
    build: .
    command: {command}
    ports: ["8000:8000"]
    logging: *logging
    environment:
      - DATABASE_URL=postgresql://shop:${{POSTGRES_PASSWORD}}@db/shop   # from .env
      - LOG_LEVEL=info
    depends_on:
      - db

  db:
    image: postgres:17
    environment:
      POSTGRES_USER: shop
      POSTGRES_PASSWORD: ${{POSTGRES_PASSWORD}}
    volumes:
      - data:/var/lib/postgresql/data

volumes:
  data:
"""
DOCKERFILE = "FROM python:3.12-slim\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\n"
FASTAPI = {
    "compose.yaml": COMPOSE.format(
        command="uvicorn shop.main:app --host 0.0.0.0 --port 8000 --workers 2"
    ),
    "Dockerfile": DOCKERFILE,
    "requirements.txt": "fastapi>=0.115\nuvicorn>=0.34\npsycopg[binary]>=3.2  # the driver\n",
    ".env.example": "POSTGRES_PASSWORD=\nLOG_LEVEL=info\n",
    ".gitignore": ".env\n__pycache__/\n",
    "shop/__init__.py": "",
    "shop/main.py": '''\
"""The shop."""

import os

import psycopg
from fastapi import FastAPI

from shop.prices import rounded

app = FastAPI(title="shop")


def rows(sql, *values):
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        return connection.execute(sql, values).fetchall()


@app.get("/products/{product_id}")
def product(product_id: int):
    return rounded(rows("select * from products where id = %s", product_id))


@app.post("/products/{product_id}/reviews")
def review(product_id: int, text: str):
    return rows("update products set reviews = reviews + 1 where id = %s returning id", product_id)
''',
    "shop/prices.py": "def rounded(rows):\n    return [tuple(map(str, one)) for one in rows]\n",
}
DJANGO = {
    "compose.yaml": COMPOSE.format(command="gunicorn site_.wsgi --bind 0.0.0.0:8000 --workers 2"),
    "Dockerfile": DOCKERFILE,
    "requirements.txt": "django>=5.2\ngunicorn\npsycopg[binary]>=3.2\n",
    ".gitignore": ".env\n__pycache__/\n",
    "manage.py": """\
import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_.settings")
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
""",
    "site_/__init__.py": "",
    "site_/wsgi.py": "from django.core.wsgi import get_wsgi_application\n\napplication = get_wsgi_application()\n",
    "site_/settings.py": '''\
"""Settings of the shop."""

import os

SECRET_KEY = os.environ["SECRET_KEY"]
DEBUG = False
ROOT_URLCONF = "site_.urls"
INSTALLED_APPS = ["django.contrib.contenttypes", "catalogue"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "shop",
        "HOST": os.environ.get("DB_HOST", "db"),
    }
}
WSGI_APPLICATION = "site_.wsgi.application"
''',
    "site_/urls.py": """\
from django.urls import path

from catalogue import views

urlpatterns = [path("products/<int:product_id>", views.product)]
""",
    "catalogue/__init__.py": "",
    "catalogue/models.py": """\
from django.db import models


class Product(models.Model):
    name = models.TextField()
""",
    "catalogue/views.py": """\
from django.http import JsonResponse

from catalogue.models import Product


def product(request, product_id):
    return JsonResponse({"name": Product.objects.get(pk=product_id).name})
""",
    "catalogue/migrations/__init__.py": "",
}
PROJECTS = {"fastapi": FASTAPI, "django": DJANGO}
INDEXES: dict[str, Any] = {
    "indexes": [{"table": "products", "columns": ["name"], "name": "products_name_idx"}]
}


def project(root: Path, kind: str) -> Path:
    """One of the two shops."""
    return lay(root, PROJECTS[kind])


def plan(root: Path, rung: str, templates: Path | None = None, **wishes: Value) -> Plan:
    """The plan with the answers that the evidence of this moment suggests; the index is given, as a database would."""
    looks = Looks().with_(look(root))
    if rung == "query_index":
        answers = {one.key: one.default for one in plain(rung)} | INDEXES
    else:
        answers = {one.key: one.default for one in questions(rung, looks)}
    return make(root, Step(rung=rung, answers={**answers, **wishes}), looks, templates=templates)


def add(root: Path, rung: str, templates: Path | None = None) -> Plan:
    """Plan and apply."""
    made = plan(root, rung, templates)
    apply(made)
    return made


def undo(root: Path, rung: str) -> None:
    """Take out."""
    apply(undoing(root, rung))
