"""Facets of Rails: what fires, and what is left alone."""

import pytest

from tests.checks.probes.repo.facets.told import Laid, Tree, states

RAILS: Tree = {
    "Gemfile": "source 'x'\ngem 'rails'\ngem 'pg'\n",
    "config/application.rb": "module A\n  class Application < Rails::Application\n  end\nend\n",
}
PRODUCTION = "config/environments/production.rb"
SCHEMA = """ActiveRecord::Schema[8.0].define(version: 1) do
  create_table "posts", force: :cascade do |t|
    t.bigint "user_id"
    t.bigint "author_id"
    t.index ["user_id", "id"], name: "x"
  end

  create_table "users" do |t|
  end
  add_foreign_key "posts", "users"
  add_foreign_key "posts", "users", column: "author_id"
end
"""


@pytest.mark.parametrize(
    ("facet", "files", "said"),
    [
        (
            "cache",
            {PRODUCTION: "  config.cache_store = :redis_cache_store, { url: ENV['A'] }\n"},
            {"Redis": "active"},
        ),
        (
            "cache",
            {PRODUCTION: "  if ENV['A']\n    config.cache_store = :redis_cache_store\n  end\n"},
            {"Redis": "unknown_in_production"},
        ),
        (
            "cache",
            {PRODUCTION: "  config.cache_store = :memory_store\n"},
            {"in one process only": "inactive"},
        ),
        (
            "cache",
            {"config/environments/development.rb": "  config.cache_store = :mem_cache_store\n"},
            {},
        ),
        ("cache", {PRODUCTION: "  # config.cache_store = :mem_cache_store\n"}, {}),
        ("queue", {"Gemfile": RAILS["Gemfile"] + "gem 'sidekiq'\n"}, {"Sidekiq": "active"}),
        ("queue", {"Gemfile": RAILS["Gemfile"] + "group :test do\n  gem 'sidekiq'\nend\n"}, {}),
        ("queue", {"README.md": "gem 'sidekiq'\n"}, {}),
        (
            "sessions",
            {
                "config/initializers/session_store.rb": "Rails.application.config.session_store :cookie_store, key: 'a'\n"
            },
            {"cookies": "active"},
        ),
        (
            "sessions",
            {
                "config/initializers/session_store.rb": "# Rails.application.config.session_store :cookie_store\n"
            },
            {},
        ),
        ("sessions", {"spec/session_store.rb": "config.session_store :cookie_store\n"}, {}),
        (
            "object_storage",
            {
                PRODUCTION: "  config.active_storage.service = ENV.fetch('SERVICE', 'amazon').to_sym\n"
            },
            {"S3": "unknown_in_production"},
        ),
        (
            "object_storage",
            {PRODUCTION: "  config.active_storage.service = :amazon\n"},
            {"S3": "active"},
        ),
        ("object_storage", {PRODUCTION: "  config.active_storage.service = :local\n"}, {}),
        ("object_storage", {"config/storage.yml": "amazon:\n  service: S3\n"}, {}),
        (
            "rate_limit",
            {
                "Gemfile": "gem 'rails'\ngem 'rack-attack'\n",
                "config/initializers/rack_attack.rb": "Rack::Attack.throttle('a', limit: 5) { }\n",
            },
            {"Rack::Attack": "active"},
        ),
        (
            "rate_limit",
            {"Gemfile": "gem 'rails'\ngem 'rack-attack'\n"},
            {"Rack::Attack": "present_unused"},
        ),
        (
            "rate_limit",
            {"app/controllers/a.rb": "class A\n  rate_limit to: 10, within: 1.minute\nend\n"},
            {"Rails rate_limit": "active"},
        ),
        (
            "rate_limit",
            {
                "app/controllers/a.rb": "class A\n  # rate_limit to: 10\n  x = 'rate_limit to: 10'\nend\n"
            },
            {},
        ),
        (
            "pool",
            {
                "config/database.yml": "default: &d\n  pool: <%= ENV.fetch('THREADS') { 5 } %>\nproduction:\n  <<: *d\n"
            },
            {"5 connections": "unknown_in_production"},
        ),
        ("pool", {"config/database.yml": "production:\n  pool: 9\n"}, {"9 connections": "active"}),
        (
            "pool",
            {"config/database.yml": "test:\n  pool: 9\nproduction:\n  adapter: postgresql\n"},
            {},
        ),
        ("pool", {"config/database.yml": "production:\n  # pool: 9\n  adapter: postgresql\n"}, {}),
        (
            "cdn",
            {PRODUCTION: "  config.action_controller.asset_host = ENV['ASSET_HOST']\n"},
            {"host in ASSET_HOST": "unknown_in_production"},
        ),
        ("cdn", {PRODUCTION: "  # config.asset_host = 'https://x.example'\n"}, {}),
        (
            "cdn",
            {"config/environments/development.rb": "  config.asset_host = 'https://x.example'\n"},
            {},
        ),
        (
            "health",
            {
                "config/routes.rb": "Rails.application.routes.draw do\n  get :health_check, to: p\nend\n"
            },
            {"/health_check": "active"},
        ),
        (
            "pagination",
            {"Gemfile": "gem 'rails'\ngem 'will_paginate'\n"},
            {"will_paginate": "active"},
        ),
        (
            "health",
            {
                "config/routes.rb": "Rails.application.routes.draw do\n  get 'up' => 'rails/health#show'\nend\n"
            },
            {"/up": "active"},
        ),
        (
            "health",
            {
                "config/routes.rb": "Rails.application.routes.draw do\n  # get 'up' => 'rails/health#show'\n  get '/upload' => 'a#b'\nend\n"
            },
            {},
        ),
        (
            "health",
            {
                "config/routes.rb": "Rails.application.routes.draw do\n  get '/healthy_food' => 'a#b'\nend\n"
            },
            {},
        ),
        (
            "scheduled_work",
            {"lib/a.rb": "scheduler = Rufus::Scheduler.new\n"},
            {"rufus-scheduler": "active"},
        ),
        ("scheduled_work", {"lib/a.rb": "# Rufus::Scheduler.new\n"}, {}),
        ("scheduled_work", {"Gemfile": "gem 'rails'\ngem 'sidekiq-cron'\n"}, {}),
        ("pagination", {"Gemfile": "gem 'rails'\ngem 'pagy'\n"}, {"Pagy": "active"}),
        ("pagination", {"Gemfile": "gem 'rails'\n# gem 'pagy'\n"}, {}),
        ("pagination", {"Gemfile": "gem 'rails'\ngem 'pagy-theme'\n"}, {}),
        (
            "n_plus_one_guard",
            {"Gemfile": "gem 'rails'\ngem 'prosopite'\n"},
            {"Prosopite": "active"},
        ),
        ("n_plus_one_guard", {"Gemfile": "gem 'rails'\ngem 'bulletin'\n"}, {}),
        ("n_plus_one_guard", {"docs/Gemfile": "gem 'bullet'\n"}, {}),
        (
            "read_replica",
            {"config/database.yml": "production:\n  replica:\n    replica: true\n"},
            {"Rails": "unknown_in_production"},
        ),
        (
            "read_replica",
            {"config/database.yml": "production:\n  # replica: true\n  adapter: postgresql\n"},
            {},
        ),
        ("read_replica", {"docs/replica.yml": "replica: true\n"}, {}),
        (
            "database",
            {
                "config/database.yml": "production:\n  adapter: <%= ENV['A'].presence || \"mysql2\" %>\n"
            },
            {"MySQL": "unknown_in_production", "PostgreSQL": "unknown_in_production"},
        ),
        (
            "database",
            {
                "Gemfile": "gem 'rails'\ngem 'sqlite3'\n",
                "config/database.yml": "production:\n  adapter: sqlite3\n",
            },
            {"SQLite": "active"},
        ),
        ("foreign_key_without_index", {"db/schema.rb": SCHEMA}, {"posts.author_id": "active"}),
        (
            "foreign_key_without_index",
            {
                "db/schema.rb": SCHEMA.replace(
                    '    t.index ["user', '    t.index ["author_id"]\n    t.index ["user'
                )
            },
            {},
        ),
        (
            "foreign_key_without_index",
            {"Gemfile": "gem 'rails'\ngem 'mysql2'\n", "db/schema.rb": SCHEMA},
            {},
        ),
        (
            "partitioning",
            {"db/structure.sql": "CREATE TABLE a (b int) PARTITION BY RANGE (b);\n"},
            {"RANGE": "active"},
        ),
        (
            "partitioning",
            {
                "db/structure.sql": "-- CREATE TABLE a () PARTITION BY RANGE (b);\nselect row_number() over (partition by b);\n"
            },
            {},
        ),
        ("partitioning", {"app/a.sql": "CREATE TABLE a (b int) PARTITION BY RANGE (b);\n"}, {}),
        ("error_tracking", {"Gemfile": "gem 'rails'\ngem 'sentry-rails'\n"}, {"Sentry": "active"}),
        (
            "error_tracking",
            {"Gemfile": "gem 'rails'\ngem 'sentry_helper'\n", "app/a.rb": "HttpStatusEntryPoint\n"},
            {},
        ),
        ("structured_logs", {"Gemfile": "gem 'rails'\ngem 'lograge'\n"}, {"Lograge": "active"}),
        ("structured_logs", {PRODUCTION: "  config.log_level = :info # lograge\n"}, {}),
        ("tracing", {"Gemfile": "gem 'rails'\ngem 'skylight'\n"}, {"Skylight": "active"}),
        ("tracing", {"Gemfile": "gem 'rails'\ngroup :development do\n  gem 'skylight'\nend\n"}, {}),
        ("database", {"Gemfile": "gem 'rails'\n# gem 'pg'\n"}, {}),
        ("database", {"Gemfile": "gem 'rails'\ngem 'pg_search'\n"}, {}),
        ("database", {"Gemfile": "gem 'rails'\ngroup :test do\n  gem 'sqlite3'\nend\n"}, {}),
        ("tracing", {"config/newrelic.yml": "production:\n  app_name: a\n"}, {}),
        ("structured_logs", {"Gemfile": "gem 'rails'\ngem 'lograge-sql'\n"}, {}),
        (
            "error_tracking",
            {"app/models/sentry.rb": "class Sentry\n  def self.init; end\nend\nSentry.init\n"},
            {},
        ),
        ("outbound_timeout", {"spec/a_spec.rb": "Typhoeus.get(url)\n"}, {}),
        (
            "mail",
            {"app/mailers/a_mailer.rb": "class AMailer < ApplicationMailer\nend\n"},
            {"Action Mailer": "active"},
        ),
        ("mail", {"app/mailers/application_mailer.rb": "class ApplicationMailer\nend\n"}, {}),
        ("mail", {"spec/mailers/a_mailer.rb": "class AMailer < ApplicationMailer\nend\n"}, {}),
        (
            "metrics",
            {"Gemfile": "gem 'rails'\ngem 'prometheus-client'\n"},
            {"Prometheus": "active"},
        ),
        (
            "metrics",
            {"Gemfile": "gem 'rails'\ngroup :test do\n  gem 'prometheus-client'\nend\n"},
            {},
        ),
        ("metrics", {"Gemfile": "gem 'rails'\ngem 'yabeda-rails'\n"}, {}),
        ("orm", {"Gemfile": "gem 'rails'\ngem 'sequel'\n"}, {"Sequel": "active"}),
        ("orm", {"Gemfile": "gem 'rails'\ngem 'sequel-annotate'\n"}, {}),
        ("orm", {"Gemfile": "gem 'rails'\n# gem 'sequel'\n"}, {}),
        (
            "broker",
            {"Gemfile": "gem 'rails'\ngem 'bunny'\n"},
            {"RabbitMQ": "unknown_in_production"},
        ),
        ("broker", {"Gemfile": "gem 'rails'\ngem 'bunny-mock'\n"}, {}),
        ("broker", {"Gemfile": "gem 'rails'\ngroup :development do\n  gem 'bunny'\nend\n"}, {}),
        ("migrations", {"db/migrate/20240101_a.rb": ""}, {"Active Record migrations": "active"}),
        ("migrations", {"db/migrate/notes.rb": ""}, {}),
        ("migrations", {"spec/dummy/db/migrate/20240101_a.rb": ""}, {}),
    ],
)
def test_rails(repo_of: Laid, facet: str, files: Tree, said: dict[str, str]) -> None:
    assert states(repo_of({**RAILS, **files}), facet) == said
