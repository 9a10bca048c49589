"""Routes: prefixes of routers, blueprints and URL configurations, and the grammar of newer Pythons."""

from collections.abc import Callable

from checks.probes.repo import Repo

Laid = Callable[[dict[str, str]], Repo]


def routes(repo: Repo) -> list[str]:
    """ "GET /path function" of every route."""
    assert repo.python is not None
    return sorted(f"{one.method} {one.path} {one.function}" for one in repo.python.routes)


def test_routers_hang_under_routers(repo_of: Laid) -> None:
    files = {
        "app/__init__.py": "",
        "app/main.py": "from fastapi import FastAPI\nfrom app.api import router\napp = FastAPI()\n"
        "app.include_router(router, prefix='/v1')\n",
        "app/api/__init__.py": "from fastapi import APIRouter\nfrom . import users\nrouter = APIRouter()\n"
        "router.include_router(users.router)\n",
        "app/api/users.py": "from fastapi import APIRouter\nrouter = APIRouter(prefix='/users')\n"
        "@router.get('/{id}')\nasync def one(id: int): ...\n@router.post('')\ndef add(): ...\n",
    }
    assert routes(repo_of(files)) == ["GET /v1/users/{id} one", "POST /v1/users add"]


def test_blueprints_and_their_methods(repo_of: Laid) -> None:
    files = {
        "app.py": "from flask import Flask\nfrom views import bp\napp = Flask('x')\n"
        "app.register_blueprint(bp, url_prefix='/api')\n@app.route('/')\ndef home(): ...\n",
        "views.py": "from flask import Blueprint\nbp = Blueprint('x', 'x')\n"
        "@bp.route('/a', methods=['GET', 'POST'])\ndef a(): ...\n",
        "more.py": "from app import app\n@app.get('/more')\ndef more(): ...\n",
    }
    assert routes(repo_of(files)) == [
        "GET / home",
        "GET /api/a a",
        "GET /more more",
        "POST /api/a a",
    ]


def test_django_urls_follow_includes_and_class_views(repo_of: Laid) -> None:
    files = {
        "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'one.settings')\n",
        "one/settings.py": "ROOT_URLCONF = 'one.urls'\n",
        "one/urls.py": "from django.urls import include, path\nurlpatterns = [path('blog/', include('blog.urls'))]\n",
        "blog/urls.py": "from django.urls import path, re_path\nfrom . import views\nurlpatterns = [\n"
        "path('', views.index), path('new/', views.New.as_view()), re_path(r'^(?P<slug>[-\\w]+)/$', views.show)]\n",
        "blog/views.py": "def index(request): ...\ndef show(request, slug): ...\n"
        "class New:\n    def get(self, request): ...\n    def post(self, request): ...\n",
    }
    repo = repo_of(files)
    assert routes(repo) == [
        "ANY /blog/ index",
        "ANY /blog/<slug>/ show",
        "GET /blog/new/ New.get",
        "POST /blog/new/ New.post",
    ]
    assert repo.python is not None and repo.python.settings_file == "one/settings.py"


def test_a_view_function_has_the_methods_that_its_decorator_lets_through(repo_of: Laid) -> None:
    files = {
        "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'one.settings')\n",
        "one/settings.py": "ROOT_URLCONF = 'one.urls'\n",
        "one/urls.py": "from django.urls import path\nfrom one import views\nurlpatterns = [\n"
        "path('a/', views.a), path('b/', views.b), path('c/', views.c), path('d/', views.d)]\n",
        "one/views.py": "from django.views.decorators.http import require_POST, require_http_methods\n"
        "@require_POST\ndef a(request): ...\n@require_http_methods(['GET', 'PUT'])\ndef b(request): ...\n"
        "@login_required\ndef c(request): ...\ndef d(request):\n    send_mail('a', 'b', 'c', [])\n",
    }
    assert routes(repo_of(files)) == [
        "ANY /c/ c",
        "ANY /d/ d",
        "GET /b/ b",
        "POST /a/ a",
        "PUT /b/ b",
    ]


def test_a_call_in_a_view_of_every_method_is_named_by_the_path_alone(repo_of: Laid) -> None:
    files = {
        "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'one.settings')\n",
        "one/settings.py": "ROOT_URLCONF = 'one.urls'\n",
        "one/urls.py": "from django.urls import path\nfrom one import views\nurlpatterns = [path('d/', views.d)]\n",
        "one/views.py": "from django.core.mail import send_mail\n"
        "def d(request):\n    send_mail('a', 'b', 'c', [])\n",
    }
    app = repo_of(files).python
    assert app is not None and [one.route for one in app.mails] == ["/d/"]


def test_a_list_of_urls_that_includes_itself_is_gone_through_once(repo_of: Laid) -> None:
    files = {
        "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'one.settings')\n",
        "one/settings.py": "ROOT_URLCONF = 'one.urls'\n",
        "one/urls.py": "from django.urls import include, path\nfrom one import views\n"
        "urlpatterns = [path('d/', views.d)]\n"
        "if CONTEXT:\n    inner = urlpatterns\n    urlpatterns = [path(CONTEXT, include(inner))]\n",
        "one/views.py": "def d(request): ...\n",
    }
    assert routes(repo_of(files)) == ["ANY /d/ d", "ANY /d/ d"]


ENGINE = "from sqlalchemy import create_engine\nengine = create_engine('postgresql://a/b')\n"


def test_an_engine_of_a_script_that_waits_is_no_pool_of_requests(repo_of: Laid) -> None:
    web = {"app.py": "from fastapi import FastAPI\napp = FastAPI()\n"}
    app = repo_of({**web, "ping.py": ENGINE}).python
    assert app is not None and app.engines == ()


def test_an_engine_of_a_module_that_is_imported_stays(repo_of: Laid) -> None:
    imports = (
        "from db import engine\n",
        "import db\n",
        "from . import (\n    cache,\n    db,\n)\n",
    )
    for one in imports:
        web = {"app.py": f"from fastapi import FastAPI\n{one}app = FastAPI()\n"}
        app = repo_of({**web, "db.py": ENGINE}).python
        assert app is not None and len(app.engines) == 1


def test_an_engine_beside_the_application_or_in_a_package_stays(repo_of: Laid) -> None:
    app = repo_of({"app.py": f"from fastapi import FastAPI\n{ENGINE}app = FastAPI()\n"}).python
    assert app is not None and len(app.engines) == 1
    files = {"app.py": "from fastapi import FastAPI\napp = FastAPI()\n", "core/__init__.py": ""}
    app = repo_of({**files, "core/db.py": ENGINE}).python
    assert app is not None and len(app.engines) == 1


def test_the_application_that_the_start_command_names_is_the_one(repo_of: Laid) -> None:
    text = "from fastapi import FastAPI\napi = FastAPI()\n"
    files = {
        "main.py": text,
        "server/web.py": text,
        "Dockerfile": 'FROM x\nCMD ["uvicorn", "server.web:api"]\n',
    }
    app = repo_of(files).python
    assert app is not None and (app.app_file, app.app_variable) == ("server/web.py", "api")


def test_a_factory_s_variable_is_found(repo_of: Laid) -> None:
    text = "from fastapi import FastAPI\ndef create():\n    made = FastAPI()\n    return made\napp = create()\n"
    app = repo_of({"main.py": text}).python
    assert app is not None and app.app_variable == "app"


def test_grammar_that_came_later_is_read_all_the_same(repo_of: Laid) -> None:
    text = (
        "from fastapi import FastAPI\napp = FastAPI()\ntype Id[T] = list[T]\n"
        "class Page[T: (int, str)](list): ...\n"
        "@app.get('/a')\nasync def a[T](x: T): ...\n"
        "@app.get('/b')\ndef b():\n    try: ...\n    except ValueError, OSError:\n        ...\n"
    )
    repo = repo_of({"main.py": text})
    assert routes(repo) == ["GET /a a", "GET /b b"] and repo.unread == ()


def test_a_table_that_the_text_does_not_tell_is_left_out(repo_of: Laid) -> None:
    text = (
        "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/')\ndef a(c, t):\n"
        "    c.execute(f'select * from {t} join users on true')\n"
        "    c.execute('with x as (select 1) select * from x')\n"
        "    c.execute('select broken from where from')\n    'select your colour'\n"
        "@app.post('/')\ndef b(c):\n    c.execute('insert into log select id from users')\n"
    )
    app = repo_of({"main.py": text}).python
    assert app is not None
    first, second = app.routes
    assert first.reads == {"users"} and not first.writes
    assert second.reads == {"users"} and second.writes == {"log"}
