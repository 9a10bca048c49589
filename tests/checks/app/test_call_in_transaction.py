"""Is mail sent, or another server called, while a transaction is open?"""

from collections.abc import Callable

import pytest

from checks.app.call_in_transaction import check
from checks.core import Outcome
from checks.probes.repo import Repo

Laid = Callable[[dict[str, str]], Repo]
SITE = {
    "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 's.settings')\n",
    "s/__init__.py": "",
    "s/settings.py": "",
}
HEAD = "from django.core.mail import send_mail\nfrom django.db import transaction\ndef f():\n"
RAILS = {"Gemfile": "gem 'rails'\n", "config/application.rb": "class A < Rails::Application\nend\n"}


def test_fires_in_python(repo_of: Laid) -> None:
    text = HEAD + "    with transaction.atomic():\n        send_mail('a', 'b', 'c', [])\n"
    report = check(repo_of({**SITE, "a.py": text}))
    assert [str(one.place) for one in report.findings] == ["a.py:5"]


def test_fires_in_ruby(repo_of: Laid) -> None:
    text = "class A\n  def f\n    User.transaction do\n      M.hello.deliver_now\n    end\n  end\nend\n"
    report = check(repo_of({**RAILS, "app/models/a.rb": text}))
    assert [str(one.place) for one in report.findings] == ["app/models/a.rb:4"]


@pytest.mark.parametrize(
    "body",
    [
        "    with transaction.atomic():\n        pass\n    send_mail('a', 'b', 'c', [])\n",
        "    with transaction.atomic():\n        transaction.on_commit(lambda: send_mail('a', 'b', 'c', []))\n",
        "    with transaction.atomic():\n        mail('send_mail')\n",
    ],
)
def test_leaves_what_runs_after_the_block_alone(repo_of: Laid, body: str) -> None:
    assert check(repo_of({**SITE, "a.py": HEAD + body})).outcome is Outcome.NOT_APPLICABLE


def test_leaves_a_job_that_is_put_off_and_tests_alone(repo_of: Laid) -> None:
    later = "User.transaction do\n  M.hello.deliver_later\nend\n"
    now = later.replace("later", "now")
    files = {**RAILS, "app/models/a.rb": later, "spec/a_spec.rb": now}
    assert check(repo_of(files)).outcome is Outcome.NOT_APPLICABLE
