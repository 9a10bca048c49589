"""Whether the application's mail backend only writes the mail down for a worker."""

import re

from checks.probes.repo.snapshot import PythonApp

QUEUES = re.compile(r"celery|queue|post_office|mailer")


def queued(app: PythonApp) -> bool:
    """Django's EMAIL_BACKEND names one that queues (django-celery-email, django-post-office, django-mailer)."""
    backend = app.settings.get("EMAIL_BACKEND")
    return backend is not None and QUEUES.search(backend.keywords["value"]) is not None
