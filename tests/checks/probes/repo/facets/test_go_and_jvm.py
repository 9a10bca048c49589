"""Facets of Go, Java and Kotlin: what fires, and what is left alone."""

import pytest

from tests.checks.probes.repo.facets.told import Laid, Tree, states

GO = "package main\nfunc main() {\n\t%s\n}\n"
SPRING = """dependencies {
    implementation("org.springframework.boot:spring-boot-starter-web")
    %s
}
"""
MAIN = "src/main/java/A.java"
YML = "src/main/resources/application.yml"


def module(*names: str) -> str:
    """A go.mod that requires these."""
    return "module x\ngo 1.23\nrequire (\n" + "".join(f"\t{one} v1.0.0\n" for one in names) + ")\n"


@pytest.mark.parametrize(
    ("facet", "modules", "files", "said"),
    [
        ("health", [], {"a.go": GO % 'mux.HandleFunc("GET /healthz", f)'}, {"/healthz": "active"}),
        ("health", [], {"a.go": GO % '// mux.HandleFunc("/healthz", f)'}, {}),
        ("health", [], {"a_test.go": GO % 'mux.HandleFunc("/healthz", f)'}, {}),
        ("health", [], {"a.go": GO % 'c.request.Get(ctx, "/healthz")'}, {}),
        (
            "health",
            [],
            {"a.go": GO % 'web.Router("/api/health", &C{}, "GET:Health")'},
            {"/api/health": "active"},
        ),
        ("health", [], {"a.go": GO % 'r.Mount("/health", h)'}, {"/health": "active"}),
        ("health", [], {"a.go": GO % 'fs.Mount("/healthy", h)'}, {}),
        ("health", [], {"a.go": GO % "h.RegisterHealthServer(s, x)"}, {"gRPC": "active"}),
        (
            "health",
            [],
            {"a.go": GO % 'h.RegisterHealthServer(s, x)\n\tr.Get("/healthz", f)'},
            {"/healthz": "active"},
        ),
        (
            "metrics",
            ["github.com/prometheus/client_golang"],
            {"a.go": GO % "x := promhttp.Handler()"},
            {"Prometheus": "active"},
        ),
        ("metrics", [], {"a.go": GO % 'log("promhttp.Handler()")'}, {}),
        (
            "structured_logs",
            [],
            {"a.go": GO % "l := slog.New(slog.NewJSONHandler(w, nil))"},
            {"slog": "active"},
        ),
        ("structured_logs", [], {"a.go": GO % 'slog.Info("x")'}, {}),
        ("structured_logs", ["go.uber.org/zap"], {"a.go": GO % ""}, {"zap": "active"}),
        (
            "error_tracking",
            ["github.com/getsentry/sentry-go"],
            {"a.go": GO % "sentry.Init(x)"},
            {"Sentry": "active"},
        ),
        ("error_tracking", [], {"a.go": GO % "sentry := entry.Init(x)"}, {}),
        ("error_tracking", [], {"go.sum": "github.com/getsentry/sentry-go v1 h1:\n"}, {}),
        (
            "rate_limit",
            [],
            {"a.go": GO % "r.Use(httprate.LimitByIP(100, x))"},
            {"httprate": "active"},
        ),
        ("rate_limit", [], {"a.go": GO % "x := ErrRateLimited{}; io.LimitReader(r, 5)"}, {}),
        (
            "scheduled_work",
            ["github.com/robfig/cron/v3"],
            {"a.go": GO % "c := cron.New()"},
            {"cron": "active"},
        ),
        ("scheduled_work", [], {"a.go": GO % "time.AfterFunc(d, f)"}, {}),
        (
            "object_storage",
            ["github.com/minio/minio-go/v7"],
            {"a.go": GO % ""},
            {"S3": "unknown_in_production"},
        ),
        (
            "object_storage",
            ["github.com/minio/minio-go/v7 v7.0.0 // indirect\n\tx.org/y"],
            {"a.go": GO % ""},
            {},
        ),
        (
            "tracing",
            ["go.opentelemetry.io/otel/sdk"],
            {"a.go": GO % ""},
            {"OpenTelemetry": "active"},
        ),
        ("tracing", ["go.opentelemetry.io/otel"], {"a.go": GO % ""}, {}),
        ("migrations", ["github.com/pressly/goose/v3"], {"a.go": GO % ""}, {"Goose": "active"}),
        ("queue", ["github.com/riverqueue/river"], {"a.go": GO % ""}, {"River": "active"}),
        ("queue", [], {"a.go": "// github.com/riverqueue/river\n" + GO % ""}, {}),
    ],
)
def test_go(
    repo_of: Laid, facet: str, modules: list[str], files: Tree, said: dict[str, str]
) -> None:
    assert states(repo_of({"go.mod": module(*modules), **files}), facet) == said


@pytest.mark.parametrize(
    ("facet", "dependency", "files", "said"),
    [
        (
            "pool",
            "",
            {YML: "spring:\n  datasource:\n    hikari:\n      maximum-pool-size: ${POOL:12}\n"},
            {"12 connections": "unknown_in_production"},
        ),
        ("pool", "", {YML: "spring:\n  datasource:\n    hikari:\n      minimum-idle: 3\n"}, {}),
        ("pool", "", {YML: "spring:\n  # maximum-pool-size: 3\n  cache: {}\n"}, {}),
        (
            "scheduled_work",
            "",
            {MAIN: "class A { @Scheduled(fixedRate = 5) void f() {} }\n"},
            {"Spring @Scheduled": "active"},
        ),
        (
            "scheduled_work",
            "",
            {"src/main/kotlin/A.kt": "class A { @Scheduled(fixedRate = 5) fun f() {} }\n"},
            {"Spring @Scheduled": "active"},
        ),
        ("scheduled_work", "", {MAIN: '// @Scheduled\nclass A { String s = "@Scheduled"; }\n'}, {}),
        ("scheduled_work", "", {MAIN: "class A { @ScheduledLike void f() {} }\n"}, {}),
        (
            "health",
            'implementation("org.springframework.boot:spring-boot-starter-actuator")',
            {},
            {"Spring Boot Actuator": "active"},
        ),
        (
            "health",
            "",
            {MAIN: '@RequestMapping("/kobo") class A { @GetMapping("ping") void f() {} }\n'},
            {},
        ),
        (
            "health",
            "",
            {MAIN: 'class A { @GetMapping("/healthz") void f() {} }\n'},
            {"/healthz": "active"},
        ),
        ("error_tracking", "", {MAIN: "class A { HttpStatusEntryPoint e; }\n"}, {}),
        (
            "error_tracking",
            'implementation("io.sentry:sentry-spring-boot-starter-jakarta:7")',
            {},
            {"Sentry": "active"},
        ),
        ("error_tracking", 'testImplementation("io.sentry:sentry-logback:7")', {}, {}),
        (
            "rate_limit",
            'implementation("com.bucket4j:bucket4j-core:8")',
            {},
            {"Bucket4j": "active"},
        ),
        ("rate_limit", '// implementation("com.bucket4j:bucket4j-core:8")', {}, {}),
        ("cache", "", {YML: "spring:\n  cache:\n    type: redis\n"}, {"Redis": "active"}),
        (
            "cache",
            "",
            {YML: "spring:\n  cache:\n    type: caffeine\n"},
            {"in one process only": "inactive"},
        ),
        (
            "cache",
            "",
            {"src/test/resources/application.yml": "spring:\n  cache:\n    type: redis\n"},
            {},
        ),
        (
            "cache",
            "",
            {"src/main/resources/application-dev.yml": "spring:\n  cache:\n    type: redis\n"},
            {},
        ),
        ("database", 'runtimeOnly("org.xerial:sqlite-jdbc:3")', {}, {"SQLite": "active"}),
        (
            "migrations",
            "implementation(libs.flyway.core)",
            {
                "gradle/libs.versions.toml": '[libraries]\nflyway-core = "org.flywaydb:flyway-core:10"\n'
            },
            {"Flyway": "active"},
        ),
        (
            "migrations",
            "implementation(libs.other.thing)",
            {
                "gradle/libs.versions.toml": '[libraries]\nflyway-core = "org.flywaydb:flyway-core:10"\n'
            },
            {},
        ),
        (
            "read_replica",
            "",
            {MAIN: "class A extends AbstractRoutingDataSource {}\n"},
            {"Spring": "unknown_in_production"},
        ),
        ("read_replica", "", {MAIN: "// AbstractRoutingDataSource\nclass A {}\n"}, {}),
        (
            "object_storage",
            'implementation("software.amazon.awssdk:s3:2")',
            {},
            {"S3": "unknown_in_production"},
        ),
        (
            "tracing",
            'implementation("io.micrometer:micrometer-tracing-bridge-otel:1")',
            {},
            {"OpenTelemetry": "active"},
        ),
        ("tracing", 'implementation("io.micrometer:context-propagation:1")', {}, {}),
        (
            "structured_logs",
            'implementation("net.logstash.logback:logstash-logback-encoder:7")',
            {},
            {"Logstash encoder": "active"},
        ),
    ],
)
def test_spring(
    repo_of: Laid, facet: str, dependency: str, files: Tree, said: dict[str, str]
) -> None:
    tree = {"build.gradle.kts": SPRING % dependency, MAIN: "class A {}\n", **files}
    assert states(repo_of(tree), facet) == said
