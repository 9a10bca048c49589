"""Facets of PHP, .NET and Elixir: what fires, and what is left alone."""

import json

import pytest

from tests.checks.probes.repo.facets.told import Laid, Tree, states

PHP = "<?php\n"
WEB = '<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup>%s</ItemGroup></Project>'
MIX = 'defmodule A.MixProject do\n  defp deps do\n    [\n      {:phoenix, "~> 1.7"},\n      %s\n    ]\n  end\nend\n'

REPLICA = "defmodule A.Replica do\n  use Ecto.Repo, otp_app: :a, read_only: true\nend\n"
ENDPOINT = "defmodule A.Endpoint do\n  use Phoenix.Endpoint, otp_app: :a\n  @session_options [store: :cookie]\nend\n"


def package(name: str) -> str:
    """The line of a project file that asks for this package."""
    return f'<PackageReference Include="{name}" Version="1" />'


def composer(name: str, dev: str = "", suggest: str = "") -> Tree:
    """A manifest of PHP that requires the first, the second for development, and suggests the third."""
    asked = {"require": {name: "*"}, "require-dev": {dev: "*"}, "suggest": {suggest: "to send"}}
    return {"composer.json": json.dumps(asked)}


@pytest.mark.parametrize(
    ("facet", "require", "files", "said"),
    [
        (
            "sessions",
            [],
            {"app/Config/session.php": PHP + "return [\n    'driver' => env('S', 'file'),\n];\n"},
            {"files": "unknown_in_production"},
        ),
        ("orm", [], {"app/Entities/Models/Book.php": PHP}, {"Eloquent": "active"}),
        ("orm", [], {"lib/Book.php": PHP}, {}),
        (
            "health",
            [],
            {
                "routes/web.php": PHP
                + "Route::get('/status', 'A@b');\nRoute::get('/a/status', 'A@b');\n"
            },
            {"/status": "active"},
        ),
        ("health", [], {"routes/web.php": PHP + "Route::get('/orders/status', 'A@b');\n"}, {}),
        (
            "cache",
            [],
            {
                "config/cache.php": PHP
                + "return [\n    'default' => env('CACHE_STORE', env('CACHE_DRIVER', 'redis')),\n];\n"
            },
            {"Redis": "unknown_in_production"},
        ),
        (
            "cache",
            [],
            {"config/cache.php": PHP + "return [\n    'default' => 'file',\n];\n"},
            {"in one process only": "inactive"},
        ),
        (
            "cache",
            [],
            {
                "config/cache.php": PHP
                + "return [\n    // 'default' => 'redis',\n    'stores' => [\n"
                "        'default' => 'redis',\n    ],\n];\n"
            },
            {},
        ),
        (
            "sessions",
            [],
            {
                "config/session.php": PHP
                + "return [\n    'driver' => env('SESSION_DRIVER', 'file'),\n];\n"
            },
            {"files": "unknown_in_production"},
        ),
        (
            "sessions",
            [],
            {"docs/config/session.php": PHP + "return [\n    'driver' => 'file',\n];\n"},
            {},
        ),
        (
            "queue",
            [],
            {
                "config/queue.php": PHP
                + "return [\n    'default' => env('QUEUE_CONNECTION', 'sync'),\n];\n"
            },
            {"set when the server starts": "unknown_in_production"},
        ),
        (
            "queue",
            [],
            {
                "config/queue.php": PHP
                + "return [\n    'failed' => [\n        'default' => 'redis',\n    ],\n];\n"
            },
            {},
        ),
        (
            "database",
            [],
            {
                "config/database.php": PHP
                + "return [\n    'default' => env('DB_CONNECTION', 'pgsql'),\n];\n"
            },
            {"PostgreSQL": "unknown_in_production"},
        ),
        (
            "database",
            [],
            {
                "docker-compose.yml": "services:\n  laravel.test:\n    build:\n      context: ./vendor/laravel/sail/runtimes/8.4\n    depends_on: [mariadb]\n  mariadb:\n    image: mariadb\n"
            },
            {"MariaDB": "unknown_in_production"},
        ),
        (
            "health",
            [],
            {"bootstrap/app.php": PHP + "->withRouting(\n        health: '/up',\n)\n"},
            {"/up": "active"},
        ),
        (
            "health",
            [],
            {"bootstrap/app.php": PHP + "->withRouting(\n        // health: '/up',\n)\n"},
            {},
        ),
        (
            "rate_limit",
            [],
            {"app/A.php": PHP + "RateLimiter::for('api', fn () => 1);\n"},
            {"Laravel": "active"},
        ),
        (
            "rate_limit",
            [],
            {
                "app/A.php": PHP
                + "// RateLimiter::for('api');\n$x = 'RateLimiter::for';\nRateLimiter::clear('a');\n"
            },
            {},
        ),
        (
            "pagination",
            [],
            {"app/A.php": PHP + "$x = User::query()->where('a', 1)->paginate(15);\n"},
            {"Laravel": "active"},
        ),
        ("pagination", [], {"app/A.php": PHP + "# ->paginate(15)\n$x = User::all();\n"}, {}),
        (
            "migrations",
            [],
            {"database/migrations/2024_01_01_000000_a.php": PHP},
            {"Laravel migrations": "active"},
        ),
        ("migrations", [], {"tests/database/migrations/2024_01_01_a.php": PHP}, {}),
        (
            "read_replica",
            [],
            {
                "config/database.php": PHP
                + "return [\n    'connections' => ['mysql' => [\n        'read' => ['host' => 'a'],\n    ]],\n];\n".replace(
                    "['host' => 'a']", "["
                )
            },
            {"Laravel": "unknown_in_production"},
        ),
        ("read_replica", [], {"app/A.php": PHP + "$x = ['read' => true];\n"}, {}),
        ("error_tracking", ["sentry/sentry-laravel"], {}, {"Sentry": "active"}),
        ("error_tracking", ["asbiin/laravel-sentry-tunnel"], {}, {}),
        (
            "object_storage",
            [],
            {
                "config/filesystems.php": PHP
                + "return [\n    'default' => env('FILESYSTEM_DISK', 's3'),\n];\n"
            },
            {"S3": "unknown_in_production"},
        ),
        ("object_storage", ["league/flysystem-aws-s3-v3"], {}, {}),
        ("metrics", ["laravel/pulse"], {}, {"Laravel Pulse": "active"}),
        ("metrics", ["laravel/pulse-theme"], {}, {}),
        ("orm", [], {"app/Models/Common/Contact.php": PHP}, {"Eloquent": "active"}),
        ("orm", [], {"packages/shop/src/Models/Cart.php": PHP}, {"Eloquent": "active"}),
        ("orm", [], {"app/Http/Controllers/Book.php": PHP, "Models/Book.php": PHP}, {}),
        (
            "object_storage",
            ["league/flysystem-aws-s3-v3"],
            {
                "config/filesystems.php": PHP
                + "return ['disks' => ['s3' => [\n  'driver' => 's3',\n]]];\n"
            },
            {"S3": "unknown_in_production"},
        ),
        (
            "object_storage",
            ["league/flysystem"],
            {
                "config/filesystems.php": PHP
                + "return ['disks' => ['s3' => [\n  'driver' => 's3',\n]]];\n"
            },
            {},
        ),
        (
            "database",
            [],
            {"docs/config/database.php": PHP + "return [\n    'default' => 'pgsql',\n];\n"},
            {},
        ),
        ("migrations", [], {"database/migrations/.gitkeep": ""}, {}),
        (
            "read_replica",
            [],
            {"config/database.php": PHP + "return ['mysql' => [\n  // 'read' => [\n]];\n"},
            {},
        ),
        ("queue", [], composer("laravel/framework", dev="laravel/horizon"), {}),
        ("queue", ["laravel/horizon"], {}, {"Laravel Horizon": "unknown_in_production"}),
        ("metrics", [], {"app/A.php": PHP + "// laravel/pulse\n$x = 'laravel/pulse';\n"}, {}),
        ("error_tracking", [], {"app/Sentry.php": PHP + "class Sentry {}\nSentry::init();\n"}, {}),
        ("rate_limit", [], {"tests/A.php": PHP + "RateLimiter::for('api', fn () => 1);\n"}, {}),
        ("framework", [], {}, {"Laravel": "active"}),
        ("framework", [], composer("laravel/prompts"), {}),
        ("framework", [], composer("a/b", dev="laravel/framework"), {}),
        ("key_value", ["predis/predis"], {}, {"Redis": "active"}),
        ("key_value", ["cache/predis-adapter"], {}, {}),
        ("key_value", [], composer("laravel/framework", suggest="ext-redis"), {}),
        ("broker", ["php-amqplib/php-amqplib"], {}, {"RabbitMQ": "unknown_in_production"}),
        ("broker", ["enqueue/amqp-tools"], {}, {}),
        ("broker", [], composer("laravel/framework", dev="php-amqplib/php-amqplib"), {}),
        ("tracing", ["open-telemetry/sdk"], {}, {"OpenTelemetry": "active"}),
        ("tracing", ["open-telemetry/api"], {}, {}),
        ("tracing", [], composer("laravel/framework", suggest="open-telemetry/sdk"), {}),
        ("frontend", ["livewire/livewire"], {}, {"Livewire": "active"}),
        ("frontend", ["pestphp/pest-plugin-livewire"], {}, {}),
        ("frontend", [], composer("laravel/framework", dev="livewire/livewire"), {}),
        (
            "scheduled_work",
            [],
            {"routes/console.php": PHP + "Schedule::command('a')->daily();\n"},
            {"Laravel schedule": "active"},
        ),
        (
            "scheduled_work",
            [],
            {"routes/console.php": PHP + "// Schedule::command('a')->daily();\n"},
            {},
        ),
        (
            "scheduled_work",
            [],
            {"tests/console.php": PHP + "Schedule::command('a')->daily();\n"},
            {},
        ),
    ],
)
def test_laravel(
    repo_of: Laid, facet: str, require: list[str], files: Tree, said: dict[str, str]
) -> None:
    names = dict.fromkeys(["laravel/framework", *require], "*")
    tree = {"composer.json": json.dumps({"require": names}), "artisan": "", **files}
    assert states(repo_of(tree), facet) == said


@pytest.mark.parametrize(
    ("facet", "require", "files", "said"),
    [
        (
            "database",
            [],
            {
                "config/packages/doctrine.yaml": "doctrine:\n  dbal:\n    connections:\n      default:\n"
                "        driver: pdo_mysql\n"
            },
            {"MySQL": "unknown_in_production"},
        ),
        (
            "database",
            [],
            {"config/packages/doctrine.yaml": "doctrine:\n  orm:\n    driver: pdo_mysql\n"},
            {},
        ),
        (
            "cache",
            [],
            {"config/packages/cache.yaml": "framework:\n  cache:\n    app: cache.adapter.redis\n"},
            {"Redis": "active"},
        ),
        (
            "cache",
            [],
            {
                "config/packages/cache.yaml": "framework:\n  cache:\n    # app: cache.adapter.redis\n    prefix_seed: a\n"
            },
            {},
        ),
        (
            "cache",
            [],
            {
                "config/packages/dev/cache.yaml": "framework:\n  cache:\n    app: cache.adapter.redis\n"
            },
            {},
        ),
        (
            "sessions",
            [],
            {
                "app/config/config.yml": "framework:\n  session:\n    handler_id: session.handler.native_file\n"
            },
            {"files": "active"},
        ),
        (
            "sessions",
            [],
            {
                "app/config/config_dev.yml": "framework:\n  session:\n    handler_id: session.handler.native_file\n"
            },
            {},
        ),
        ("queue", ["php-amqplib/rabbitmq-bundle"], {}, {"RabbitMQ": "unknown_in_production"}),
        ("pagination", ["babdev/pagerfanta-bundle"], {}, {"Pagerfanta": "active"}),
        ("pagination", ["pagerfanta/twig"], {}, {}),
        ("structured_logs", ["symfony/monolog-bundle"], {}, {"Monolog": "active"}),
        ("structured_logs", ["psr/log"], {}, {}),
        ("mail", ["symfony/mailer"], {}, {"Symfony Mailer": "active"}),
        ("mail", ["symfony/google-mailer"], {}, {}),
        (
            "structured_logs",
            [],
            {"composer.lock": '{"packages": [{"name": "monolog/monolog"}]}'},
            {},
        ),
        ("mail", [], composer("symfony/framework-bundle", suggest="symfony/mailer"), {}),
    ],
)
def test_symfony(
    repo_of: Laid, facet: str, require: list[str], files: Tree, said: dict[str, str]
) -> None:
    names = dict.fromkeys(["symfony/framework-bundle", *require], "*")
    tree = {"composer.json": json.dumps({"require": names}), "bin/console": "", **files}
    assert states(repo_of(tree), facet) == said


@pytest.mark.parametrize(
    ("facet", "packages", "code", "said"),
    [
        (
            "cache",
            package("Microsoft.Extensions.Caching.StackExchangeRedis"),
            "",
            {"Redis": "unknown_in_production"},
        ),
        ("health", "", 'app.MapHealthChecks("/healthz");', {"/healthz": "active"}),
        ("health", "", '// app.MapHealthChecks("/healthz");', {}),
        ("health", "", '[Route("Sessions")] class A { [HttpPost("Ping")] void F() {} }', {}),
        ("rate_limit", "", "app.UseRateLimiter();", {"ASP.NET Core": "active"}),
        ("rate_limit", "", 'var s = "UseRateLimiter()"; // app.UseRateLimiter();', {}),
        ("scheduled_work", "", "services.AddHostedService<A>();", {"hosted service": "active"}),
        ("scheduled_work", "", "d.AddOrUpdate(a, b, c); // AddHostedService", {}),
        (
            "scheduled_work",
            package("Hangfire.AspNetCore"),
            'RecurringJob.AddOrUpdate("a", f, Cron.Daily);',
            {"Hangfire": "active"},
        ),
        ("cache", "", "services.AddMemoryCache();", {"in one process only": "inactive"}),
        ("cache", "", "// services.AddMemoryCache();", {}),
        ("structured_logs", package("Serilog.AspNetCore"), "", {"Serilog": "active"}),
        ("structured_logs", package("SerilogAnalyzer"), "", {}),
        (
            "orm",
            package("Npgsql.EntityFrameworkCore.PostgreSQL"),
            "",
            {"Entity Framework Core": "active"},
        ),
        ("orm", package("Npgsql"), "", {}),
        ("metrics", package("prometheus-net.AspNetCore"), "", {"Prometheus": "active"}),
        ("metrics", "", 'var s = "prometheus-net";', {}),
        ("error_tracking", package("Sentry.AspNetCore"), "", {"Sentry": "active"}),
        ("error_tracking", package("SentryTunnel"), "// errors go to Sentry", {}),
        ("object_storage", package("AWSSDK.S3"), "", {"S3": "unknown_in_production"}),
        ("object_storage", package("AWSSDK.SQS"), "", {}),
        ("queue", package("Hangfire.AspNetCore"), "", {"Hangfire": "active"}),
        ("queue", package("Hangfire.Dashboard.Theme"), "", {}),
        ("object_storage", package("Foundatio.AWS"), "", {"S3": "unknown_in_production"}),
        ("key_value", package("Foundatio.Redis"), "", {"Redis": "active"}),
        ("key_value", package("Foundatio"), "", {}),
        ("scheduled_work", "", 'services.AddCronJob<Clean>("0 * * * *");', {"cron job": "active"}),
        ("scheduled_work", "", '// services.AddCronJob<Clean>("0 * * * *");', {}),
        ("scheduled_work", "", "services.AddCronJobs();", {}),
        (
            "metrics",
            "",
            "services.AddOpenTelemetry().WithMetrics(m => m.AddMeter());",
            {"OpenTelemetry": "active"},
        ),
        ("metrics", "", "services.AddOpenTelemetry().WithTracing(t => t.Add());", {}),
        ("metrics", "", 'var s = "x.WithMetrics(y)";', {}),
        ("orm", f"<!-- {package('Dapper')} -->", "", {}),
        ("cache", "", "services.AddMemoryCacheMetrics();", {}),
        ("key_value", "", 'var s = "StackExchange.Redis";', {}),
        ("object_storage", '<PackageReference Remove="AWSSDK.S3" />', "", {}),
        ("error_tracking", "", "namespace A.Sentry; class SentrySdk { void Init() {} }", {}),
    ],
)
def test_net(repo_of: Laid, facet: str, packages: str, code: str, said: dict[str, str]) -> None:
    tree = {"a.csproj": WEB % packages, "A.cs": code + "\n"}
    assert states(repo_of(tree), facet) == said


def test_a_library_of_net_that_shares_the_framework_is_no_server(repo_of: Laid) -> None:
    shared = '<FrameworkReference Include="Microsoft.AspNetCore.App" />'
    library = f'<Project Sdk="Microsoft.NET.Sdk"><ItemGroup>{shared}</ItemGroup></Project>'
    program = library.replace("<ItemGroup>", "<OutputType>Exe</OutputType><ItemGroup>")
    assert states(repo_of({"a.csproj": library, "A.cs": ""}), "framework") == {}
    assert states(repo_of({"a.csproj": program}), "framework") == {"ASP.NET Core": "active"}


@pytest.mark.parametrize(
    ("facet", "dependency", "files", "said"),
    [
        (
            "pool",
            "",
            {
                "config/runtime.exs": 'config :a, A.Repo,\n  pool_size: String.to_integer(System.get_env("POOL") || "10")\n'
            },
            {"10 connections": "unknown_in_production"},
        ),
        ("pool", "", {"config/dev.exs": "config :a, A.Repo, pool_size: 10\n"}, {}),
        (
            "pool",
            "",
            {
                "config/runtime.exs": "config :a, A.Cache, pool_size: 10\n# config :a, A.Repo, pool_size: 3\n"
            },
            {},
        ),
        (
            "health",
            "",
            {"lib/a_web/router.ex": 'defmodule A.Router do\n  get "/healthcheck", P, :h\nend\n'},
            {"/healthcheck": "active"},
        ),
        (
            "health",
            "",
            {
                "lib/a_web/router.ex": 'defmodule A.Router do\n  # get "/healthcheck", P, :h\n  get "/health_tips", P, :h\nend\n'
            },
            {},
        ),
        (
            "health",
            "",
            {"test/router.ex": 'defmodule A.Router do\n  get "/healthcheck", P, :h\nend\n'},
            {},
        ),
        (
            "cache",
            '{:cachex, "~> 4.0"},',
            {"lib/a.ex": "defmodule A do\n  def a, do: Cachex.get(:a, 1)\nend\n"},
            {"in one process only": "inactive"},
        ),
        ("cache", '{:cachex, "~> 4.0"},', {}, {}),
        ("cache", '{:cachex, "~> 4.0", only: :test},', {}, {}),
        ("cache", '# {:cachex, "~> 4.0"},', {}, {}),
        (
            "migrations",
            '{:ecto_sql, "~> 3"},',
            {"priv/repo/migrations/20240101_a.exs": ""},
            {"Ecto migrations": "active"},
        ),
        (
            "migrations",
            '{:ecto_sql, "~> 3"},',
            {"test/priv/repo/migrations/20240101_a.exs": ""},
            {},
        ),
        (
            "read_replica",
            '{:ecto_sql, "~> 3"},',
            {
                "lib/a/repo.ex": "defmodule A.Replica do\n  use Ecto.Repo, otp_app: :a, read_only: true\nend\n"
            },
            {"Ecto": "unknown_in_production"},
        ),
        (
            "read_replica",
            '{:ecto_sql, "~> 3"},',
            {
                "lib/a/repo.ex": "defmodule A.Repo do\n  use Ecto.Repo, otp_app: :a\n  # read_only: true\nend\n"
            },
            {},
        ),
        ("tracing", '{:opentelemetry, "~> 1"},', {}, {"OpenTelemetry": "active"}),
        ("tracing", '{:opentelemetry_api, "~> 1"},', {}, {}),
        (
            "rate_limit",
            '{:hammer, "~> 6"},',
            {"lib/a.ex": "defmodule A do\n  use Hammer, backend: :ets\nend\n"},
            {"Hammer": "active"},
        ),
        (
            "rate_limit",
            '{:ex_rated, "~> 2"},',
            {"lib/a.ex": "defmodule A do\n  require ExRated\n  # ExRated.check_rate(1)\nend\n"},
            {"ExRated": "present_unused"},
        ),
        ("rate_limit", '{:hammer, "~> 6", only: [:dev, :test]},', {}, {}),
        ("scheduled_work", '{:quantum, "~> 3"},', {}, {"Quantum": "active"}),
        ("scheduled_work", '{:oban, "~> 2"},', {}, {}),
        (
            "partitioning",
            "",
            {
                "priv/repo/migrations/20240101_a.exs": 'execute "CREATE TABLE a (b int) PARTITION BY HASH (b)"\n'
            },
            {"HASH": "active"},
        ),
        (
            "partitioning",
            "",
            {"lib/a.exs": 'execute "CREATE TABLE a (b int) PARTITION BY HASH (b)"\n'},
            {},
        ),
        ("queue", '{:oban, "~> 2"},', {}, {"Oban": "active"}),
        ("queue", '{:oban_met, "~> 2"},', {}, {}),
        (
            "sessions",
            "",
            {
                "lib/a_web/endpoint.ex": "defmodule A.Endpoint do\n  use Phoenix.Endpoint, otp_app: :a\n"
                '  @session_options [store: :cookie, key: "_a"]\nend\n'
            },
            {"cookies": "active"},
        ),
        (
            "sessions",
            "",
            {
                "lib/a_web/endpoint.ex": "defmodule A.Endpoint do\n  use Phoenix.Endpoint, otp_app: :a\n"
                "  # @session_options [store: :cookie]\n  @x [restore: :cookie]\nend\n"
            },
            {},
        ),
        (
            "migrations",
            '{:ecto_sql, "~> 3"},',
            {"priv/repo/migrations/.formatter.exs": "[inputs: []]\n"},
            {},
        ),
        ("read_replica", '{:ecto_sql, "~> 3"},', {"test/support/repo.ex": REPLICA}, {}),
        (
            "read_replica",
            '{:ecto_sql, "~> 3"},',
            {"lib/support/repo.ex": REPLICA},
            {"Ecto": "unknown_in_production"},
        ),
        (
            "partitioning",
            "",
            {"priv/repo/migrations/20240101_a.exs": '# execute "PARTITION BY HASH (b)"\n'},
            {},
        ),
        (
            "partitioning",
            "",
            {"priv/repo/migrations/20240101_a.exs": '# execute "SELECT create_hypertable (a)"\n'},
            {},
        ),
        ("queue", '{:oban, "~> 2", only: :test},', {}, {}),
        ("sessions", "", {"test/support/endpoint.ex": ENDPOINT}, {}),
        ("sessions", "", {"lib/support/endpoint.ex": ENDPOINT}, {"cookies": "active"}),
        ("broker", '{:brod, "~> 3", only: [:dev, :test]},', {}, {}),
        ("broker", '{:brod, "~> 3"},', {}, {"Kafka": "unknown_in_production"}),
        ("tracing", '{:opentelemetry, "~> 1", only: :dev},', {}, {}),
        ("metrics", '{:telemetry_metrics, "~> 1.0"},', {}, {}),
        ("metrics", '# {:statix, "~> 1"},', {}, {}),
        ("metrics", '{:statix, "~> 1"},', {}, {"StatsD": "active"}),
        ("structured_logs", '{:logfmt_ex, "~> 1", only: :dev},', {}, {}),
        ("structured_logs", '{:logger_backends, "~> 1"},', {}, {}),
        (
            "error_tracking",
            '{:sentry, "~> 10", only: :test},',
            {"config/prod.exs": "config :sentry, dsn: a\n"},
            {},
        ),
        (
            "error_tracking",
            "",
            {"lib/b.ex": 'defmodule A.Sentry do\n  @moduledoc "Goes to :sentry"\nend\n'},
            {},
        ),
        ("database", '{:postgrex, "~> 1"},', {}, {"PostgreSQL": "active"}),
        ("database", '{:myxql, "~> 1", only: :test},', {}, {}),
        ("database", '# {:postgrex, "~> 1"},', {}, {}),
        ("orm", '{:ecto_sql, "~> 3"},', {}, {"Ecto": "active"}),
        ("orm", '{:ecto, "~> 3"},', {}, {}),
        ("orm", '{:ecto_sql, "~> 3", only: :test},', {}, {}),
        ("key_value", '{:eredis, "~> 1"},', {}, {"Redis": "active"}),
        ("key_value", '{:eredis, "~> 1", only: :dev},', {}, {}),
        ("key_value", '# {:eredis, "~> 1"},', {}, {}),
        ("mail", '{:swoosh, "~> 1"},', {}, {"Swoosh": "active"}),
        ("mail", '# {:bamboo, "~> 1"},', {}, {}),
        ("mail", '{:swoosh, "~> 1", only: :test},', {}, {}),
        ("object_storage", '{:ex_aws_s3, "~> 1"},', {}, {"S3": "unknown_in_production"}),
        ("object_storage", '{:ex_aws, "~> 1"},', {}, {}),
        ("object_storage", '{:ex_aws_s3, "~> 1", only: :test},', {}, {}),
    ],
)
def test_phoenix(
    repo_of: Laid, facet: str, dependency: str, files: Tree, said: dict[str, str]
) -> None:
    assert states(repo_of({"mix.exs": MIX % dependency, "lib/a.ex": "", **files}), facet) == said
