"""Do the cache and the jobs live in one Redis?

Why: a cache must be allowed to forget and a queue must not. With one limit and one policy for both, either jobs are
evicted or the cache's writes fail.
What to do: two instances: the cache evicts the least used, the queue has noeviction and a file.
Source: Mastodon's and GitLab's administration guides both separate them; Redis' documentation, "Key eviction".
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

LINE = "redis_shared told or seen as true"
RELIEVES = ("nothing",)


def check(vitals: Vitals) -> Report:
    """Fires when that is known."""
    value = vitals.number("redis_shared")
    if value is None:
        return missing(vitals, "redis_shared")
    if not value:
        return quiet("the cache and the jobs are kept apart")
    return fires(
        vitals,
        "one Redis holds the cache and the jobs: eviction can eat jobs",
        "give the jobs an instance of their own, with noeviction",
        "redis_shared",
    )
