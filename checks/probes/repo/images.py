"""What a container image is, by its name: the few that carry a role of the ladder, and the well-known others."""

from checks.probes.repo.snapshot import Role

DATABASES = {
    "postgres": "PostgreSQL",
    "postgresql": "PostgreSQL",
    "postgis": "PostgreSQL",
    "timescaledb": "PostgreSQL",
    "timescaledb-ha": "PostgreSQL",
    "pgvector": "PostgreSQL",
    "vectorchord-postgres": "PostgreSQL",
    "pgvecto-rs": "PostgreSQL",
    "paradedb": "PostgreSQL",
    "citus": "PostgreSQL",
    "mysql": "MySQL",
    "mysql-server": "MySQL",
    "percona": "MySQL",
    "percona-server": "MySQL",
    "mariadb": "MariaDB",
    "mssql/server": "SQL Server",
    "mssql-server": "SQL Server",
    "azure-sql-edge": "SQL Server",
    "mongo": "MongoDB",
    "mongodb-community-server": "MongoDB",
    "ferretdb": "FerretDB",
    "mongodb": "MongoDB",
    "cockroach": "CockroachDB",
    "oracle-xe": "Oracle",
    "cassandra": "Cassandra",
    "scylla": "ScyllaDB",
    "clickhouse-server": "ClickHouse",
    "clickhouse": "ClickHouse",
    "neo4j": "Neo4j",
}
KEY_VALUE = {
    "redis": "Redis",
    "redis-stack": "Redis",
    "redis-stack-server": "Redis",
    "valkey": "Valkey",
    "keydb": "KeyDB",
    "dragonfly": "Dragonfly",
}
CACHES = {"memcached": "Memcached", **KEY_VALUE}
BROKERS = {
    "rabbitmq": "RabbitMQ",
    "kafka": "Kafka",
    "cp-kafka": "Kafka",
    "redpanda": "Redpanda",
    "nats": "NATS",
    "activemq": "ActiveMQ",
    "activemq-artemis": "ActiveMQ",
    "pulsar": "Pulsar",
}
POOLERS = {
    "pgbouncer": "PgBouncer",
    "pgcat": "PgCat",
    "pgdog": "PgDog",
    "odyssey": "Odyssey",
    "pgpool": "Pgpool-II",
    "proxysql": "ProxySQL",
}
PROXIES = {
    "nginx": "nginx",
    "nginx-unprivileged": "nginx",
    "traefik": "Traefik",
    "caddy": "Caddy",
    "haproxy": "HAProxy",
    "httpd": "Apache",
    "envoy": "Envoy",
    "kong": "Kong",
}
OTHERS = frozenset(
    [
        "prometheus",
        "grafana",
        "loki",
        "promtail",
        "alertmanager",
        "tempo",
        "jaeger",
        "all-in-one",
        "mailhog",
        "standalone",
        "greenmail",
        "mailpit",
        "maildev",
        "mailcatcher",
        "smtp4dev",
        "inbucket",
        "adminer",
        "pgadmin4",
        "phpmyadmin",
        "mongo-express",
        "minio",
        "mc",
        "elasticsearch",
        "opensearch",
        "kibana",
        "meilisearch",
        "typesense",
        "solr",
        "qdrant",
        "weaviate",
        "milvus",
        "chroma",
        "tika",
        "gotenberg",
        "localstack",
        "zookeeper",
        "etcd",
        "consul",
        "vault",
        "keycloak",
        "flower",
        "redis-commander",
        "redisinsight",
        "watchtower",
        "certbot",
        "autoheal",
        "selenium",
        "standalone-chrome",
        "chrome",
        "playwright",
        "browserless",
        "ollama",
        "node-exporter",
        "cadvisor",
        "postgres-exporter",
        "redis_exporter",
        "otel-collector",
        "apm-server",
        "filebeat",
        "telegraf",
        "fluent-bit",
        "elasticmq",
        "opentelemetry-collector",
        "opentelemetry-collector-contrib",
        "vector",
        "busybox",
        "alpine",
        "postgres-backup-local",
        "dozzle",
        "portainer",
        "swagger-ui",
        "azurite",
        "fake-gcs-server",
        "moto",
        "docker",
        "dind",
        "registry",
    ]
)
ROLES: dict[str, Role] = {
    **dict.fromkeys(DATABASES, Role.DATABASE),
    **dict.fromkeys(CACHES, Role.CACHE),
    **dict.fromkeys(BROKERS, Role.BROKER),
    **dict.fromkeys(POOLERS, Role.POOLER),
    **dict.fromkeys(PROXIES, Role.PROXY),
    **dict.fromkeys(OTHERS, Role.OTHER),
}
WHOLE = ("mssql/server", "mssql-server")
"""Images whose last part alone says nothing."""
PRODUCTS = {**DATABASES, **CACHES, **BROKERS, **POOLERS}


def name_of(image: str) -> str:
    """The image's own name: without registry, owner, tag and digest ("docker.io/library/redis:7" is "redis")."""
    plain = image.partition("@")[0].lower()
    known = next((name for name in WHOLE if name in plain), None)
    return known or plain.rpartition("/")[2].partition(":")[0]


def tag_of(image: str) -> str:
    """The image's tag; empty where there is none, the digest where it is pinned by one."""
    plain, _, digest = image.partition("@")
    return digest or plain.rpartition("/")[2].partition(":")[2]


def role_of_image(image: str) -> Role | None:
    """The role of a well-known image; None for the project's own and for unknown ones."""
    return ROLES.get(name_of(image)) if image else None


def product_of(image: str) -> str | None:
    """The product behind an image that stores, queues or pools ("redis:7" is "Redis"); None for others."""
    return PRODUCTS.get(name_of(image))
