"""Does saving to disk fail?

Why: what is not saved is gone with a restart; and with `stop-writes-on-bgsave-error` (the default) every write is
refused after a failed save.
What to do: free the disk, mend the folder's rights, allow overcommit (`vm.overcommit_memory=1`), then BGSAVE.
Source: https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/
"""

from checks.core import Report, Severity
from checks.live import answer, few, finding, seen, unread
from checks.probes.redis import Redis

ADVICE = True
STATUSES = {
    "rdb_last_bgsave_status": "the last save in the background (RDB)",
    "aof_last_write_status": "the last write of the append-only file",
    "aof_last_bgrewrite_status": "the last rewrite of the append-only file",
}


def check(redis: Redis) -> Report:
    """Fires at a last save, write or rewrite that failed."""
    if (report := unread(redis.missing, "info")) is not None:
        return report
    told = {name: redis.words[name] for name in STATUSES if name in redis.words}
    if not told:
        return few("the server does not tell how its last save went")
    found = [
        finding(
            f"{STATUSES[name]} failed",
            "look at its log for the cause: a full disk, a folder's rights, or too little memory to fork",
            seen(name, word, "str", "INFO persistence"),
            severity=Severity.HIGH,
        )
        for name, word in told.items()
        if word != "ok"
    ]
    return answer(found, examined=len(told), note="the last saves went well")
