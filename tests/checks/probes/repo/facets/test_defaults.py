"""What a framework does when nothing is said, and what code says where no package does: Python, Rails, Phoenix."""

import pytest

from tests.checks.probes.repo.facets.told import Laid, Tree, states

SETTINGS = "s/settings.py"
DJANGO: Tree = {
    "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 's.settings')\n",
    "requirements.txt": "django\n",
    SETTINGS: "ROOT_URLCONF = 's.urls'\n",
}
FASTAPI: Tree = {
    "app.py": "from fastapi import FastAPI\napp = FastAPI()\n",
    "requirements.txt": "fastapi\n",
}
FLASK: Tree = {
    "app.py": "from flask import Flask\napp = Flask(__name__)\n",
    "requirements.txt": "flask\n",
}
URLS = "from django.urls import include, path\nfrom s import views\n"
LOOP = "import asyncio\nasync def %s:\n    while True:\n        await asyncio.sleep(60)\n"


@pytest.mark.parametrize(
    ("facet", "files", "said"),
    [
        (
            "health",
            {
                "s/views.py": "def f(r): ...\n",
                "s/urls.py": URLS
                + "own = [path('healthz', views.f)]\nurlpatterns = [path('api/', include(own))]\n",
            },
            {"/api/healthz": "active"},
        ),
        (
            "health",
            {
                "s/views.py": "def f(r): ...\n",
                "s/urls.py": URLS
                + "urlpatterns = []\nurlpatterns += [path('a/', include(([path('health/', views.f)], 'x')))]\n",
            },
            {"/a/health/": "active"},
        ),
        (
            "health",
            {
                "s/views.py": "def f(r): ...\n",
                "s/urls.py": URLS
                + "own = [path('healthz', views.f)]\nurlpatterns = [path('a', views.f)]\n",
                "s/notes.py": "# path('/healthz', f)\ntext = 'healthz'\n",
            },
            {"/healthz": "active"},
        ),
        (
            "health",
            {
                "s/views.py": "def f(r): ...\n",
                "s/urls.py": URLS + "urlpatterns = [path(settings.BASE, include('s.api'))]\n",
                "s/api.py": URLS + "urlpatterns = [path(f'{x}healthz', views.f)]\n",
            },
            {"/healthz": "active"},
        ),
        ("health", {"s/urls.py": URLS + "# path('healthz', f)\n"}, {}),
        ("health", {"s/urls.py": URLS + "urlpatterns = [path('health-tips', views.f)]\n"}, {}),
        ("health", {"s/a.py": "client.get('/status')\nurl('/orders/status')\n"}, {}),
        (
            "health",
            {
                SETTINGS: "INSTALLED_APPS = ['health_check']\n",
                "requirements.txt": "django-health-check\n",
            },
            {"django-health-check": "active"},
        ),
        (
            "health",
            {"requirements.txt": "django-health-check\n"},
            {"django-health-check": "present_unused"},
        ),
        (
            "sessions",
            {SETTINGS: "INSTALLED_APPS = ['django.contrib.sessions']\n"},
            {"database": "active"},
        ),
        ("sessions", {SETTINGS: "INSTALLED_APPS = [\n  # 'django.contrib.sessions',\n]\n"}, {}),
        ("sessions", {"s/a.py": "x = 'django.contrib.sessions'\n"}, {}),
        (
            "sessions",
            {
                SETTINGS: "INSTALLED_APPS = ['django.contrib.sessions']\n"
                "SESSION_ENGINE = 'django.contrib.sessions.backends.cache'\n"
            },
            {"cache": "active"},
        ),
        (
            "cache",
            {"s/a.py": "from django.core.cache import cache\n"},
            {"in one process only": "inactive"},
        ),
        ("cache", {"s/a.py": "# from django.core.cache import cache\n"}, {}),
        ("cache", {"tests/a.py": "from django.core.cache import cache\n"}, {}),
        (
            "cache",
            {
                "s/a.py": "from django.core.cache import cache\n",
                SETTINGS: "CACHES = {}\nif X:\n    CACHES['a'] = {'BACKEND': 'django_redis.cache.RedisCache'}\n",
            },
            {
                "Redis": "unknown_in_production",
                "set when the server starts": "unknown_in_production",
            },
        ),
        (
            "cache",
            {SETTINGS: "CACHES = {'default': {'BACKEND': 'django_redis.cache.RedisCache'}}\n"},
            {"Redis": "active"},
        ),
        (
            "pagination",
            {"s/views.py": "class A(ListView):\n    paginate_by = 20\n"},
            {"Django paginator": "active"},
        ),
        (
            "pagination",
            {"s/views.py": "class A(V):\n    pagination_class = Pages\n"},
            {"Django REST framework": "active"},
        ),
        (
            "cache",
            {
                SETTINGS: "import os\nif os.environ.get('C'):\n    CACHES = {'default': {'BACKEND': env.str('C')}}\n"
            },
            {"set when the server starts": "unknown_in_production"},
        ),
        (
            "sessions",
            {
                SETTINGS: "INSTALLED_APPS = ['django.contrib.sessions']\nif PATH:\n"
                "    SESSION_ENGINE = 'django.contrib.sessions.backends.file'\n"
            },
            {"database": "unknown_in_production", "files": "unknown_in_production"},
        ),
        (
            "sessions",
            {
                "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 's.settings.run')\n",
                SETTINGS: "",
                "s/settings/run.py": "try:\n    from .prod import *\nexcept ImportError:\n    from .dev import *\n",
                "s/settings/dev.py": "SESSION_ENGINE = 'django.contrib.sessions.backends.file'\n",
                "s/settings/prod.py": "SESSION_ENGINE = 'django.contrib.sessions.backends.cache'\n",
            },
            {"cache": "active"},
        ),
        (
            "sessions",
            {
                SETTINGS: "SESSION_ENGINE = 'django.contrib.sessions.backends.file'\n",
                "s/prod.py": "SESSION_ENGINE = 'django.contrib.sessions.backends.cache'\n",
                "uwsgi.ini": "[uwsgi]\nenv = DJANGO_SETTINGS_MODULE=s.prod\n",
            },
            {"cache": "active"},
        ),
        (
            "sessions",
            {
                SETTINGS: "SESSION_ENGINE = 'django.contrib.sessions.backends.file'\n",
                "s/prod.py": "SESSION_ENGINE = 'django.contrib.sessions.backends.cache'\n",
                "uwsgi.ini": "[uwsgi]\n# env = DJANGO_SETTINGS_MODULE=s.prod\n",
            },
            {"files": "active"},
        ),
        (
            "database",
            {
                SETTINGS: "if E == 'postgres':\n    d = {'ENGINE': 'django.db.backends.postgresql'}\nelse:\n"
                "    d = {'ENGINE': 'django.db.backends.sqlite3'}\nDATABASES = {'default': d}\n"
            },
            {"PostgreSQL": "unknown_in_production", "SQLite": "unknown_in_production"},
        ),
        (
            "database",
            {
                SETTINGS: "d = {'ENGINE': 'django.db.backends.postgresql'}\nDATABASES = {'default': d}\n"
            },
            {"PostgreSQL": "active"},
        ),
        (
            "rate_limit",
            {"s/a.py": "def ratelimit(n):\n    ...\n@ratelimit(5)\ndef f(): ...\n"},
            {"its own decorator ratelimit": "active"},
        ),
        ("rate_limit", {"s/a.py": "def ratelimit(n):\n    ...\n# @ratelimit(5)\n"}, {}),
        (
            "rate_limit",
            {"s/a.py": "from other import ratelimit\n@ratelimit(5)\ndef f(): ...\n"},
            {},
        ),
        ("pagination", {"s/views.py": "class A(V):\n    pagination_class = None\n"}, {}),
        ("pagination", {"s/admin.py": "from django.core.paginator import Paginator\n"}, {}),
        ("pagination", {"s/views.py": "# paginate_by = 20\n"}, {}),
    ],
)
def test_django(repo_of: Laid, facet: str, files: Tree, said: dict[str, str]) -> None:
    assert states(repo_of({**DJANGO, **files}), facet) == said


@pytest.mark.parametrize(
    ("facet", "files", "said"),
    [
        (
            "cache",
            {"a.py": "FastAPICache.init(RedisBackend(r), prefix='x')\n"},
            {"Redis": "active"},
        ),
        (
            "cache",
            {"a.py": "FastAPICache.init(InMemoryBackend())\n"},
            {"in one process only": "inactive"},
        ),
        ("cache", {"a.py": "# from fastapi_cache\nx = RedisBackend()\n"}, {}),
        ("cache", {"a.py": "import aiocache\nc = aiocache.Cache(Cache.REDIS)\n"}, {"Redis": "active"}),
        ("cache", {"tests/a.py": "import aiocache\nc = aiocache.Cache(Cache.REDIS)\n"}, {}),
        ("cache", {"a.py": "make_region().configure('dogpile.cache.redis')\n"}, {"Redis": "active"}),
        ("cache", {"a.py": "'dogpile.caching'\n"}, {}),
        (
            "sessions",
            {"app.py": FASTAPI["app.py"] + "app.add_middleware(SessionMiddleware, secret_key=k)\n"},
            {"cookies": "active"},
        ),
        ("sessions", {"a.py": "from starlette.middleware.sessions import SessionMiddleware\n"}, {}),
        ("sessions", {"a.py": "from sqlalchemy.orm import Session as session\n"}, {}),
        (
            "pagination",
            {"app.py": FASTAPI["app.py"] + "@app.get('/a')\ndef f(limit: int, offset: int): ...\n"},
            {"limit and offset": "active"},
        ),
        ("pagination", {"app.py": FASTAPI["app.py"] + "@app.get('/a')\ndef f(limit: int): ...\n"}, {}),
        (
            "pagination",
            {"app.py": FASTAPI["app.py"] + "@app.post('/a')\ndef f(limit: int, offset: int): ...\n"},
            {},
        ),
        (
            "scheduled_work",
            {"a.py": LOOP % "daily()", "b.py": "from a import daily\nasyncio.create_task(daily())\n"},
            {"asyncio loop": "active"},
        ),
        (
            "local_state",
            {"a.py": LOOP % "daily()", "b.py": "from a import daily\nasyncio.create_task(daily())\n"},
            {"scheduler inside the process (asyncio loop)": "active"},
        ),
        (
            "scheduled_work",
            {"a.py": LOOP % "pings(socket)", "b.py": "asyncio.create_task(pings(s))\n"},
            {},
        ),
        ("scheduled_work", {"a.py": LOOP % "daily()"}, {}),
        *(
            ("scheduled_work", {"a.py": text + "asyncio.create_task(x.daily())\n"}, {})
            for text in (
                "import asyncio\nclass X:\n  async def daily(self):\n    while True:\n      await asyncio.sleep(9)\n",
                "import asyncio\nasync def daily():\n  if not await r.set('lock:daily', 1, nx=True):\n    return\n"
                "  while True:\n    await asyncio.sleep(9)\n",
                "import asyncio\nasync def daily():\n  async with is_leader():\n    while True:\n"
                "      await asyncio.sleep(9)\n",
            )
        ),
        (
            "scheduled_work",
            {
                "a.py": LOOP.replace("while True:", "while True:\n        unblock(clock())") % "daily()"
                + "asyncio.create_task(daily())\n"
            },
            {"asyncio loop": "active"},
        ),
        (
            "scheduled_work",
            {"a.py": (LOOP % "daily(every=10)").replace("while True", "while settings.running"),
             "b.py": "create_permanent_task(daily)\n"},
            {"asyncio loop": "active"},
        ),
        ("scheduled_work", {"scripts/a.py": (LOOP % "daily()") + "asyncio.create_task(daily())\n"}, {}),
        (
            "scheduled_work",
            {"a.py": "@repeat_every(seconds=60)\nasync def f(): ...\n"},
            {"repeat_every": "active"},
        ),
        ("scheduled_work", {"a.py": "# @repeat_every(seconds=60)\n"}, {}),
        (
            "outbound_timeout",
            {"a.py": "import requests\nrequests.get('http://x')\n"},
            {"requests.get without a time-out": "active"},
        ),
        ("outbound_timeout", {"a.py": "import requests\nrequests.get('http://x', timeout=3)\n"}, {}),
        ("outbound_timeout", {"a.py": "import requests\nrequests.get('http://x', **given)\n"}, {}),
        ("outbound_timeout", {"a.py": "import httpx\nhttpx.get('http://x')\n"}, {}),
        ("outbound_timeout", {"tools/a.py": "import requests\nrequests.get('http://x')\n"}, {}),
        ("health", {"a.py": "Route('/healthz', f)\n"}, {"/healthz": "active"}),
        ("health", {"a.py": "# Route('/healthz', f)\nx = '/healthz'\n"}, {}),
        ("broker", {"requirements.txt": "aiokafka\n", "a.py": "import aiokafka\n"}, {"Kafka": "unknown_in_production"}),
        ("broker", {"requirements.txt": "aiokafka\n"}, {"Kafka": "present_unused"}),
        ("broker", {"requirements.txt": "kafka-viewer\n", "a.py": "import kafka\n"}, {}),
        ("local_state", {"a.py": LOOP % "daily()", "tests/b.py": "from a import daily\nasyncio.create_task(daily())\n"}, {}),
        ("local_state", {"a.py": LOOP % "daily()", "b.py": "# asyncio.create_task(daily())\n"}, {}),
    ],
)  # fmt: skip
def test_fastapi(repo_of: Laid, facet: str, files: Tree, said: dict[str, str]) -> None:
    assert states(repo_of({**FASTAPI, **files}), facet) == said


@pytest.mark.parametrize(
    ("facet", "files", "said"),
    [
        (
            "sessions",
            {"a.py": "from flask import request, session\n"},
            {"cookies": "active"},
        ),
        ("sessions", {"a.py": "from flask import request\nsession = 1\n"}, {}),
        (
            "sessions",
            {"a.py": "from flask import session\napp.session_interface = CachingSessions()\n"},
            {"cache": "active"},
        ),
        (
            "sessions",
            {"a.py": "from flask import session\nclass A(Flask):\n    session_interface = RedisSessions()\n"},
            {"Redis": "active"},
        ),
        ("cache", {"a.py": "from flask_caching.backends.rediscache import RedisCache\n"}, {"Redis": "active"}),
        ("cache", {"a.py": "# from flask_caching.backends import RedisCache\n"}, {}),
        ("rate_limit", {"requirements.txt": "flask\nlimits\n", "a.py": "import limits\n"}, {"limits": "active"}),
        ("rate_limit", {"requirements.txt": "flask\n", "a.py": "import limits\n", "limits.py": ""}, {}),
        (
            "sessions",
            {"a.py": "from flask import session\napp.session_interface = OwnSessions()\n"},
            {},
        ),
        ("sessions", {"config.py": "class Config:\n    SESSION_TYPE = 'redis'\n"}, {"Redis": "active"}),
        (
            "sessions",
            {"config.py": "import os\nclass Config:\n    SESSION_TYPE = os.environ.get('S', 'filesystem')\n"},
            {"files": "unknown_in_production"},
        ),
        ("sessions", {"config.py": "class TestConfig:\n    SESSION_TYPE = 'redis'\n"}, {}),
        ("sessions", {"config.py": "class DevelopmentConfig:\n    SESSION_TYPE = 'redis'\n"}, {}),
        ("cache", {"config.py": "CACHE_TYPE = 'RedisCache'\n"}, {"Redis": "active"}),
        (
            "cache",
            {"app.py": FLASK["app.py"] + "app.config['CACHE_TYPE'] = 'SimpleCache'\n"},
            {"in one process only": "inactive"},
        ),
        ("cache", {"config.py": "CACHE_TYPE = 'NullCache'\n"}, {}),
        ("cache", {"tests/config.py": "CACHE_TYPE = 'RedisCache'\n"}, {}),
        ("pagination", {"a.py": "p = Post.query.paginate(page=1)\n"}, {"Flask-SQLAlchemy": "active"}),
        ("pagination", {"tests/a.py": "p = Post.query.paginate(page=1)\n"}, {}),
        ("pagination", {"a.py": "paginated = 1\n"}, {}),
        (
            "framework",
            {"app.py": "from own.wrap import OwnFlask\napp = OwnFlask(__name__)\n",
             "own/wrap.py": "from flask import Flask\nclass OwnFlask(Flask): ...\n"},
            {"Flask": "active"},
        ),
        (
            "framework",
            {"app.py": "from own.wrap import OwnApp\napp = OwnApp()\n",
             "own/wrap.py": "class OwnApp(Window): ...\n", "requirements.txt": "flask\n"},
            {},
        ),
        ("framework", {"app.py": "x = '''\nfrom flask import Flask\napp = Flask(__name__)\n'''\n"}, {}),
    ],
)  # fmt: skip
def test_flask(repo_of: Laid, facet: str, files: Tree, said: dict[str, str]) -> None:
    assert states(repo_of({**FLASK, **files}), facet) == said


RAILS: Tree = {
    "Gemfile": "gem 'rails'\ngroup :development do\n  gem 'bullet'\nend\n",
    "config/application.rb": "module A\n  class Application < Rails::Application\n  end\nend\n",
}
ASKED = """default: &default
  adapter: postgresql
production:
<% if ENV['HOST'] %>
  <<: *default
<% else %>
  adapter: sqlite3
<% end %>
"""
PHOENIX: Tree = {"mix.exs": "defp deps do\n    [\n      {:phoenix, '~> 1.7'},\n    ]\nend\n"}
STORE = "use Phoenix.Endpoint, otp_app: :a\n@session_options [\n  store: :%s,\n]\n"


@pytest.mark.parametrize(
    ("facet", "files", "said"),
    [
        (
            "sessions",
            {**RAILS, "app/controllers/a_controller.rb": "    session[:user_id] = user.id\n"},
            {"cookies": "active"},
        ),
        (
            "sessions",
            {**RAILS, "app/controllers/a_controller.rb": "    # session[:user_id] = 1\n    x = session[:a]\n"},
            {},
        ),
        (
            "sessions",
            {**RAILS, "app/controllers/a_controller.rb": "    request.session[:a] = 1\n"},
            {"cookies": "active"},
        ),
        ("sessions", {**RAILS, "app/models/a.rb": "    session[:user_id] = user.id\n"}, {}),
        ("n_plus_one_guard", RAILS, {"Bullet": "active"}),
        (
            "sessions",
            {**RAILS, "config/initializers/session_store.rb": "if A\n"
             "  Rails.application.config.session_store :mem_cache_store, x: 1\nelse\n"
             "  Rails.application.config.session_store :cache_store, key: 'a'\nend\n"},
            {"Memcached": "unknown_in_production", "cache": "unknown_in_production"},
        ),
        (
            "health",
            {**PHOENIX, "lib/a_web/health.ex": 'def call(conn = %Plug.Conn{request_path: "/health"}, _), do: conn\n'},
            {"/health": "active"},
        ),
        ("health", {**PHOENIX, "lib/a_web/a.ex": 'def call(%Plug.Conn{request_path: "/healthy"}, _), do: 1\n'}, {}),
        (
            "cdn",
            {**PHOENIX, "config/prod.exs": 'config :a, AWeb.Endpoint,\n  static_url: [scheme: "https", host: "cdn.x.org"]\n'},
            {"https://cdn.x.org": "active"},
        ),
        (
            "cdn",
            {**PHOENIX, "config/prod.exs": "config :a, AWeb.Endpoint,\n  static_url: [\n    host: static_host,\n  ]\n"},
            {"host in static_host": "unknown_in_production"},
        ),
        ("cdn", {**PHOENIX, "config/prod.exs": '# static_url: [host: "x"]\nconfig :a, url: [host: "y"]\n'}, {}),
        ("cdn", {**PHOENIX, "config/dev.exs": 'config :a, static_url: [host: "x"]\n'}, {}),
        (
            "database",
            {**RAILS, "Gemfile": "gem 'rails'\ngem 'pg'\ngem 'sqlite3'\n", "config/database.yml": ASKED,
             "docker-compose.yml": "services:\n  app:\n    build: .\n    ports: ['3000']\n    depends_on: [db]\n"
             "  db:\n    image: postgres:16\n"},
            {"PostgreSQL": "unknown_in_production", "SQLite": "unknown_in_production"},
        ),
        (
            "database",
            {**RAILS, "Gemfile": "gem 'rails'\ngem 'pg'\n",
             "config/database.yml": "production:\n  adapter: postgresql\n  # if X then\n  # adapter: sqlite3\n"},
            {"PostgreSQL": "active"},
        ),
        ("mail", {**PHOENIX, "mix.exs": "defp deps do\n    [\n      {:phoenix_swoosh, '~> 1.2'},\n    ]\nend\n"},
         {"Swoosh": "active"}),
        ("health", {**PHOENIX, "lib/a_web/router.ex": 'defmodule Router do\n  get "/status", A, :b\nend\n'}, {}),
        ("health", {**PHOENIX, "lib/a_web/router.ex": 'defmodule Router do\n  get "/ping", A, :b\nend\n'},
         {"/ping": "active"}),
        (
            "n_plus_one_guard",
            {**RAILS, "Gemfile": "gem 'rails'\ngem 'bulletin'\n",
             "config/application.rb": "config.active_record.strict_loading_by_default = true\n"},
            {"strict_loading_by_default": "active"},
        ),
        (
            "n_plus_one_guard",
            {**RAILS, "Gemfile": "gem 'rails'\n",
             "config/application.rb": "# config.active_record.strict_loading_by_default = true\n"},
            {},
        ),
        ("outbound_timeout", {**RAILS, "app/a.rb": "Typhoeus.get(url)\n"}, {"Typhoeus without a time-out": "active"}),
        ("outbound_timeout", {**RAILS, "app/a.rb": "Typhoeus.get(url, timeout: 3)\nNet::HTTP.get(u)\n"}, {}),
        ("sessions", {**PHOENIX, "lib/a_web/endpoint.ex": STORE % "cookie"}, {"cookies": "active"}),
        ("sessions", {**PHOENIX, "lib/a_web/endpoint.ex": STORE % "ets"}, {"in one process only": "active"}),
        ("sessions", {**PHOENIX, "lib/a_web/other.ex": STORE % "cookie"}, {}),
        ("sessions", {**PHOENIX, "lib/a_web/endpoint.ex": "# use Phoenix.Endpoint\n"}, {}),
        (
            "pagination",
            {**PHOENIX, "lib/a.ex": "def f(q, x), do: q |> limit(5) |> offset(^x)\n"},
            {"Ecto offset": "active"},
        ),
        ("pagination", {**PHOENIX, "lib/a.ex": "# offset(^x)\n@offset 5\n"}, {}),
        ("pagination", {**PHOENIX, "test/a_test.exs": "offset(q, 5)\n"}, {}),
    ],
)  # fmt: skip
def test_rails_and_phoenix(repo_of: Laid, facet: str, files: Tree, said: dict[str, str]) -> None:
    assert states(repo_of(files), facet) == said
