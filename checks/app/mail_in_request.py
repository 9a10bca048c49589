"""Is mail sent while a user waits for the answer?

Why: a mail server answers in tenths of a second on a good day and in its time-out on a bad one; meanwhile the
request holds a thread and often a database connection.
What to do: write the job down in the same transaction, answer, and let a worker send the mail (rung async_queue).
Source: https://docs.djangoproject.com/en/stable/topics/email/ (sending is a network conversation with the server).
"""

from checks.advice import advise
from checks.core import Confidence, Finding, Report, Severity, not_applicable
from checks.probes.repo import Repo
from checks.probes.repo.mail import queued

ADVICE = True


def check(repo: Repo) -> Report:
    """Fires where a route reaches a mail call; background tasks, workers and queueing backends are left alone."""
    if repo.python is None or not repo.python.mails:
        return not_applicable("no mail is sent by the application's own code")
    if queued(repo.python):
        return not_applicable("the mail backend queues what it is given")
    return advise(
        (
            Finding(
                message=f"{one.callee} sends mail inside {one.route}",
                remedy="answer first and send from a worker",
                severity=Severity.MEDIUM,
                confidence=Confidence.HIGH if one.callee != "mail.send" else Confidence.MEDIUM,
                place=one.place,
            )
            for one in repo.python.mails
            if one.in_request_path
        ),
        examined=len(repo.python.mails),
        note="mail is sent outside the request path",
    )
