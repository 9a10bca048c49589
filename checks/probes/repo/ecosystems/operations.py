"""Packages of every ecosystem that say how a service is watched, guarded and kept: one table a facet."""

from checks.probes.repo.ecosystems import Says, of

OPERATIONS: dict[str, Says] = {
    "pypi": {
        **of("error_tracking", Sentry="sentry-sdk raven", Rollbar="rollbar", Bugsnag="bugsnag"),
        **of("tracing", Datadog="ddtrace", Jaeger="jaeger-client"),
        **of("tracing", **{"New Relic": "newrelic", "Elastic APM": "elastic-apm"}),
        **of("tracing", OpenTelemetry="opentelemetry-sdk opentelemetry-distro logfire"),
        **of("structured_logs", structlog="structlog django-structlog", JSON="python-json-logger"),
        **of("structured_logs", Loguru="loguru", Logfire="logfire-api"),
        **of(
            "rate_limit",
            **{
                "slowapi": "slowapi",
                "fastapi-limiter": "fastapi-limiter",
                "django-ratelimit": "django-ratelimit",
                "Flask-Limiter": "flask-limiter",
                "django-axes": "django-axes",
            },
        ),
        **of("pagination", **{"fastapi-pagination": "fastapi-pagination"}),
        **of("n_plus_one_guard", nplusone="nplusone", **{"django-zeal": "django-zeal"}),
        **of("static_files", WhiteNoise="whitenoise servestatic"),
        **of("load_test", Locust="locust", Molotov="molotov"),
        **of("scheduled_work", APScheduler="apscheduler", schedule="schedule rocketry"),
    },
    "npm": {
        **of("error_tracking", Sentry="@sentry/node @sentry/nestjs @sentry/nextjs @sentry/bun"),
        **of("error_tracking", Rollbar="rollbar", Bugsnag="@bugsnag/js @bugsnag/node"),
        **of(
            "tracing",
            Datadog="dd-trace",
            **{"New Relic": "newrelic", "Elastic APM": "elastic-apm-node"},
        ),
        **of(
            "tracing",
            OpenTelemetry="@opentelemetry/sdk-node @opentelemetry/sdk-trace-node @vercel/otel",
        ),
        **of(
            "structured_logs",
            pino="pino nestjs-pino pino-http",
            winston="winston nest-winston",
            bunyan="bunyan",
        ),
        **of(
            "rate_limit",
            **{
                "express-rate-limit": "express-rate-limit",
                "rate-limiter-flexible": "rate-limiter-flexible",
                "NestJS throttler": "@nestjs/throttler",
                "@fastify/rate-limit": "@fastify/rate-limit",
                "koa-ratelimit": "koa-ratelimit",
                "Upstash ratelimit": "@upstash/ratelimit",
            },
        ),
        **of("metrics", StatsD="hot-shots node-statsd statsd-client"),
        **of("read_replica", Prisma="@prisma/extension-read-replicas"),
        **of("n_plus_one_guard", DataLoader="dataloader"),
        **of("object_storage", S3="@aws-sdk/client-s3 aws-sdk minio", Azure="@azure/storage-blob"),
        **of("object_storage", **{"Google Cloud Storage": "@google-cloud/storage"}),
        **of(
            "broker",
            Kafka="kafkajs node-rdkafka",
            RabbitMQ="amqplib amqp-connection-manager",
            NATS="nats",
        ),
        **of("database", ClickHouse="@clickhouse/client"),
        **of("load_test", Artillery="artillery", autocannon="autocannon"),
    },
    "gem": {
        **of("error_tracking", Sentry="sentry-ruby sentry-rails sentry-raven", Rollbar="rollbar"),
        **of("error_tracking", Bugsnag="bugsnag", Honeybadger="honeybadger", Airbrake="airbrake"),
        **of("tracing", Datadog="ddtrace datadog", Skylight="skylight", AppSignal="appsignal"),
        **of("tracing", OpenTelemetry="opentelemetry-sdk", **{"New Relic": "newrelic_rpm"}),
        **of("tracing", **{"Elastic APM": "elastic-apm", "Scout APM": "scout_apm"}),
        **of("structured_logs", Lograge="lograge", Logtail="logtail-rails"),
        **of("structured_logs", **{"Semantic Logger": "rails_semantic_logger semantic_logger"}),
        **of("rate_limit", **{"Rack::Attack": "rack-attack"}),
        **of("pagination", Kaminari="kaminari", Pagy="pagy", will_paginate="will_paginate"),
        **of("n_plus_one_guard", Bullet="bullet", Prosopite="prosopite", Goldiloader="goldiloader"),
        **of("scheduled_work", **{"rufus-scheduler": "rufus-scheduler", "Clockwork": "clockwork"}),
        **of(
            "read_replica",
            **{"active_record_proxy_adapters": "active_record_proxy_adapters", "Makara": "makara"},
        ),
        **of("object_storage", S3="shrine aws-sdk-s3 fog-aws"),
    },
    "go": {
        **of("error_tracking", Sentry="github.com/getsentry/sentry-go"),
        **of(
            "tracing",
            OpenTelemetry="go.opentelemetry.io/otel/sdk",
            Datadog="gopkg.in/DataDog/dd-trace-go.v1",
        ),
        **of(
            "structured_logs",
            zap="go.uber.org/zap",
            zerolog="github.com/rs/zerolog",
            Logrus="github.com/sirupsen/logrus",
        ),
        **of(
            "object_storage", S3="github.com/aws/aws-sdk-go-v2/service/s3 github.com/minio/minio-go"
        ),
        **of("object_storage", **{"Google Cloud Storage": "cloud.google.com/go/storage"}),
        **of(
            "rate_limit", limiter="github.com/ulule/limiter", tollbooth="github.com/didip/tollbooth"
        ),
        **of("rate_limit", httprate="github.com/go-chi/httprate"),
        **of("scheduled_work", cron="github.com/robfig/cron", gocron="github.com/go-co-op/gocron"),
        **of(
            "migrations",
            xormigrate="src.techknowlogick.com/xormigrate",
            Bun="github.com/uptrace/bun/migrate",
        ),
        **of(
            "broker",
            Kafka="github.com/segmentio/kafka-go github.com/IBM/sarama",
            NATS="github.com/nats-io/nats.go",
        ),
        **of("broker", RabbitMQ="github.com/rabbitmq/amqp091-go github.com/streadway/amqp"),
    },
    "composer": {
        **of(
            "error_tracking",
            Sentry="sentry/sentry-laravel sentry/sentry-symfony sentry/sentry",
            Bugsnag="bugsnag/bugsnag-laravel",
        ),
        **of(
            "metrics",
            **{"Laravel Pulse": "laravel/pulse"},
            Prometheus="promphp/prometheus_client_php",
        ),
        **of("tracing", OpenTelemetry="open-telemetry/sdk", Nightwatch="laravel/nightwatch"),
        **of("structured_logs", Monolog="monolog/monolog symfony/monolog-bundle"),
        **of(
            "pagination",
            Pagerfanta="babdev/pagerfanta-bundle pagerfanta/core pagerfanta/pagerfanta",
            KnpPaginator="knplabs/knp-paginator-bundle",
        ),
        **of("queue", RabbitMQ="php-amqplib/rabbitmq-bundle"),
        **of("mail", **{"Symfony Mailer": "symfony/mailer"}),
        **of("rate_limit", **{"Symfony RateLimiter": "symfony/rate-limiter"}),
        **of("frontend", Livewire="livewire/livewire"),
    },
    "hex": {
        **of("error_tracking", Sentry="sentry", AppSignal="appsignal", Honeybadger="honeybadger"),
        **of(
            "tracing",
            OpenTelemetry="opentelemetry",
            **{"New Relic": "new_relic_agent"},
            Spandex="spandex",
        ),
        **of("structured_logs", LoggerJSON="logger_json", Logflare="logflare_logger_backend"),
        **of("rate_limit", Hammer="hammer", PlugAttack="plug_attack", ExRated="ex_rated"),
        **of("pagination", Scrivener="scrivener_ecto", Flop="flop", Paginator="paginator"),
        **of("scheduled_work", Quantum="quantum"),
        **of("object_storage", S3="ex_aws_s3"),
        **of("process_cache", Cachex="cachex", Nebulex="nebulex", ConCache="con_cache"),
        **of("n_plus_one_guard", Dataloader="dataloader"),
    },
    "maven": {
        **of(
            "error_tracking",
            Sentry="sentry-spring-boot-starter-jakarta sentry-spring-boot-starter sentry-logback",
        ),
        **of(
            "tracing",
            OpenTelemetry="micrometer-tracing-bridge-otel opentelemetry-spring-boot-starter quarkus-opentelemetry",
        ),
        **of("tracing", Brave="micrometer-tracing-bridge-brave"),
        **of("structured_logs", **{"Logstash encoder": "logstash-logback-encoder"}),
        **of(
            "rate_limit", Bucket4j="bucket4j-core bucket4j_jdk17-core bucket4j-spring-boot-starter"
        ),
        **of(
            "rate_limit",
            Resilience4j="resilience4j-spring-boot3 resilience4j-spring-boot4 resilience4j-ratelimiter",
        ),
        **of("orm", **{"Spring Data R2DBC": "spring-boot-starter-data-r2dbc"}),
        **of(
            "orm",
            **{
                "Spring Data JDBC": "spring-boot-starter-data-jdbc",
                "Hibernate": "quarkus-hibernate-orm quarkus-hibernate-orm-panache",
            },
        ),
        **of("migrations", **{"r2dbc-migrate": "r2dbc-migrate-spring-boot-starter"}),
        **of("migrations", Flyway="quarkus-flyway", Liquibase="quarkus-liquibase"),
        **of(
            "database",
            SQLite="sqlite-jdbc",
            PostgreSQL="quarkus-jdbc-postgresql",
            MySQL="r2dbc-mysql quarkus-jdbc-mysql",
        ),
        **of("database", MariaDB="r2dbc-mariadb", H2="r2dbc-h2", **{"SQL Server": "mssql-jdbc"}),
        **of("object_storage", S3="s3 aws-java-sdk-s3 minio"),
        **of("metrics", Prometheus="quarkus-micrometer-registry-prometheus"),
        **of("health", SmallRye="quarkus-smallrye-health"),
        **of("scheduled_work", Quartz="spring-boot-starter-quartz", Quarkus="quarkus-scheduler"),
    },
    "nuget": {
        **of(
            "orm",
            **{
                "Entity Framework Core": """Microsoft.EntityFrameworkCore.Sqlite
                Microsoft.EntityFrameworkCore.SqlServer Microsoft.EntityFrameworkCore.Relational
                Npgsql.EntityFrameworkCore.PostgreSQL Pomelo.EntityFrameworkCore.MySql
                Microsoft.EntityFrameworkCore.InMemory"""
            },
        ),
        **of("error_tracking", Sentry="Sentry.AspNetCore Sentry"),
        **of(
            "tracing",
            OpenTelemetry="OpenTelemetry.Extensions.Hosting OpenTelemetry.Instrumentation.AspNetCore",
        ),
        **of(
            "structured_logs",
            Serilog="Serilog.AspNetCore Serilog Serilog.Extensions.Logging.File",
            NLog="NLog.Web.AspNetCore",
        ),
        **of("rate_limit", AspNetCoreRateLimit="AspNetCoreRateLimit"),
        **of("mail", MailKit="MailKit", SendGrid="SendGrid"),
        **of("object_storage", S3="AWSSDK.S3", Azure="Azure.Storage.Blobs"),
        **of("process_cache", EasyCaching="EasyCaching.InMemory"),
        **of("cache_library", Redis="Microsoft.Extensions.Caching.StackExchangeRedis"),
        **of("broker", RabbitMQ="RabbitMQ.Client MassTransit.RabbitMQ", Kafka="Confluent.Kafka"),
        **of("scheduled_work", Quartz="Quartz.AspNetCore Quartz"),
    },
    "cargo": {
        **of("error_tracking", Sentry="sentry"),
        **of("tracing", OpenTelemetry="opentelemetry"),
        **of("structured_logs", tracing="tracing-subscriber"),
        **of("rate_limit", **{"tower-governor": "tower_governor"}),
    },
}
"""A package that is a facet of another table too (a tracer that also gives metrics) stands in both."""
