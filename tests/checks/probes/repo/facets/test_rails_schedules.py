"""Schedules of Ruby's queues, and pools and Gemfiles that production merges: what fires, and what is left alone."""

import pytest

from tests.checks.probes.repo.facets.told import Laid, Tree, states

RAILS: Tree = {
    "Gemfile": "source 'x'\ngem 'rails'\ngem 'pg'\n",
    "config/application.rb": "module A\n  class Application < Rails::Application\n  end\nend\n",
}
TASK = "production:\n  send_mails:\n    class: SendJob\n    schedule: every hour\n"
CLEARING = (
    "production:\n  clear_solid_queue_finished_jobs:\n    command: x\n    schedule: every hour\n"
)


@pytest.mark.parametrize(
    ("gem", "files", "said"),
    [
        ("solid_queue", {"config/recurring.yml": TASK}, "Solid Queue recurring tasks"),
        ("sidekiq-cron", {"config/schedule.yml": "a:\n  cron: '* * * * *'\n"}, "sidekiq-cron"),
        (
            "sidekiq-cron",
            {"config/initializers/jobs.rb": "Sidekiq::Cron::Job.create(name: 'a', cron: 'x')\n"},
            "sidekiq-cron",
        ),
        (
            "sidekiq-scheduler",
            {"config/sidekiq.yml": ":scheduler:\n  :schedule:\n    a:\n      cron: '* * * * *'\n"},
            "sidekiq-scheduler",
        ),
        ("whenever", {"config/schedule.rb": "every 1.day do\n  rake 'a'\nend\n"}, "whenever"),
        ("solid_queue", {"config/recurring.yml": CLEARING}, ""),
        ("solid_queue", {"config/recurring.yml": "# " + TASK.replace("\n", "\n# ")}, ""),
        ("solid_queue", {"config/queue.yml": "production:\n  workers: []\n"}, ""),
        ("sidekiq-cron", {}, ""),
        ("sidekiq", {"config/schedule.yml": "a:\n  cron: '* * * * *'\n"}, ""),
        ("whenever", {"config/schedule.rb": "# every 1.day do\n"}, ""),
        ("sidekiq-cron", {"spec/a_spec.rb": "Sidekiq::Cron::Job.create(name: 'a')\n"}, ""),
    ],
)
def test_a_schedule_needs_its_gem_and_an_entry(
    repo_of: Laid, gem: str, files: Tree, said: str
) -> None:
    tree = {**RAILS, "Gemfile": RAILS["Gemfile"] + f"gem '{gem}'\n", **files}
    assert states(repo_of(tree), "scheduled_work") == ({said: "active"} if said else {})


ENV = "env: &env\n  adapter: postgresql\n  pool: {}\ndevelopment:\n  <<: *env\n  adapter: sqlite3\nproduction:\n  <<: *env\n"


@pytest.mark.parametrize(
    ("text", "pool"),
    [
        (ENV.format(50), {"50 connections": "active"}),
        (ENV.format("<%= ENV['POOL'] %>"), {"set when the server starts": "unknown_in_production"}),
        (ENV.format(50) + "  pool: 7\n", {"7 connections": "active"}),
        ("test:\n  adapter: postgresql\n  pool: 9\nproduction:\n  adapter: postgresql\n", {}),
        ("development: &dev\n  adapter: postgresql\n  pool: 9\n", {}),
    ],
)
def test_the_pool_of_what_production_merges(repo_of: Laid, text: str, pool: dict[str, str]) -> None:
    found = repo_of({**RAILS, "config/database.yml": text})
    assert states(found, "pool") == pool


def test_a_file_that_a_program_picks_is_one_of_several(repo_of: Laid) -> None:
    text = "default: &default\n  adapter: trilogy\n  pool: 50\nproduction:\n  primary:\n    <<: *default\n"
    files = {
        "config/database.yml": "<%= ERB.new(File.read(path)).result %>\n",
        "config/database.mysql.yml": text,
    }
    found = repo_of({**RAILS, **files})
    assert states(found, "pool") == {"50 connections": "unknown_in_production"}


def test_the_adapter_of_development_is_none_of_production(repo_of: Laid) -> None:
    found = repo_of({**RAILS, "config/database.yml": ENV.format(5)})
    assert states(found, "database") == {"PostgreSQL": "active"}


def test_a_bundle_that_evaluates_the_first_is_asked_for(repo_of: Laid) -> None:
    more = "eval_gemfile 'Gemfile'\ngem 'sentry-ruby'\n"
    found = repo_of({**RAILS, "Gemfile.saas": more})
    assert states(found, "error_tracking") == {"Sentry": "unknown_in_production"}
    for name, text in (("Gemfile.saas", "gem 'sentry-ruby'\n"), ("Gemfile.next", more)):
        (found.root / "Gemfile.saas").unlink(missing_ok=True)
        assert states(repo_of({**RAILS, name: text}), "error_tracking") == {}


def test_rails_own_tests_are_minitest(repo_of: Laid) -> None:
    helper = "test/test_helper.rb"
    rails = repo_of({**RAILS, helper: 'require "rails/test_help"\n'})
    assert states(rails, "test_runner") == {"Minitest": "active"}
    assert states(repo_of({**RAILS, helper: "# require 'rails/test_help'\n"}), "test_runner") == {}


def test_rails_health_may_be_drawn_from_another_file(repo_of: Laid) -> None:
    route = 'get "up" => "rails/health#show"\n'
    assert states(repo_of({**RAILS, "config/routes/meta.rb": route}), "health") == {"/up": "active"}
    assert states(repo_of({**RAILS, "config/routes/meta.rb": f"# {route}"}), "health") == {}


GOOD_JOB = "config/initializers/good_job.rb"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "config.good_job.enable_cron = !Rails.env.development?\nconfig.good_job.cron = {\n  a: { cron: 'x' }\n}\n",
            True,
        ),
        ("config.good_job.enable_cron = true\nconfig.good_job.cron = { a: { cron: 'x' } }\n", True),
        (
            "config.good_job.enable_cron = false\nconfig.good_job.cron = { a: { cron: 'x' } }\n",
            False,
        ),
        ("config.good_job.enable_cron = true\nconfig.good_job.cron = {}\n", False),
        (
            "config.good_job.enable_cron = true\n# config.good_job.cron = { a: { cron: 'x' } }\n",
            False,
        ),
    ],
)
def test_a_plan_of_good_job(repo_of: Laid, text: str, told: bool) -> None:
    tree = {**RAILS, "Gemfile": RAILS["Gemfile"] + "gem 'good_job'\n", GOOD_JOB: text}
    said = {"GoodJob cron": "active"} if told else {}
    assert states(repo_of(tree), "scheduled_work") == said


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("class A\n  include Shoryuken::Worker\nend\n", "active"),
        ("class A\n  # extend Shoryuken\nend\n", "present_unused"),
    ],
)
def test_a_second_queue_whose_jobs_are_written(repo_of: Laid, text: str, state: str) -> None:
    tree = {
        **RAILS,
        "Gemfile": RAILS["Gemfile"] + "gem 'good_job'\ngem 'shoryuken'\n",
        "config/application.rb": "module A\n  class Application < Rails::Application\n"
        "    config.active_job.queue_adapter = :good_job\n  end\nend\n",
        "app/workers/a.rb": text,
    }
    assert states(repo_of(tree), "queue") == {"GoodJob": "active", "Shoryuken": state}
