"""Whether Django can keep a pool of its own: Django 5.1 or later over psycopg 3.

https://docs.djangoproject.com/en/5.2/ref/databases/#connection-pool
"""

from checks.probes.repo.snapshot import Repo
from scaffold.core import Value
from scaffold.evidence.requirements import declared

BEFORE = ("5.0.14", "4.2.20", "3.2.25")
"""The last releases of the series that have no pool, one each."""


def django_pool(repo: Repo) -> tuple[Value, str]:
    """True when every version of Django that the project allows has the pool, and psycopg 3 is declared."""
    django, driver = declared(repo, "django"), declared(repo, "psycopg")
    if django is None or driver is None:
        missing = "Django" if django is None else "psycopg 3"
        return False, f"{missing} was not found among the declared requirements"
    old = [one for one in BEFORE if django.allowed.contains(one)]
    if old:
        return False, f"{django.place} allows Django {old[0]}, which has no pool"
    return True, f"Django with a pool of its own ({django.place}) over psycopg 3 ({driver.place})"
