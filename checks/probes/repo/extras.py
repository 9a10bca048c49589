"""What the extras of well-known Python packages install: `SQLAlchemy[mariadb-connector]` brings a driver of MariaDB.

Each pair is written in the package's own metadata (`Provides-Extra`, pypi.org/project/NAME).
"""

import re
from collections.abc import Mapping

REQUIREMENT = re.compile(r"([A-Za-z0-9][\w.-]{0,200})\s{0,9}(?:\[([^\]\[]{0,400})\])?")
EXTRAS: Mapping[str, Mapping[str, str]] = {
    "sqlalchemy": {
        "postgresql": "psycopg2",
        "postgresql-psycopg": "psycopg",
        "postgresql-psycopgbinary": "psycopg",
        "postgresql-psycopg2binary": "psycopg2-binary",
        "postgresql-psycopg2cffi": "psycopg2cffi",
        "postgresql-asyncpg": "asyncpg",
        "postgresql-pg8000": "pg8000",
        "mysql": "mysqlclient",
        "mysql-connector": "mysql-connector-python",
        "pymysql": "pymysql",
        "aiomysql": "aiomysql",
        "asyncmy": "asyncmy",
        "mariadb-connector": "mariadb",
        "aiosqlite": "aiosqlite",
        "oracle": "cx-oracle",
        "oracle-oracledb": "oracledb",
        "mssql-pymssql": "pymssql",
    },
    "django-storages": {
        "azure": "azure-storage-blob",
        "boto3": "boto3",
        "s3": "boto3",
        "google": "google-cloud-storage",
    },
    "celery": {"redis": "redis"},
}


def named(requirement: str) -> tuple[str, ...]:
    """The normalised name of a PEP 508 requirement, then what its extras install; empty where it names nothing."""
    found = REQUIREMENT.match(requirement.lstrip())
    if found is None:
        return ()
    name = normal(found.group(1))
    known = EXTRAS.get(name, {})
    asked = (normal(one.strip()) for one in (found.group(2) or "").split(","))
    return (name, *(known[one] for one in asked if one in known))


def normal(name: str) -> str:
    """As PyPI compares names (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
