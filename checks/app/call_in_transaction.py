"""Is mail sent, or another server called, while a transaction is open?

Why: the transaction keeps its locks and its connection until the other server has answered. When that one is slow,
sessions pile up in the database; when the transaction is rolled back, the mail is out all the same.
What to do: send after the commit (`transaction.on_commit`, `after_commit`, an outbox row that a worker sends).
Source: https://docs.djangoproject.com/en/stable/topics/db/transactions/#performing-actions-after-commit and
https://microservices.io/patterns/data/transactional-outbox.html
"""

from checks.advice import advise
from checks.core import Finding, Report, Severity, not_applicable
from checks.probes.repo import Repo, State

ADVICE = True


def check(repo: Repo) -> Report:
    """Fires at calls that run inside the block; callbacks after the commit and jobs that are put off are left alone."""
    found = [one for one in repo.facts("mail_in_transaction") if one.state is State.ACTIVE]
    if not found:
        return not_applicable("no mail or call to another server was found inside a transaction")
    return advise(
        (
            Finding(
                message=f"{one.value} runs while a transaction is open",
                remedy="send it after the commit, from a callback or a worker",
                severity=Severity.MEDIUM,
                confidence=one.confidence,
                place=one.place,
            )
            for one in found
        ),
        examined=len(found),
    )
