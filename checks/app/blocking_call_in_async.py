"""Does a blocking call stop the event loop?

Why: an `async def` handler runs on the one loop of its process. While a blocking driver or client waits inside it,
no other request of that process moves.
What to do: use the asynchronous client, hand the call to a thread (`run_in_threadpool`, `asyncio.to_thread`), or
write the handler as a plain `def`, which FastAPI runs in a thread by itself.
Source: https://fastapi.tiangolo.com/async/ (path operations declared with def run in a thread pool).
"""

from checks.advice import advise
from checks.core import Finding, Place, Report, Severity, not_applicable
from checks.probes.repo import Call, Connect, Repo

ADVICE = True
ASYNCHRONOUS = (
    "asyncpg.",
    "aiopg.",
    "aiomysql.",
    "asyncmy.",
    "aiosmtplib.",
    "psycopg.AsyncConnection",
    "mail.send",
)


def check(repo: Repo) -> Report:
    """Fires at blocking connects, mails and requests in `async def` of the request path; plain `def` is left alone."""
    if repo.python is None:
        return not_applicable("no Python application")
    app = repo.python
    looked_at: list[Call | Connect] = [*app.connects, *app.mails, *app.outbound]
    calls: dict[Place, tuple[str, bool]] = {
        one.place: (one.callee, one.in_async and one.in_request_path)
        for one in looked_at
        if not one.callee.startswith(ASYNCHRONOUS)
    }
    if not calls:
        return not_applicable("no blocking connect, mail or outbound call")
    return advise(
        (
            Finding(
                message=f"{callee} blocks the event loop inside an async handler",
                remedy="use an asynchronous client, a thread, or a plain def handler",
                severity=Severity.HIGH,
                place=place,
            )
            for place, (callee, blocks) in calls.items()
            if blocks
        ),
        examined=len(calls),
        note="no blocking call stands in an async handler",
    )
