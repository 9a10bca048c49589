"""Does one cheap statement, run over and over, make up most of the calls?

Why: a list that asks once per row pays the way to the database for each; every call is fast, so no list of slow
statements ever shows it.
What to do: find the loop, fetch the rows in one statement (JOIN, `= any(...)`, prefetch_related, selectinload).
Source: up to 2 ms and 2 rows a call are pgFirstAid's signs of such a statement; three tenths of all calls and
1,000 calls are this tool's defaults. A hot lookup by key looks the same, so confidence is low.
"""

from checks.core import Confidence, Finding, Report, Severity
from checks.fill.fact import window
from checks.live import answer, count, few, seen, unread
from checks.probes.postgres import Kind, Postgres, Statement, Statements
from checks.signal import percent

ADVICE = True
SHARE = 0.3
ENOUGH_CALLS = 1000
CHEAP_MS = 2.0
FEW_ROWS = 2.0
SHOWN = 160


def check(postgres: Postgres) -> Report:
    """Fires for each cheap reading statement that makes up three tenths of all calls."""
    if (report := unread(postgres.missing, "statements")) is not None:
        return report
    statements = postgres.statements
    if statements is None or statements.calls < ENOUGH_CALLS:
        calls = statements.calls if statements else 0
        return few(f"only {calls} statements were seen; {ENOUGH_CALLS} are needed")
    reads = [one for one in statements.rows if one.kind is Kind.READ and one.calls]
    found = [_finding(one, statements) for one in reads if _repeats(one, statements)]
    return answer(
        found,
        examined=len(reads),
        total=statements.distinct,
        window=window(statements.window_s),
        note=f"no cheap statement makes up {percent(SHARE)} of the calls",
    )


def _repeats(one: Statement, statements: Statements) -> bool:
    cheap = one.exec_ms / one.calls <= CHEAP_MS and one.rows / one.calls <= FEW_ROWS
    looks_up = "$" in one.text and " from " in " ".join(one.text.lower().split())
    return cheap and looks_up and one.calls / statements.calls >= SHARE


def _finding(one: Statement, statements: Statements) -> Finding:
    text = " ".join(one.text.split())
    shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}..."
    share = one.calls / statements.calls
    return Finding(
        message=f"one statement is {percent(share)} of all calls ({count(one.calls)}), each"
        f" {one.exec_ms / one.calls:.2g} ms for {one.rows / one.calls:.2g} rows: {shown}",
        remedy="find the loop that runs it, and fetch the rows in one statement (JOIN, = any($1), prefetch)",
        severity=Severity.LOW,
        confidence=Confidence.LOW,
        facts=(
            seen("calls_share", float(f"{share:.4g}"), "ratio", "pg_stat_statements",
                 window(statements.window_s)),
        ),
    )  # fmt: skip
