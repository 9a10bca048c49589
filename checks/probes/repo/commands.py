"""What a start command is for, and how many processes it asks for."""

import re
import shlex

from checks.probes.repo.snapshot import Role

WEB = re.compile(
    r"""(^|[\s/"'\[,])(uvicorn|gunicorn|hypercorn|daphne|granian|uwsgi|waitress-serve|fastapi\s+run|fastapi\s+dev
    |flask\s+run|runserver|puma|rails\s+s(erver)?|thrust|unicorn|next\s+start|php-fpm|apache2-foreground
    |frankenphp|octane:start|phx\.server|artisan\s+serve|streamlit|gradio)(?=$|[\s"',\]])""",
    re.VERBOSE,
)
WORKER = re.compile(
    r"""\bcelery\b.*\bworker\b|\brq(worker)?\s+worker|\brqworker\b|\bdramatiq\s|\barq\s+\w|\bhuey_consumer
    |\bsidekiq\b|\bsolid_queue|\bjobs:work\b|\bgood_job\b|\bresque\b|\bqueue:work\b|\bhorizon\b|\bmessenger:consume\b
    |\bqcluster\b|\bprocrastinate\b.*\bworker\b|\btaskiq\s+worker|\brun_huey\b|\bbin/jobs\b|\bsaq\s+\w""",
    re.VERBOSE,
)
SCHEDULER = re.compile(
    r"""\bcelery\b.*\bbeat\b|\brqscheduler\b|\bclockwork\b|\bschedule:work\b|\bsupercronic\b|(^|[\s/"'])crond?\b
    |\bwhenever\b.*--update""",
    re.VERBOSE,
)
MIGRATE = re.compile(
    r"""\balembic\b.*\bupgrade\b|\bmanage\.py\s+migrate\b|\bdb:(migrate|prepare)\b|\bartisan\s+migrate\b
    |\bdoctrine:migrations:migrate\b|\bprisma\s+migrate\s+deploy\b|\bknex\s+migrate|\bflyway\b.*\bmigrate\b
    |\becto\.migrate\b|\bbin/migrate\b|\bgoose\b.*\bup\b|\bflask\s+db\s+upgrade\b|\btypeorm\b.*migration:run""",
    re.VERBOSE,
)
COUNT = {
    "gunicorn": ("-w", "--workers"),
    "uvicorn": ("--workers",),
    "fastapi": ("--workers",),
    "hypercorn": ("-w", "--workers"),
    "granian": ("--workers",),
    "uwsgi": ("-p", "--processes", "--workers"),
    "puma": ("-w", "--workers"),
}
SINGLE_BY_DEFAULT = {"uvicorn", "gunicorn", "fastapi", "hypercorn", "granian"}
"""Each of these starts one worker process unless told otherwise (their own command-line references)."""


def role_of(command: str) -> Role | None:
    """What the command's program is for; None where it does not say. A server that migrates first is a web server."""
    for role, pattern in (
        (Role.WORKER, WORKER),
        (Role.SCHEDULER, SCHEDULER),
        (Role.WEB, WEB),
        (Role.MIGRATE, MIGRATE),
    ):
        if pattern.search(command):
            return role
    return None


def processes_of(command: str, concurrency: str | None = None) -> int | None:
    """The worker processes that a web server's command asks for.

    `concurrency` is the value of WEB_CONCURRENCY, which uvicorn and gunicorn read. None where the
    command does not say, or says it with a variable.
    """
    words = _words(command)
    program = next((name for word in words if (name := word.rpartition("/")[2]) in COUNT), None)
    if program is None:
        return None
    for flag in COUNT[program]:
        for at, word in enumerate(words):
            value = word.removeprefix(flag + "=") if word.startswith(flag + "=") else None
            if word == flag and at + 1 < len(words):
                value = words[at + 1]
            if value is not None:
                return int(value) if value.isdecimal() else None
    if concurrency is not None:
        return int(concurrency) if concurrency.isdecimal() else None
    configured = any(word in {"-c", "--config"} for word in words)
    return 1 if program in SINGLE_BY_DEFAULT and not configured else None


def application_of(command: str) -> str | None:
    """The `module:variable` that a Python web server's command names."""
    found = re.search(
        r"(?<![\w./:-])([A-Za-z_][\w.]*:[A-Za-z_]\w*)(?:\(\))?(?=$|[\s\"',\]])", command
    )
    return found.group(1) if found and role_of(command) is Role.WEB else None


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command.replace(",", " ").replace("[", " ").replace("]", " "))
    except ValueError:
        return command.split()
