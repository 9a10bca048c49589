"""Django's settings where something chooses: branches, modules for developing, hosts and brokers named by a variable."""

import pytest

from tests.checks.probes.repo.facets.told import Laid, Tree, states

ACTIVE, UNKNOWN, INACTIVE = "active", "unknown_in_production", "inactive"
MANAGE = "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n"


def site(text: str, *packages: str, **modules: str) -> Tree:
    """A site whose settings are a package."""
    files = {
        "requirements.txt": "\n".join(["django", *packages]) + "\n",
        "manage.py": MANAGE,
        "shop/__init__.py": "",
        "shop/urls.py": "urlpatterns = []\n",
        "shop/middleware.py": "class ThrottleIpMiddleware:\n    pass\n",
        "shop/settings/__init__.py": f"import os\nROOT_URLCONF = 'shop.urls'\nINSTALLED_APPS = []\n{text}\n",
    }
    return files | {f"shop/settings/{name}.py": body for name, body in modules.items()}


REDIS = "{'default': {'BACKEND': 'django.core.cache.backends.redis.RedisCache'}}"
LOCAL = "{'default': {'BACKEND': 'django.core.cache.backends.locmem.LocMemCache'}}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            f"if os.environ.get('A'):\n    CACHES = {REDIS}\nelse:\n    CACHES = {LOCAL}",
            {"Redis": UNKNOWN, "in one process only": INACTIVE},
        ),
        (
            f"CACHES = {LOCAL}\nif os.environ.get('A'):\n    CACHES['default']['BACKEND'] = 'django_redis.cache.RedisCache'",
            {"Redis": UNKNOWN, "in one process only": INACTIVE},
        ),
        (f"CACHES = {REDIS}", {"Redis": ACTIVE}),
        (f"CACHES = {LOCAL}\n# CACHES = {REDIS}", {"in one process only": INACTIVE}),
        (f"CACHES = {LOCAL}\nOTHERS = {REDIS}", {"in one process only": INACTIVE}),
    ],
)
def test_a_cache_of_one_branch(repo_of: Laid, text: str, said: dict[str, str]) -> None:
    assert states(repo_of(site(text)), "cache") == said


def test_a_module_for_developing_does_not_replace_what_it_changes(repo_of: Laid) -> None:
    base = f"CACHES = {REDIS}\n"
    dev = f"CACHES = {LOCAL}\n"
    text = "from .base import *\nif os.environ.get('DEV'):\n    from .{} import *"
    assert states(repo_of(site(text.format("dev"), base=base, dev=dev)), "cache") == {
        "Redis": ACTIVE
    }
    alone = site("from .dev import *", dev=dev)
    assert states(repo_of(alone), "cache") == {"in one process only": INACTIVE}


@pytest.mark.parametrize(
    ("line", "facet", "said"),
    [
        ("BROKER_URL = os.environ.get('RABBITMQ_URL', None)", "broker", {"RabbitMQ": UNKNOWN}),
        ("BROKER_URL = os.environ.get('CLOUDAMQP_URL')", "broker", {"RabbitMQ": UNKNOWN}),
        ("BROKER_URL = os.environ.get('BROKER_URL')", "broker", {}),
        (
            "STATIC_HOST = os.environ.get('STATIC_HOST', '')",
            "cdn",
            {"host in STATIC_HOST": UNKNOWN},
        ),
        ("STATIC_HOST = ''", "cdn", {}),
        ("# STATIC_HOST = os.environ.get('STATIC_HOST', '')", "cdn", {}),
        (
            "MIDDLEWARE = ('shop.middleware.ThrottleIpMiddleware',)",
            "rate_limit",
            {"its own ThrottleIpMiddleware": ACTIVE},
        ),
        (
            "MIDDLEWARE = ('shop.middleware.ThrottleIpMiddleware',)\n"
            "THROTTLE_ENABLED = os.environ.get('THROTTLE_ENABLED', 'False') != 'False'",
            "rate_limit",
            {"its own ThrottleIpMiddleware": UNKNOWN},
        ),
        (
            "MIDDLEWARE = ('shop.middleware.ThrottleIpMiddleware',)\n"
            "THROTTLE_ENABLED = os.environ.get('THROTTLE_ENABLED', 'True') != 'False'",
            "rate_limit",
            {"its own ThrottleIpMiddleware": ACTIVE},
        ),
        ("MIDDLEWARE = ('elsewhere.ThrottleIpMiddleware',)", "rate_limit", {}),
        ("MIDDLEWARE = ('shop.middleware.IpMiddleware',)", "rate_limit", {}),
        ("# MIDDLEWARE = ('shop.middleware.ThrottleIpMiddleware',)", "rate_limit", {}),
    ],
)
def test_what_a_variable_or_a_name_says(
    repo_of: Laid, line: str, facet: str, said: dict[str, str]
) -> None:
    assert states(repo_of(site(line, "celery")), facet) == said


@pytest.mark.parametrize(
    ("packages", "said"),
    [
        (("psycopg2",), {"PostgreSQL"}),
        (("psycopg2", "mysqlclient"), {"PostgreSQL", "MySQL"}),
        ((), {"MySQL"}),
    ],
)
def test_a_fallback_that_nothing_could_speak_to(
    repo_of: Laid, packages: tuple[str, ...], said: set[str]
) -> None:
    text = "import dj_database_url\nDATABASES = {'default': dj_database_url.config(default='mysql://root@localhost/a')}"
    assert set(states(repo_of(site(text, *packages)), "database")) == said


THROTTLE = "{'DEFAULT_THROTTLE_CLASSES': ('rest_framework.throttling.UserRateThrottle',)}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"REST_FRAMEWORK = {THROTTLE}", {"Django REST framework": ACTIVE}),
        (
            f"REST_FRAMEWORK = {{}}\nREST_FRAMEWORK.update({THROTTLE})",
            {"Django REST framework": ACTIVE},
        ),
        (
            f"REST_FRAMEWORK = {{}}\nif os.environ.get('A'):\n    REST_FRAMEWORK.update({THROTTLE})",
            {"Django REST framework": UNKNOWN},
        ),
        (f"OTHER = {{}}\nOTHER.update({THROTTLE})", {}),
        ("REST_FRAMEWORK = {}\nREST_FRAMEWORK.update({'PAGE_SIZE': 9})", {}),
        (f"REST_FRAMEWORK = {{}}\n# REST_FRAMEWORK.update({THROTTLE})", {}),
    ],
)
def test_what_is_put_into_a_dictionary_later(
    repo_of: Laid, text: str, said: dict[str, str]
) -> None:
    assert states(repo_of(site(text, "djangorestframework")), "rate_limit") == said


def test_a_branch_does_not_replace_what_stands_without_it(repo_of: Laid) -> None:
    text = f"CACHES = {LOCAL}\nif os.environ.get('A'):\n    CACHES['default'] = {REDIS[12:-1]}"
    said = {"Redis": UNKNOWN, "in one process only": INACTIVE}
    assert states(repo_of(site(text)), "cache") == said


@pytest.mark.parametrize(
    ("name", "said"),
    [("production", {"Redis": ACTIVE}), ("prod", {"Redis": ACTIVE}), ("staging", {})],
)
def test_the_module_of_production_beside_the_one_that_is_named(
    repo_of: Laid, name: str, said: dict[str, str]
) -> None:
    files = site("", **{name: f"from . import *\nCACHES = {REDIS}\n"})
    told = {one: state for one, state in states(repo_of(files), "cache").items() if one == "Redis"}
    assert told == said
