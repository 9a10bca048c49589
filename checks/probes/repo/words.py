"""The words that facts of a repository are told with."""

from enum import StrEnum


class State(StrEnum):
    """How far a thing that the files name is really in use."""

    ACTIVE = "active"
    """Declared, and something that runs in production uses it."""
    INACTIVE = "inactive"
    """Named but switched off."""
    PRESENT_UNUSED = "present_unused"
    """Declared, but nothing was seen that uses it."""
    UNKNOWN_IN_PRODUCTION = "unknown_in_production"
    """In use, or one of several choices, whose production value the files do not tell."""


class Role(StrEnum):
    """What a process or a service of a compose file is for."""

    WEB = "web"
    WORKER = "worker"
    SCHEDULER = "scheduler"
    """Starts work by the clock (celery beat, clockwork, a CronJob's controller); one instance at a time."""
    MIGRATE = "migrate"
    JOB = "job"
    """Runs once and ends: backups, seeds, one-off commands."""
    PROXY = "proxy"
    DATABASE = "database"
    CACHE = "cache"
    BROKER = "broker"
    POOLER = "pooler"
    OTHER = "other"
