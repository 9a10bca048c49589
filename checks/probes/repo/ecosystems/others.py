"""Packages of Ruby, Go, PHP, Elixir, Java and Kotlin, .NET and Rust."""

from checks.probes.repo.ecosystems import Says, of

GEM: Says = {
    **of("framework", Rails="rails", Sinatra="sinatra", Hanami="hanami", Grape="grape"),
    **of(
        "database",
        PostgreSQL="pg",
        MySQL="mysql2 trilogy",
        SQLite="sqlite3",
        MongoDB="mongoid mongo",
    ),
    **of("orm", Sequel="sequel", Mongoid="mongoid", ActiveRecord="activerecord"),
    **of(
        "queue",
        Sidekiq="sidekiq",
        Resque="resque",
        GoodJob="good_job",
        Que="que",
    ),
    **{
        "solid_queue": ("queue", "Solid Queue"),
        "delayed_job_active_record": ("queue", "Delayed Job"),
        "delayed_job": ("queue", "Delayed Job"),
        "solid_cache": ("cache_library", "Solid Cache"),
    },
    **of("key_value", Redis="redis redis-client"),
    **of("cache_library", Memcached="dalli"),
    **of("metrics", Prometheus="prometheus_exporter prometheus-client yabeda-prometheus yabeda"),
}
GO: Says = {
    **of(
        "framework",
        Gin="github.com/gin-gonic/gin",
        Echo="github.com/labstack/echo",
        Fiber="github.com/gofiber/fiber",
        chi="github.com/go-chi/chi",
        Beego="github.com/beego/beego",
        Iris="github.com/kataras/iris",
    ),
    **of("framework", **{"gorilla/mux": "github.com/gorilla/mux"}),
    **of(
        "database",
        PostgreSQL="github.com/lib/pq github.com/jackc/pgx gorm.io/driver/postgres",
        MySQL="github.com/go-sql-driver/mysql gorm.io/driver/mysql",
        SQLite="""github.com/mattn/go-sqlite3 modernc.org/sqlite gorm.io/driver/sqlite github.com/glebarez/sqlite
        github.com/ncruces/go-sqlite3""",
        MongoDB="go.mongodb.org/mongo-driver",
        ClickHouse="github.com/ClickHouse/clickhouse-go",
    ),
    **of(
        "database",
        **{"SQL Server": "github.com/microsoft/go-mssqldb github.com/denisenkom/go-mssqldb"},
    ),
    **of(
        "orm",
        GORM="gorm.io/gorm",
        XORM="xorm.io/xorm",
        Ent="entgo.io/ent",
        Bun="github.com/uptrace/bun",
    ),
    **of("orm", sqlx="github.com/jmoiron/sqlx"),
    **of(
        "migrations",
        Goose="github.com/pressly/goose",
        **{"golang-migrate": "github.com/golang-migrate/migrate"},
    ),
    **of(
        "key_value",
        Redis="github.com/redis/go-redis github.com/go-redis/redis github.com/gomodule/redigo",
    ),
    **of("key_value", Valkey="github.com/valkey-io/valkey-go", rueidis="github.com/redis/rueidis"),
    **of("cache", Memcached="github.com/bradfitz/gomemcache"),
    **of("queue", asynq="github.com/hibiken/asynq", River="github.com/riverqueue/river"),
    **of(
        "metrics",
        Prometheus="github.com/prometheus/client_golang",
        OpenTelemetry="go.opentelemetry.io/otel/sdk/metric",
    ),
    **of("mail", **{"go-mail": "github.com/wneessen/go-mail gopkg.in/gomail.v2"}),
}
COMPOSER: Says = {
    **of(
        "framework",
        Laravel="laravel/framework",
        Symfony="symfony/framework-bundle symfony/symfony",
        Slim="slim/slim",
    ),
    **of("orm", Doctrine="doctrine/orm"),
    **of(
        "migrations",
        **{"Doctrine Migrations": "doctrine/doctrine-migrations-bundle doctrine/migrations"},
    ),
    **of("key_value", Redis="predis/predis ext-redis snc/redis-bundle"),
    **of("cache_library", Memcached="ext-memcached"),
    **of("queue_library", Horizon="laravel/horizon", Messenger="symfony/messenger"),
    **of(
        "database",
        PostgreSQL="ext-pdo_pgsql ext-pgsql",
        MySQL="ext-pdo_mysql ext-mysqli",
        SQLite="ext-pdo_sqlite",
    ),
}
HEX: Says = {
    **of("framework", Phoenix="phoenix"),
    **of("database", PostgreSQL="postgrex", MySQL="myxql", SQLite="ecto_sqlite3 exqlite"),
    **of("orm", Ecto="ecto_sql"),
    **of("queue", Oban="oban", Exq="exq", Broadway="broadway"),
    **of("key_value", Redis="redix"),
    **of("metrics", Prometheus="telemetry_metrics_prometheus prom_ex prometheus_ex"),
    **of("mail", Swoosh="swoosh", Bamboo="bamboo"),
}
MAVEN: Says = {
    **of(
        "framework",
        Quarkus="quarkus-rest quarkus-resteasy quarkus-resteasy-reactive",
        Micronaut="micronaut-http-server-netty",
    ),
    **of("framework", Ktor="ktor-server-core ktor-server-netty"),
    **of(
        "framework",
        **{
            "Spring Boot": "spring-boot-starter-web spring-boot-starter-webflux spring-boot-starter-webmvc"
        },
    ),
    **of(
        "database",
        PostgreSQL="postgresql r2dbc-postgresql",
        MySQL="mysql-connector-j mysql-connector-java",
        MariaDB="mariadb-java-client",
        MongoDB="spring-boot-starter-data-mongodb mongodb-driver-sync",
        H2="h2",
        Oracle="ojdbc11 ojdbc8",
    ),
    **of(
        "orm",
        JPA="spring-boot-starter-data-jpa",
        Hibernate="hibernate-core",
        jOOQ="jooq spring-boot-starter-jooq",
    ),
    **of("orm", MyBatis="mybatis-spring-boot-starter"),
    **of("migrations", Flyway="flyway-core", Liquibase="liquibase-core"),
    **of("key_value", Redis="spring-boot-starter-data-redis jedis lettuce-core redisson"),
    **of(
        "queue",
        RabbitMQ="spring-boot-starter-amqp",
        Kafka="spring-kafka",
        JobRunr="jobrunr-spring-boot-3-starter",
    ),
    **of("metrics", Prometheus="micrometer-registry-prometheus"),
    **of("health", **{"Spring Boot Actuator": "spring-boot-starter-actuator"}),
    **of("mail", **{"Spring Mail": "spring-boot-starter-mail"}),
}
NUGET: Says = {
    **dict.fromkeys(
        ("Microsoft.NET.Sdk.Web", "Microsoft.AspNetCore.App"), ("framework", "ASP.NET Core")
    ),
    **of(
        "database",
        PostgreSQL="Npgsql Npgsql.EntityFrameworkCore.PostgreSQL",
        MySQL="MySqlConnector Pomelo.EntityFrameworkCore.MySql MySql.Data",
        SQLite="Microsoft.EntityFrameworkCore.Sqlite Microsoft.Data.Sqlite",
        MongoDB="MongoDB.Driver",
    ),
    **of(
        "database",
        **{"SQL Server": "Microsoft.EntityFrameworkCore.SqlServer Microsoft.Data.SqlClient"},
    ),
    **of("orm", Dapper="Dapper", **{"Entity Framework Core": "Microsoft.EntityFrameworkCore"}),
    **of("key_value", Redis="StackExchange.Redis"),
    **of("queue", Hangfire="Hangfire.Core Hangfire Hangfire.AspNetCore", MassTransit="MassTransit"),
    **of("metrics", Prometheus="prometheus-net.AspNetCore prometheus-net"),
}
CARGO: Says = {
    **of(
        "framework", axum="axum", **{"Actix Web": "actix-web", "Rocket": "rocket", "warp": "warp"}
    ),
    **of(
        "database",
        PostgreSQL="tokio-postgres postgres",
        MySQL="mysql mysql_async",
        SQLite="rusqlite",
        MongoDB="mongodb",
    ),
    **of("orm", Diesel="diesel diesel-async", SQLx="sqlx", SeaORM="sea-orm"),
    **of("key_value", Redis="redis fred"),
}
