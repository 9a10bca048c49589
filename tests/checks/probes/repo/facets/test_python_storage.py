"""Backends that Python names in a string, extras of setup files and queries page by page."""

import pytest

from tests.checks.probes.repo.facets.told import Laid, Tree, states

ACTIVE, UNKNOWN = "active", "unknown_in_production"
FLASK = "from flask import Flask\napp = Flask('a')\n"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import fsspec\nfsspec.open(url)\n", {"S3": UNKNOWN}),
        ("import json\n", {}),
        ("# import fsspec\n", {}),
    ],
)
def test_fsspec_loads_what_is_installed(repo_of: Laid, code: str, said: dict[str, str]) -> None:
    files = {"requirements.txt": "flask\ns3fs\n", "app.py": FLASK + code}
    assert states(repo_of(files), "object_storage") == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "DEFAULT_FILE_STORAGE = 'storages.backends.azure_storage.AzureStorage'",
            {"Azure": UNKNOWN},
        ),
        ("S = {'default': {'BACKEND': 'storages.backends.s3.S3Storage'}}", {"S3": UNKNOWN}),
        ("# DEFAULT_FILE_STORAGE = 'storages.backends.s3boto3.S3Boto3Storage'", {}),
        ("DEFAULT_FILE_STORAGE = 'storages.backends.dropbox.DropBoxStorage'", {}),
    ],
)
def test_django_storages_by_its_backend(repo_of: Laid, line: str, said: dict[str, str]) -> None:
    manage = "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site.settings')\n"
    files = {
        "requirements.txt": "django\ndjango-storages[azure]\n",
        "manage.py": manage,
        "site/__init__.py": "",
        "site/settings.py": f"ROOT_URLCONF = 'site.urls'\nINSTALLED_APPS = []\n{line}\n",
        "site/urls.py": "urlpatterns = []\n",
    }
    assert states(repo_of(files), "object_storage") == said


CFG = "[options]\ninstall_requires =\n    flask==3\n    # why\n    redis==7\n\n[options.extras_require]\n{}\n"
SETUP = "from setuptools import setup\nsetup(\n    install_requires=['flask[async]>=2', 'redis'],\n    extras_require={{{}}},\n)\n"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"setup.cfg": CFG.format("monitoring =\n    sentry-sdk==2")}, {"Sentry": UNKNOWN}),
        ({"setup.cfg": CFG.format("test =\n    sentry-sdk==2")}, {}),
        ({"setup.cfg": CFG.format("") + "[flake8]\nignore =\n    sentry-sdk\n"}, {}),
        ({"setup.py": SETUP.format("'watch': ['sentry-sdk[flask]>=2']")}, {"Sentry": UNKNOWN}),
        ({"setup.py": SETUP.format("'dev': ['sentry-sdk']")}, {}),
    ],
)
def test_extras_are_asked_for(repo_of: Laid, files: Tree, said: dict[str, str]) -> None:
    code = {"app.py": FLASK + "import redis\nimport sentry_sdk\n"}
    found = repo_of({**files, **code})
    assert states(found, "error_tracking") == said
    assert states(found, "key_value") == {"Redis": ACTIVE}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("q = q.limit(size)\nq = q.offset(start)\n", {"limit and offset": ACTIVE}),
        ("q = q.order_by(a).offset((page - 1) * n).limit(n)\n", {"limit and offset": ACTIVE}),
        ("q = q.limit(10).offset(0)\n", {}),
        ("q = q.limit(size)\n", {}),
        ("# q.limit(size).offset(start)\n", {}),
    ],
)
def test_a_query_page_by_page(repo_of: Laid, code: str, said: dict[str, str]) -> None:
    files = {
        "requirements.txt": "flask\nsqlalchemy\n",
        "app.py": f"import sqlalchemy\n{FLASK}{code}",
    }
    assert states(repo_of(files), "pagination") == said
    plain = {"requirements.txt": "flask\n", "app.py": FLASK + code}
    assert states(repo_of(plain), "pagination") == {}
