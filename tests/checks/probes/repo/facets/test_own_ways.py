"""What Go, Elixir, .NET and the JVM do by hand, by configuration or by what they import; and what is left alone."""

import pytest

from tests.checks.probes.repo.facets.told import Laid, Tree, states

UNKNOWN, ACTIVE, UNUSED = "unknown_in_production", "active", "present_unused"
MIX = "defmodule A.MixProject do\n  defp deps do\n    [\n      %s\n    ]\n  end\nend\n"


def go(code: str = "", *modules: str, imports: tuple[str, ...] = ()) -> Tree:
    """A program that requires these modules, and imports these packages."""
    need = "".join(f"\t{one} v1.0.0\n" for one in modules)
    brought = "".join(f'\t"{one}"\n' for one in imports)
    return {
        "go.mod": f"module x\ngo 1.23\nrequire (\n{need})\n",
        "main.go": f"package main\nimport (\n{brought})\nfunc main() {{\n\t{code}\n}}\n",
    }


CRON, GIN, REDIS = "github.com/robfig/cron", "github.com/gin-gonic/gin", "github.com/redis/go-redis"
STORE = "github.com/gin-contrib/sessions/cookie"
LIMIT = "package middleware\nfunc APIRateLimit() gin.HandlerFunc {\n\treturn nil\n}\n"
HTTP_LIMIT = (
    "package http\nfunc RateLimit(n int) func(next http.Handler) http.Handler {\n\treturn nil\n}\n"
)
KEPT = "package model\nfunc Put() {\n\tcommon.RedisSet(key, value, time.Minute)\n}\n"
USED = go("r.Use(middleware.APIRateLimit())")
PQ, OTEL = "github.com/lib/pq", "go.opentelemetry.io/otel/sdk"
GORM, KAFKA = "gorm.io/gorm", "github.com/IBM/sarama"


@pytest.mark.parametrize(
    ("facet", "files", "said"),
    [
        ("scheduled_work", go("", CRON, imports=(f"{CRON}/v3",)), {"cron": ACTIVE}),
        ("scheduled_work", {**go("", CRON, GIN, imports=(GIN,)), "a_test.go": f'import "{CRON}/v3"\n'}, {"cron": UNUSED}),
        ("scheduled_work", {**go("", CRON, GIN, imports=(GIN,)), "tools.go": f'import _ "{CRON}"\n'}, {"cron": UNUSED}),
        ("sessions", go("", "github.com/gin-contrib/sessions", imports=(STORE,)), {"cookies": ACTIVE}),
        ("sessions", go("", "github.com/gin-contrib/sessions"), {}),
        ("sessions", go(f'say("{STORE}")'), {}),
        ("migrations", go("db.AutoMigrate(&User{})"), {"GORM AutoMigrate": ACTIVE}),
        ("migrations", go("engine.Sync2(new(User))"), {"XORM sync": ACTIVE}),
        ("migrations", go("file.Sync()"), {}),
        ("migrations", go("// db.AutoMigrate(&User{})"), {}),
        (
            "migrations",
            go("db.AutoMigrate(&User{})", "github.com/pressly/goose", imports=("github.com/pressly/goose/v3",)),
            {"Goose": ACTIVE},
        ),
        ("pool", go("db.SetMaxOpenConns(25)"), {"25 connections": ACTIVE}),
        ("pool", go('db.SetMaxOpenConns(env.Int("MAX", 100))'), {"set when the server starts": UNKNOWN}),
        ("pool", go("db.SetMaxOpenConns(1)"), {}),
        ("pool", go("db.SetMaxOpenConns(0)"), {}),
        ("pool", go("db.SetMaxIdleConns(5)"), {}),
        ("health", go('r.Path(base + "api/ping").Subrouter()'), {"/api/ping": ACTIVE}),
        ("health", go('r.Path(base + "api/pings").Subrouter()'), {}),
        ("health", go('r.GET("/devices/:id/health", f)'), {}),
        ("health", go('r.GET("/api/v1/health", f)'), {"/api/v1/health": ACTIVE}),
        ("pagination", go('b.WriteString(" OFFSET ")'), {"limit and offset": ACTIVE}),
        ("pagination", go('b.WriteString(" OFFSETS ")'), {}),
        ("rate_limit", {**USED, "middleware/rate-limit.go": LIMIT}, {"its own APIRateLimit": ACTIVE}),
        ("rate_limit", {**go("r.Use(m.RateLimit(5))"), "http/ratelimit.go": HTTP_LIMIT}, {"its own RateLimit": ACTIVE}),
        ("rate_limit", {**go(), "middleware/rate-limit.go": LIMIT}, {}),
        ("rate_limit", {**USED, "middleware/rate-limit.go": "package m\ntype Limit struct{}\n"}, {}),
        ("rate_limit", {**USED, "middleware/other.go": LIMIT}, {}),
        ("cache", {**go("", REDIS, imports=(REDIS,)), "model/cache.go": KEPT}, {"Redis": UNKNOWN}),
        ("cache", {**go("", REDIS, imports=(REDIS,)), "model/queue.go": KEPT}, {}),
        ("cache", {**go(), "model/cache.go": KEPT}, {}),
        ("cache", {**go("", REDIS, imports=(REDIS,)), "model/cache.go": "package model\n// no Redis\n"}, {}),
        (
            "metrics",
            go("", "go.opentelemetry.io/otel/sdk/metric",
               imports=("go.opentelemetry.io/otel/sdk/metric", "go.opentelemetry.io/contrib/exporters/autoexport")),
            {"OpenTelemetry": UNKNOWN},
        ),
        (
            "metrics",
            go("", "go.opentelemetry.io/otel/sdk/metric", imports=("go.opentelemetry.io/otel/sdk/metric",)),
            {"OpenTelemetry": ACTIVE},
        ),
        (
            "database",
            go("", "gorm.io/driver/mysql", "gorm.io/driver/sqlite",
               imports=("gorm.io/driver/mysql", "gorm.io/driver/sqlite")),
            {"MySQL": UNKNOWN, "SQLite": UNKNOWN},
        ),
        (
            "database",
            {**go("", "gorm.io/driver/mysql", "gorm.io/driver/sqlite", imports=("gorm.io/driver/mysql",)),
             "db_test.go": 'import "gorm.io/driver/sqlite"\n'},
            {"MySQL": ACTIVE},
        ),
        ("database", go(f'say("{PQ}")'), {}),
        ("database", {**go("", GIN, imports=(GIN,)), "examples/go.mod": f"module y\nrequire {PQ} v1.0.0\n"}, {}),
        ("queue", go("", "github.com/hibiken/asynqmon"), {}),
        ("queue", go("", "github.com/hibiken/asynq"), {"asynq": ACTIVE}),
        ("scheduled_work", go('say("cron.New()")'), {}),
        ("object_storage", go("c := s3.NewFromConfig(x)", imports=("x/s3",)), {}),
        ("metrics", go("", "github.com/prometheus/common"), {}),
        ("tracing", go("", f"{OTEL} v1.0.0 // indirect\n\tx.org/y"), {}),
        ("structured_logs", go("l := zap.NewProduction()", imports=("x/zap",)), {}),
        ("pagination", go('// b.WriteString(" OFFSET ")'), {}),
        ("pagination", {**go(), "a_test.go": 'func f() { b.WriteString(" OFFSET ") }\n'}, {}),
        ("framework", go("", GIN, imports=(GIN,)), {"Gin": ACTIVE}),
        ("framework", go("", "github.com/gin-contrib/cors"), {}),
        ("framework", go(f'say("{GIN}")'), {}),
        ("orm", go("", GORM), {"GORM": ACTIVE}),
        ("orm", go("", "gorm.io/datatypes"), {}),
        ("orm", go("", f"{GORM} v1.0.0 // indirect\n\tx.org/y"), {}),
        ("key_value", go("", REDIS, imports=(REDIS,)), {"Redis": ACTIVE}),
        ("key_value", go("", "github.com/alicebob/miniredis"), {}),
        ("key_value", go(f"// {REDIS}"), {}),
        ("broker", go("", KAFKA), {"Kafka": UNKNOWN}),
        ("broker", go("", f"{KAFKA} v1.0.0 // indirect\n\tx.org/y"), {}),
        ("broker", go("", "github.com/nats-io/nkeys"), {}),
        ("mail", go("smtp.SendMail(a)", imports=("net/smtp",)), {"net/smtp": ACTIVE}),
        ("mail", go("// smtp.SendMail(a)"), {}),
        ("mail", go("mail.ParseAddress(a)", imports=("net/mail",)), {}),
    ],
)  # fmt: skip
def test_go(repo_of: Laid, facet: str, files: Tree, said: dict[str, str]) -> None:
    assert states(repo_of(files), facet) == said


TABLE = "config :a, Oban, plugins: [{Oban.Plugins.Cron, crontab: [%s]}]\n"
JOB = '{"* * * * *", A.Job}'
JSON = "config :logger, :default_handler, formatter: LoggerJSON.Formatters.Basic.new()\n"
ASKED = 'if System.get_env("LOG_JSON") do\n  %send\n'
STATSD = "if %s do\n  {TelemetryMetricsStatsd, host: a}\nend\n"
PLUGGED = 'defmodule A do\n  @path "%s"\n  def call(%%{request_path: @path} = c, _), do: c\nend\n'
PROD = "if config_env() == :prod do\n  %send\n"


@pytest.mark.parametrize(
    ("facet", "dependency", "files", "said"),
    [
        ("scheduled_work", "oban", {"config/config.exs": TABLE % JOB}, {"Oban Cron": ACTIVE}),
        ("scheduled_work", "oban", {"config/runtime.exs": PROD % (TABLE % JOB)}, {"Oban Cron": ACTIVE}),
        ("scheduled_work", "oban", {"config/runtime.exs": ASKED % (TABLE % JOB)}, {"Oban Cron": UNKNOWN}),
        ("scheduled_work", "oban", {"config/config.exs": TABLE % ""}, {}),
        ("scheduled_work", "oban", {"config/config.exs": "# " + TABLE % JOB}, {}),
        ("scheduled_work", "oban", {"config/dev.exs": TABLE % JOB}, {}),
        ("structured_logs", "logger_json", {"config/prod.exs": JSON}, {"LoggerJSON": ACTIVE}),
        ("structured_logs", "logger_json", {"config/runtime.exs": PROD % JSON}, {"LoggerJSON": ACTIVE}),
        ("structured_logs", "logger_json", {"config/runtime.exs": PROD % (ASKED % JSON)}, {"LoggerJSON": UNKNOWN}),
        ("structured_logs", "logger_json", {"config/prod.exs": JSON, "config/runtime.exs": ASKED % JSON}, {"LoggerJSON": ACTIVE}),
        ("structured_logs", "logger_json", {"config/dev.exs": JSON}, {"LoggerJSON": UNUSED}),
        ("error_tracking", "sentry", {"config/runtime.exs": ASKED % 'config :sentry, dsn: "x"\n'}, {"Sentry": UNKNOWN}),
        ("error_tracking", "sentry", {"config/prod.exs": 'config :sentry, dsn: "x"\n'}, {"Sentry": ACTIVE}),
        ("broker", "broadway_sqs", {}, {"SQS": UNKNOWN}),
        ("broker", "broadway", {}, {}),
        ("structured_logs", "logfmt_ex", {}, {"logfmt": ACTIVE}),
        ("metrics", "telemetry_metrics_statsd", {"lib/b.ex": STATSD % "statsd_config[:host]"}, {"StatsD": UNKNOWN}),
        ("metrics", "telemetry_metrics_statsd", {"lib/b.ex": STATSD % "connected?"}, {"StatsD": ACTIVE}),
        ("tracing", "opentelemetry", {"config/runtime.exs": "config :opentelemetry, traces_exporter: :none\n"}, {"OpenTelemetry": UNKNOWN}),
        ("tracing", "opentelemetry", {"config/test.exs": "config :opentelemetry, traces_exporter: :none\n"}, {"OpenTelemetry": ACTIVE}),
        ("health", "plug", {"lib/b.ex": PLUGGED % "/status/alive"}, {"/status/alive": ACTIVE}),
        ("health", "plug", {"lib/b.ex": PLUGGED % "/status/lively"}, {}),
        ("local_state", "plug", {"config/config.exs": 'config :a, A.Files, dir: "./uploads"\n'}, {"uploads in ./uploads": ACTIVE}),
        ("local_state", "plug", {"config/config.exs": 'config :a, A.Files, dir: "./themes"\n'}, {}),
        ("local_state", "plug", {"config/config.exs": 'config :a, A.Uploads, url: "https://a.b/uploads"\n'}, {}),
        ("framework", "phoenix", {}, {"Phoenix": ACTIVE}),
        ("framework", "phoenix_html", {}, {}),
        ("framework", "plug", {"mix.exs": MIX % '# {:phoenix, "~> 1.7"},'}, {}),
    ],
)  # fmt: skip
def test_elixir(
    repo_of: Laid, facet: str, dependency: str, files: Tree, said: dict[str, str]
) -> None:
    tree = {"mix.exs": MIX % f'{{:{dependency}, "~> 1.0"}},', "lib/a.ex": "defmodule A do\nend\n"}
    assert states(repo_of({**tree, **files}), facet) == said


def net(*packages: str, **files: str) -> Tree:
    """A web project that references these packages; each file of C# by its name."""
    below = "".join(f'<PackageReference Include="{one}" />' for one in packages)
    project = f'<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup>{below}</ItemGroup></Project>'
    return {"A.csproj": project, **{f"{name}.cs": text for name, text in files.items()}}


TIMED = "class S { Timer t = new Timer(); }\n"
VERSIONS = '<Project><ItemGroup><PackageVersion Include="Hangfire.AspNetCore" Version="1" /></ItemGroup></Project>\n'
LAYOUT = "<target><layout xsi:type='JsonLayout' /></target>\n"


@pytest.mark.parametrize(
    ("facet", "files", "said"),
    [
        ("structured_logs", {**net("NLog"), "nlog.config": LAYOUT}, {"NLog": ACTIVE}),
        ("structured_logs", net("NLog", A="var x = new ClefJsonLayout();\n"), {"NLog": UNKNOWN}),
        ("structured_logs", {**net("NLog"), "nlog.config": "<target layout='${message}' />\n"}, {}),
        ("scheduled_work", net(JobScheduler=TIMED), {"timers of its own": ACTIVE}),
        ("scheduled_work", net(JobScheduler="class S { }\n"), {}),
        ("scheduled_work", net(Cache=TIMED), {}),
        ("scheduled_work", net("Quartz", JobScheduler=TIMED), {"Quartz": ACTIVE}),
        ("scheduled_work", net(JobScheduler=TIMED, A="class P { void M() { s.AddHostedService<A>(); } }\n"), {"hosted service": ACTIVE}),
        ("database", net("Npgsql", A="var c = new NpgsqlConnection(x);\n"), {"PostgreSQL": ACTIVE}),
        ("database", net("Npgsql", "Microsoft.Data.SqlClient", A="new NpgsqlConnection(x);\n"), {"PostgreSQL": ACTIVE}),
        (
            "database",
            net("Npgsql", "Microsoft.Data.SqlClient", A="if (a) o.UseNpgsql(x); else o.UseSqlServer(x);\n"),
            {"PostgreSQL": UNKNOWN, "SQL Server": UNKNOWN},
        ),
        ("database", net("Npgsql", "NUnit", A="new NpgsqlConnection(x);\n"), {}),
        ("scheduled_work", net(A="class M { void L() { b.RegisterType<T>().As<IHostedService>(); } }\n"), {"hosted service": ACTIVE}),
        ("scheduled_work", net(A="class M { void L() { b.RegisterType<T>().As<IService>(); } }\n"), {}),
        ("health", net(C='class C { [HttpGet("/ping")] public A B() {} }\n'), {"/ping": ACTIVE}),
        ("health", net(C='class C { [HttpGet("ping")] public A B() {} }\n'), {}),
        ("database", {**net(), "A.Tests/A.Tests.csproj": net("Npgsql")["A.csproj"], "A.Tests/A.cs": "new NpgsqlConnection(x);\n"}, {}),
        ("queue", {**net(), "Directory.Packages.props": VERSIONS}, {}),
        ("rate_limit", {**net(), "A.Tests/A.cs": "app.UseRateLimiter();\n"}, {}),
        ("rate_limit", net(A="class A { void UseRateLimiter() {} }\n"), {}),
        ("framework", net(), {"ASP.NET Core": ACTIVE}),
        ("framework", {"A.csproj": '<Project Sdk="Microsoft.NET.Sdk" />', "A.cs": "// Microsoft.NET.Sdk.Web\n"}, {}),
        ("framework", {"A.csproj": '<Project Sdk="Microsoft.NET.Sdk.Worker" />'}, {}),
        ("migrations", net("FluentMigrator"), {"FluentMigrator": ACTIVE}),
        ("migrations", net("FluentMigrator.Analyzers"), {}),
        ("migrations", {**net(), "Directory.Packages.props": VERSIONS.replace("Hangfire.AspNetCore", "FluentMigrator")}, {}),
        ("broker", net("Confluent.Kafka"), {"Kafka": UNKNOWN}),
        ("broker", net("Confluent.SchemaRegistry"), {}),
        ("broker", net(A='var s = "RabbitMQ.Client";\n'), {}),
        ("tracing", net("OpenTelemetry.Extensions.Hosting"), {"OpenTelemetry": ACTIVE}),
        ("tracing", net("OpenTelemetry.Api"), {}),
        ("tracing", net(A='var s = "OpenTelemetry.Extensions.Hosting";\n'), {}),
        ("pagination", net("Sieve"), {"Sieve": ACTIVE}),
        ("pagination", net(A="class PagedList { }\n"), {}),
        ("pagination", {**net(), "A.Tests/A.Tests.csproj": net("Sieve", "xunit")["A.csproj"]}, {}),
        ("mail", net("MailKit"), {"MailKit": ACTIVE}),
        ("mail", net("MimeKit"), {}),
        ("mail", net(A="// MailKit.Net.Smtp.SmtpClient\n"), {}),
    ],
)  # fmt: skip
def test_net(repo_of: Laid, facet: str, files: Tree, said: dict[str, str]) -> None:
    assert states(repo_of(files), facet) == said


def java(source: str, *packages: str, settings: str = "") -> Tree:
    """A program of Gradle with these packages and a class."""
    need = "".join(f"  implementation('g:{one}:1')\n" for one in packages)
    return {
        "build.gradle": f"dependencies {{\n{need}}}\n",
        "src/main/java/A.java": source,
        "src/main/resources/application.properties": settings,
    }


def artifact(line: str) -> Tree:
    """A program of Gradle with this line among what it needs."""
    return {**java("class A {}\n"), "build.gradle": f"dependencies {{\n  {line}\n}}\n"}


def pom(name: str, more: str = "", text: str = "<project>{}</project>\n") -> Tree:
    """A program of Maven with this artifact."""
    need = f"<dependency><groupId>g</groupId><artifactId>{name}</artifactId>{more}</dependency>"
    return {"pom.xml": text.format(need), "src/main/java/A.java": "class A {}\n"}


IN_COMMENT = "<project><!-- {} --></project>\n"
ROUTING = "class B extends AbstractRoutingDataSource {}\n"
CACHING = "@EnableCaching\nclass A {{ M m() {{ return {}; }} }}\n"
MANY = "".join(f"dt.a{number}=1\n" for number in range(5))
EVERY_HOUR = "class A { void b() { e.scheduleAtFixedRate(c, 0, 1, HOURS); } }\n"
METERS = "micrometer-registry-prometheus"


@pytest.mark.parametrize(
    ("facet", "files", "said"),
    [
        ("cache", java(CACHING.format("null"), "jedis"), {"in one process only": "inactive"}),
        ("cache", java(CACHING.format("null"), "spring-boot-starter-data-redis"), {"Redis": UNKNOWN}),
        (
            "cache",
            java(CACHING.format("new ConcurrentMapCacheManager()"), "spring-boot-starter-data-redis"),
            {"in one process only": "inactive"},
        ),
        ("cache", java("", settings="app.cache.provider=database\n"), {"database table": ACTIVE}),
        ("cache", java("", settings="app.cache.provider=redis\n"), {"Redis": ACTIVE}),
        ("cache", java("", settings="app.tokens.provider=redis\n"), {}),
        ("pagination", java("class A { B b() { return q.page(Page.of(1, 2)).list(); } }\n"), {"Panache": ACTIVE}),
        ("pagination", java("class A { B b() { return q.setFirstResult(1).getResultList(); } }\n"), {"JPA": ACTIVE}),
        ("pagination", java("class A { B b() { return book.page(1); } }\n"), {}),
        ("pagination", java("class A { String b = \"q.setFirstResult(1)\"; }\n"), {}),
        ("health", java('class A { void b() { server.createContext("/health", new H()); } }\n'), {"/health": ACTIVE}),
        ("health", java('class A { void b() { server.createContext("/hooks", new H()); } }\n'), {}),
        ("pool", java("", settings="dt.datasource.pool.max-size=30\n"), {"30 connections": ACTIVE}),
        ("pool", java("class A { void b() { HikariConfig c; c.setMaximumPoolSize(8); } }\n"), {"8 connections": ACTIVE}),
        ("pool", java("class A { void b() { executor.setMaximumPoolSize(8); } }\n"), {}),
        ("health", java('@Path("health")\nclass A { @GET String b() { return ""; } }\n'), {"/health": ACTIVE}),
        ("health", java('@Path("b")\nclass A {\n  @GET\n  @Path("/health")\n  String b() { return ""; }\n}\n'), {}),
        ("health", java('@Path("healthy")\nclass A { @GET String b() { return ""; } }\n'), {}),
        ("scheduled_work", {"build.gradle": "", "src/main/java/TaskA.java": EVERY_HOUR}, {"ScheduledExecutorService": ACTIVE}),
        ("scheduled_work", {"build.gradle": "", "src/main/java/Writer.java": EVERY_HOUR}, {}),
        ("health", java('class A { void b() { if (r.getServletPath().equals("/health/alive")) c(); } }\n'), {"/health/alive": ACTIVE}),
        ("health", java('class A { void b() { if (r.getServletPath().equals("/healthy")) c(); } }\n'), {}),
        ("test_runner", {**java(""), "src/test/java/ATest.java": "import org.junit.jupiter.api.Test;\n"}, {"JUnit": ACTIVE}),
        ("test_runner", {**java(""), "src/test/java/ATest.java": "// import org.junit.Test;\n"}, {}),
        ("test_runner", {"build.gradle": "dependencies {\n testImplementation('o:junit:4')\n}\n", "src/test/java/ATest.java": "import org.junit.Test;\n"}, {"JUnit": ACTIVE}),
        ("pool", java("", settings="dt.worker.pool.max-size=30\n"), {}),
        ("scheduled_work", java("", settings="dt.task.mirror.cron=0 2 * * *\n"), {"cron of its settings": ACTIVE}),
        ("scheduled_work", java("", settings="dt.task.mirror.cron=-\n"), {}),
        ("scheduled_work", java("", settings="dt.task.mirror.cron=\n"), {}),
        ("metrics", java("", METERS, settings=f"{MANY}dt.metrics.enabled=false\n"), {"Prometheus": "inactive"}),
        ("metrics", java("", METERS, settings=f"{MANY}dt.metrics.enabled=true\n"), {"Prometheus": ACTIVE}),
        ("metrics", java("", METERS, settings=f"{MANY}dt.job.metrics.enabled=false\n"), {"Prometheus": ACTIVE}),
        ("metrics", java("", METERS, settings="jobs.metrics.enabled=false\n"), {"Prometheus": ACTIVE}),
        ("broker", java("", "quarkus-messaging-amqp"), {"AMQP 1.0": UNKNOWN}),
        ("database", java('class A { String s = "org.postgresql.Driver"; }\n'), {}),
        ("database", artifact("testImplementation('org.postgresql:postgresql:1')"), {}),
        ("migrations", pom("flyway-core", "<scope>test</scope>"), {}),
        ("migrations", pom("flyway-core"), {"Flyway": ACTIVE}),
        ("read_replica", {**java(""), "src/test/java/B.java": ROUTING}, {}),
        ("object_storage", java("", "s3mock"), {}),
        ("object_storage", artifact("// implementation('io.minio:minio:8')"), {}),
        ("tracing", artifact("testImplementation('io.opentelemetry:opentelemetry-sdk:1')"), {}),
        ("structured_logs", artifact("testRuntimeOnly('net.logstash.logback:logstash-logback-encoder:7')"), {}),
        ("structured_logs", pom("logstash-logback-encoder", text=IN_COMMENT), {}),
        ("structured_logs", pom("logstash-logback-encoder"), {"Logstash encoder": ACTIVE}),
        ("rate_limit", java("class A { Bucket b = new Bucket(4); void refill() {} }\n"), {}),
        ("broker", java("", "spring-kafka-test"), {}),
        ("broker", artifact("testImplementation('org.apache.kafka:kafka-clients:3')"), {}),
        ("test_runner", java("import org.junit.jupiter.api.Test;\nclass A {}\n"), {}),
        ("metrics", artifact(f"testRuntimeOnly('io.micrometer:{METERS}:1')"), {}),
        ("metrics", java("", "micrometer-core"), {}),
        ("framework", java("", "spring-boot-starter-web"), {"Spring Boot": ACTIVE}),
        ("framework", java("", "spring-boot-starter"), {}),
        ("framework", artifact("testImplementation('o:spring-boot-starter-web:3')"), {}),
        ("orm", java("", "hibernate-core"), {"Hibernate": ACTIVE}),
        ("orm", java("", "hibernate-validator"), {}),
        ("orm", pom("hibernate-core", text=IN_COMMENT), {}),
        ("key_value", java("", "jedis"), {"Redis": ACTIVE}),
        ("key_value", java("", "embedded-redis"), {}),
        ("key_value", pom("lettuce-core", "<scope>test</scope>"), {}),
        ("queue", java("", "jobrunr"), {"JobRunr": ACTIVE}),
        ("queue", java("", "spring-rabbit-test"), {}),
        ("queue", pom("spring-boot-starter-amqp", "<scope>test</scope>"), {}),
        ("sessions", java("", "spring-session-jdbc"), {"database": ACTIVE}),
        ("sessions", java("", "spring-session-core"), {}),
        ("sessions", artifact("// implementation('o:spring-session-jdbc:3')"), {}),
        ("mail", java("", "spring-boot-starter-mail"), {"Spring Mail": ACTIVE}),
        ("mail", java("", "greenmail"), {}),
        ("mail", pom("javax.mail", "<scope>test</scope>"), {}),
    ],
)  # fmt: skip
def test_jvm(repo_of: Laid, facet: str, files: Tree, said: dict[str, str]) -> None:
    assert states(repo_of(files), facet) == said


@pytest.mark.parametrize(
    ("base", "said"),
    [
        ("gcr.io/distroless/static-debian12:nonroot", "1 stage, user nonroot, no health check"),
        ("gcr.io/distroless/base:debug-nonroot@sha256:0", "1 stage, user nonroot, no health check"),
        ("gcr.io/distroless/static-debian12", "1 stage, no user set, no health check"),
        ("nonroot/alpine:3", "1 stage, no user set, no health check"),
    ],
)
def test_a_base_image_that_is_called_after_its_user(repo_of: Laid, base: str, said: str) -> None:
    found = states(repo_of({**go(), "Dockerfile": f'FROM {base}\nCMD ["/a"]\n'}), "image")
    assert list(found) == [said]
