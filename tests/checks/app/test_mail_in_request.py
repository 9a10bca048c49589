"""Is mail sent while a user waits for the answer?"""

from collections.abc import Callable

from checks.app.mail_in_request import check
from checks.core import Outcome
from checks.probes.repo import Repo

Laid = Callable[[dict[str, str]], Repo]
APP = "from fastapi import FastAPI, BackgroundTasks\napp = FastAPI()\n"


SEND = "import smtplib\ndef welcome():\n    with smtplib.SMTP('mail', timeout=5) as mail:\n        mail.noop()\n"
POST = "@app.post('/users')\ndef sign_up():\n"


def test_fires_at_smtp_behind_a_function_of_another_module(repo_of: Laid) -> None:
    report = check(
        repo_of(
            {
                "main.py": APP + "from post import welcome\n" + POST + "    welcome()\n",
                "post.py": SEND,
            }
        )
    )
    assert [(str(one.place), one.message) for one in report.findings] == [
        ("post.py:3", "smtplib.SMTP sends mail inside POST /users")
    ]


def test_fires_at_django_mail_in_a_view(repo_of: Laid) -> None:
    view = "from django.core.mail import send_mail\ndef contact(request):\n    send_mail('a', 'b', 'c', ['d'])\n"
    files = {
        "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site1.settings')\n",
        "site1/settings.py": "ROOT_URLCONF = 'site1.urls'\n",
        "site1/urls.py": "from django.urls import path\nfrom . import views\n"
        "urlpatterns = [path('contact/', views.contact)]\n",
        "site1/views.py": view,
    }
    assert [str(one.place) for one in check(repo_of(files)).findings] == ["site1/views.py:3"]
    files["site1/settings.py"] += "EMAIL_BACKEND = 'djcelery_email.backends.CeleryEmailBackend'\n"
    assert check(repo_of(files)).outcome is Outcome.NOT_APPLICABLE


def test_leaves_a_background_task_alone(repo_of: Laid) -> None:
    text = (
        APP
        + "from post import welcome\n"
        + POST.replace("()", "(tasks: BackgroundTasks)")
        + "    tasks.add_task(welcome)\n"
    )
    assert check(repo_of({"main.py": text, "post.py": SEND})).outcome is Outcome.OK


def test_leaves_a_celery_task_alone(repo_of: Laid) -> None:
    task = "from celery import shared_task\n" + SEND.replace(
        "def welcome", "@shared_task\ndef welcome"
    )
    text = APP + "from post import welcome\n" + POST + "    welcome.delay()\n"
    assert check(repo_of({"main.py": text, "post.py": task})).outcome is Outcome.OK


def test_leaves_a_module_that_no_route_reaches_alone(repo_of: Laid) -> None:
    assert (
        check(repo_of({"main.py": APP + POST + "    ...\n", "post.py": SEND})).outcome is Outcome.OK
    )


def test_leaves_an_application_without_mail_alone(repo_of: Laid) -> None:
    text = APP + POST + "    'smtplib.SMTP is not called here'\n"
    assert check(repo_of({"main.py": text})).outcome is Outcome.NOT_APPLICABLE
