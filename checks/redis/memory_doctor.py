"""What would Redis' own memory doctor say, in figures?

Why: memory that holds no data is paid for: a peak long past, fragments, buffers of slow clients and replicas,
scripts that are generated anew for every call.
What to do: as each finding says; `activedefrag yes` gives fragments back while it runs (with jemalloc).
Source: the rules of MEMORY DOCTOR (getMemoryDoctorReport in Redis' src/object.c): silent under 5 MB; peak over use
above 1.5; fragmentation above 1.4, the allocator's above 1.1 and the process's above 1.1, each with more than 10
MB; 200 kB a client; 10 MB a replica; 1,000 scripts. Fragments are judged only where the allocator (jemalloc) tells
them truly.
"""

from collections.abc import Iterator

from checks.core import Finding, Report, Severity
from checks.live import answer, count, few, finding, seen, size, unread
from checks.probes.redis import Redis

ADVICE = True
SILENT = 5 * 2**20
PEAK, FRAGMENTED, ALLOCATOR, PROCESS = 1.5, 1.4, 1.1, 1.1
WORTH = 10 * 2**20
CLIENT, REPLICA, SCRIPTS = 200 * 1024, 10 * 2**20, 1000
RULES = 6


def check(redis: Redis) -> Report:
    """Fires by the doctor's rules; a server that holds next to nothing is too little to judge."""
    if (report := unread(redis.missing, "info")) is not None:
        return report
    used = redis.number("used_memory")
    if used < SILENT:
        return few(f"it holds {size(used)}; the doctor is silent under 5 MB")
    found = [*_peak(redis, used), *_fragments(redis), *_buffers(redis)]
    return answer(found, examined=RULES, note=f"{size(used)} are used as they should be")


def _peak(redis: Redis, used: float) -> Iterator[Finding]:
    peak = redis.number("used_memory_peak")
    if peak > PEAK * used:
        yield finding(
            f"it once used {size(peak)}, {peak / used:.1f} times what it uses now",
            "harmless if the peak comes back; else restart it or MEMORY PURGE, and size the machine by the peak",
            seen("used_memory_peak", peak, "B", "INFO memory"),
            seen("used_memory", used, "B", "INFO memory"),
            severity=Severity.LOW,
        )


def _fragments(redis: Redis) -> Iterator[Finding]:
    if not redis.words.get("mem_allocator", "").startswith("jemalloc"):
        return
    for name, line, what, remedy in (
        ("allocator_frag", ALLOCATOR, "the allocator's fragments", "CONFIG SET activedefrag yes"),
        ("allocator_rss", ALLOCATOR, "what the allocator keeps from the system", "MEMORY PURGE"),
        ("rss_overhead", PROCESS, "memory outside of the allocator", "look for large scripts and modules"),
        ("mem_fragmentation", FRAGMENTED, "fragments in all", "CONFIG SET activedefrag yes, or restart it"),
    ):  # fmt: skip
        ratio, lost = redis.number(f"{name}_ratio"), redis.number(f"{name}_bytes")
        if ratio > line and lost > WORTH:
            yield finding(
                f"{what}: {size(lost)} ({ratio:.2f} times what is needed)",
                remedy,
                seen(f"{name}_ratio", ratio, "ratio", "INFO memory"),
                seen(f"{name}_bytes", lost, "B", "INFO memory"),
                severity=Severity.LOW,
            )
            return


def _buffers(redis: Redis) -> Iterator[Finding]:
    for name, many, line, what, remedy in (
        ("mem_clients_normal", "connected_clients", CLIENT, "client",
         "find clients that read too slowly: CLIENT LIST, column omem; bound them with client-output-buffer-limit"),
        ("mem_clients_slaves", "connected_slaves", REPLICA, "replica",
         "a replica cannot follow: more bandwidth, or fewer large writes"),
    ):  # fmt: skip
        held, number = redis.number(name), redis.number(many)
        if number and held / number > line:
            yield finding(
                f"buffers hold {size(held / number)} for each {what}",
                remedy,
                seen(name, held, "B", "INFO memory"),
                seen(many, number, "1", "INFO clients"),
            )
    scripts = redis.number("number_of_cached_scripts")
    if scripts > SCRIPTS:
        yield finding(
            f"{count(scripts)} scripts are kept: they are written anew for every call",
            "hand values to a script as KEYS and ARGV, never in its text; SCRIPT FLUSH frees them",
            seen("number_of_cached_scripts", scripts, "1", "INFO memory"),
        )
