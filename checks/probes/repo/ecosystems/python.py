"""Packages of PyPI, and the module names of those that are imported under another one."""

from checks.probes.repo.ecosystems import Says, of

PYPI: Says = {
    **of(
        "database",
        PostgreSQL="psycopg psycopg2 psycopg2-binary psycopg-binary asyncpg aiopg pg8000",
        MySQL="mysqlclient pymysql aiomysql asyncmy mysql-connector-python",
        MongoDB="pymongo motor mongoengine beanie",
        SQLite="aiosqlite",
        Oracle="oracledb cx-oracle",
        ClickHouse="clickhouse-connect clickhouse-driver asynch",
        Cassandra="cassandra-driver",
    ),
    **of("database", **{"SQL Server": "pymssql mssql-python"}),
    **of(
        "orm",
        SQLAlchemy="sqlalchemy flask-sqlalchemy",
        SQLModel="sqlmodel",
        Tortoise="tortoise-orm",
        Peewee="peewee",
        MongoEngine="mongoengine",
    ),
    **of("migrations", Alembic="alembic flask-migrate", Aerich="aerich", Yoyo="yoyo-migrations"),
    **of(
        "queue",
        Celery="celery",
        RQ="rq django-rq",
        Dramatiq="dramatiq django-dramatiq",
        arq="arq",
        Huey="huey",
        Procrastinate="procrastinate",
        TaskIQ="taskiq",
        SAQ="saq",
    ),
    **of("queue", **{"Django-Q": "django-q2 django-q"}),
    **of("key_value", Redis="redis hiredis aioredis", Valkey="valkey"),
    **of("cache", Memcached="pylibmc pymemcache python-memcached"),
    **of(
        "metrics",
        Prometheus="""prometheus-client prometheus-fastapi-instrumentator starlette-exporter starlette-prometheus
        django-prometheus prometheus-flask-exporter""",
        Datadog="ddtrace datadog",
        StatsD="statsd",
    ),
    **of("metrics", OpenTelemetry="opentelemetry-sdk opentelemetry-distro"),
    **of(
        "mail",
        SendGrid="sendgrid",
        Anymail="django-anymail",
        Resend="resend",
        Postmark="postmarker",
    ),
    **of(
        "mail",
        aiosmtplib="aiosmtplib",
        **{"Flask-Mail": "flask-mail", "FastAPI-Mail": "fastapi-mail"},
    ),
}
IMPORTED_AS = {
    "mysqlclient": "MySQLdb",
    "psycopg2-binary": "psycopg2",
    "psycopg-binary": "psycopg",
    "mysql-connector-python": "mysql",
    "cx-oracle": "cx_Oracle",
    "tortoise-orm": "tortoise",
    "django-q2": "django_q",
    "python-memcached": "memcache",
    "yoyo-migrations": "yoyo",
    "opentelemetry-sdk": "opentelemetry",
    "opentelemetry-distro": "opentelemetry",
    "django-anymail": "anymail",
    "cassandra-driver": "cassandra",
    "mssql-python": "mssql_python",
}
