"""The measuring middleware in a real Django site, under WSGI and under ASGI, built in by `rung` itself."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from checks.core import Looks
from checks.probes.repo import look
from scaffold import plan, undo
from scaffold.apply import apply
from scaffold.core import Step
from scaffold.questions import questions
from tests.templates.running import Running

SETTINGS = """
SECRET_KEY = "not a secret"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "site_.urls"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]
SECURE_SSL_REDIRECT = False
INSTALLED_APPS = []
WSGI_APPLICATION = "site_.wsgi.application"
"""
URLS = """
import asyncio
import time

from django.http import HttpResponse, StreamingHttpResponse
from django.urls import include, path


def item(request, item_id):
    return HttpResponse(str(item_id))


async def slow(request):
    await asyncio.sleep(0.2)
    return HttpResponse("slow")


def broken(request):
    raise RuntimeError("broken")


inner = [path("things/<str:name>", lambda request, name: HttpResponse(name))]
urlpatterns = [
    path("items/<int:item_id>", item),
    path("slow", slow),
    path("broken", broken),
    path("v1/", include(inner)),
]
"""
MANAGE = """import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_.settings")
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
"""
ENTRY = """import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_.settings")
from django.core.{kind} import get_{kind}_application
application = get_{kind}_application()
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "shop"
    package = root / "site_"
    package.mkdir(parents=True)
    for name, text in {
        "__init__.py": "", "settings.py": SETTINGS, "urls.py": URLS,
        "wsgi.py": ENTRY.format(kind="wsgi"), "asgi.py": ENTRY.format(kind="asgi"),
    }.items():  # fmt: skip
        (package / name).write_text(text)
    (root / "manage.py").write_text(MANAGE)
    (root / "requirements.txt").write_text("django>=5.2\n")
    return root


def built(site: Path) -> Path:
    looks = Looks().with_(look(site))
    asked = questions("observe", looks)
    made = plan.make(site, Step(rung="observe", answers={q.key: q.default for q in asked}), looks)
    assert [one.note for one in made.changes if one.kind == "refused"] == []
    apply(made)
    return site


@pytest.fixture(params=["wsgi", "asgi"])
def app(request: pytest.FixtureRequest, site: Path, serve: Callable[..., Running]) -> Running:
    built(site)
    if request.param == "wsgi":
        return serve(site, "django", "runserver", "127.0.0.1:{port}", "--noreload",
                     environment={"DJANGO_SETTINGS_MODULE": "site_.settings"})  # fmt: skip
    return serve(
        site, "uvicorn", "site_.asgi:application", "--port", "{port}", "--log-level", "critical"
    )


def test_every_request_counts_once_under_its_route(app: Running) -> None:
    for path in (
        "/items/1",
        "/items/2",
        "/items/1",
        "/v1/things/a",
        "/nowhere",
        "/items/x",
        "/slow",
    ):
        app.get(path)
    assert app.get("/broken") == 500
    assert app.get("/items/1", Host="evil.example") == 400
    app.get("/items/7", "PROPFIND")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: app.get(f"/v1/things/{n}"), range(40)))
    page = app.metrics()
    found = {(one.method, one.route): (one.count, one.errors) for one in page.routes}
    assert found == {
        ("GET", "/items/<int:item_id>"): (3, 0), ("OTHER", "/items/<int:item_id>"): (1, 0),
        ("GET", "/v1/things/<str:name>"): (41, 0), ("GET", "/slow"): (1, 0),
        ("GET", "/broken"): (0, 1), ("GET", "unmatched"): (3, 0),
    }  # fmt: skip
    assert next(one for one in page.routes if one.route == "/slow").seconds > 0.18
    assert sum(one.repeated for one in page.routes) == 1
    assert page.in_progress == 0


def test_undo_takes_it_out_byte_for_byte(site: Path) -> None:
    before = {one: one.read_bytes() for one in site.rglob("*") if one.is_file()}
    built(site)
    apply(undo.plan(site, "observe"))
    assert {one: one.read_bytes() for one in site.rglob("*") if one.is_file()} == before
