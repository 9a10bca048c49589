"""Crates of Cargo."""

from checks.probes.repo.ecosystems import table

CARGO = table(
    ("framework", "axum", "axum"),
    ("framework", "Actix Web", "actix-web"),
    ("framework", "Rocket", "rocket"),
    ("framework", "warp", "warp"),
    ("database", "PostgreSQL", "tokio-postgres postgres"),
    ("database", "MySQL", "mysql mysql_async"),
    ("database", "SQLite", "rusqlite"),
    ("database", "MongoDB", "mongodb"),
    ("orm", "Diesel", "diesel diesel-async"),
    ("orm", "SQLx", "sqlx"),
    ("orm", "SeaORM", "sea-orm"),
    ("key_value", "Redis", "redis fred"),
    ("error_tracking", "Sentry", "sentry"),
    ("tracing", "OpenTelemetry", "opentelemetry"),
    ("structured_logs", "tracing", "tracing-subscriber"),
    ("rate_limit", "tower-governor", "tower_governor"),
)
