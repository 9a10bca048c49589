"""The audit as SARIF 2.1.0, in the form that code scanning reads best.

Every check is a rule with its page as help; every finding has a region, the places of its evidence as related
locations, and a fingerprint of content instead of line numbers; what could not be judged is a notification.
Format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from checks.core import Fact, Finding, Outcome, Place, Severity
from checks.engine import Check, Result, discover
from cli.audited import Standing
from cli.identity import identities, line_of

if TYPE_CHECKING:
    from cli.audited import Audited

Json = dict[str, Any]
SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
ROOT = "%SRCROOT%"
LEVELS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
}
MOST_RESULTS = 5000
"""More are dropped by code scanning without a word: https://docs.github.com/en/code-security/code-scanning."""
PRECISION = {"high": "high", "medium": "medium", "low": "low"}
CONFIGURATION = {"pyproject.toml", "rung.toml"}
PLACE = re.compile(r"^(?P<path>[^:]+):(?P<line>\d+)$")


def log(found: "Audited") -> Json:
    """The whole log: one tool, one run."""
    from checks.version import VERSION as version

    names = sorted(found.results)
    driver = {
        "name": "rung",
        "version": version,
        "semanticVersion": version,
        "rules": [_rule(discover()[name], found.results[name]) for name in names],
    }
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "automationDetails": {"id": "rung/audit/"},
                "originalUriBaseIds": {ROOT: {"description": {"text": "The project's folder."}}},
                "columnKind": "unicodeCodePoints",
                "invocations": [_invocation(found, names)],
                "results": _results(found, names),
            }
        ],
    }


def _rule(check: Check, result: Result) -> Json:
    title, _, rest = check.page.strip().partition("\n")
    link = re.search(r"https?://[^\s)>\]]+", check.page)
    worst = min(
        (one.severity for one in result.report.findings),
        key=tuple(Severity).index,
        default=Severity.MEDIUM,
    )
    rule: Json = {
        "id": check.name,
        "name": "".join(word.capitalize() for word in re.split(r"[._]", check.name)),
        "shortDescription": {"text": title},
        "fullDescription": {"text": " ".join((rest.strip() or title).split())[:1000]},
        "help": {"text": check.page, "markdown": f"**{title}**\n\n{rest.strip()}"},
        "defaultConfiguration": {"level": LEVELS[worst]},
        "properties": {
            "precision": _precision(result),
            "problem.severity": {"error": "error", "warning": "warning"}.get(
                LEVELS[worst], "recommendation"
            ),
            "tags": ["scaling", check.name.partition(".")[0]],
        },
    }
    if link:
        rule["helpUri"] = link.group().rstrip(".,;")
    return rule


def _precision(result: Result) -> str:
    seen = {str(one.confidence) for one in result.report.findings}
    return next((word for word in ("low", "medium", "high") if word in seen), "high")


def _invocation(found: "Audited", names: list[str]) -> Json:
    return {
        "executionSuccessful": not found.seen.unreached,
        "toolConfigurationNotifications": [
            {
                "level": "note",
                "message": {
                    "text": f"{name}: not judged ({report.reason or 'unknown'}): {report.note}"
                },
                "associatedRule": {"id": name, "index": names.index(name)},
            }
            for name, report in ((name, found.results[name].report) for name in names)
            if report.outcome is Outcome.UNKNOWN
        ],
        "toolExecutionNotifications": [
            {"level": "error", "message": {"text": f"{one.message}. {one.remedy}"}}
            for one in found.seen.unreached
        ],
    }


def _results(found: "Audited", names: list[str]) -> list[Json]:
    told = found.findings[:MOST_RESULTS]
    standings = found.standings or [Standing(identity=i) for i in identities(found.root, told)]
    results = []
    for one, how in zip(told, standings, strict=False):
        text = line_of(found.root, one.place)
        result = _result(one, text, names.index(one.check), how.identity)
        results.append(result | _stands(found, how))
    return results


def _stands(found: "Audited", how: Standing) -> Json:
    """https://docs.oasis-open.org/sarif/sarif/v2.1.0/ sections 3.27.23 (suppressions) and 3.27.24 (baselineState)."""
    told: Json = {}
    if how.waiver is not None:
        kind = "external" if how.waiver.place.path in CONFIGURATION else "inSource"
        told["suppressions"] = [{"kind": kind, "justification": how.waiver.reason}]
    if found.baseline is not None:
        told["baselineState"] = "unchanged" if how.known else "new"
    return told


def _result(one: Finding, text: str, index: int, fingerprint: str) -> Json:
    result: Json = {
        "ruleId": one.check,
        "ruleIndex": index,
        "level": LEVELS[one.severity],
        "message": {
            "text": f"{one.message}\n\n{one.remedy}",
            "markdown": f"{one.message}\n\n{one.remedy}",
        },
        "locations": [_location(one.place, text)],
        "partialFingerprints": {"rung/v1": fingerprint},
        "properties": {"severity": one.severity, "confidence": one.confidence},
    }
    related = [
        _related(fact, place)
        for fact in one.facts
        if (place := _place_of(fact)) and place != one.place
    ]
    if related:
        result["relatedLocations"] = [
            {"id": number, **each} for number, each in enumerate(related[:10], 1)
        ]
    return result


def _location(place: Place | None, text: str) -> Json:
    if place is None:
        return {"logicalLocations": [{"name": "the running system", "kind": "resource"}]}
    region: Json = {"startLine": place.line}
    if text.strip():
        start = len(text) - len(text.lstrip()) + 1
        region |= {
            "startColumn": start,
            "endLine": place.line,
            "endColumn": len(text.rstrip()) + 1,
            "snippet": {"text": text},
        }
    return {"physicalLocation": {"artifactLocation": _artifact(place.path), "region": region}}


def _related(fact: Fact, place: Place) -> Json:
    return {
        "message": {"text": f"{fact.name} = {fact.value} {fact.unit}".strip()},
        "physicalLocation": {
            "artifactLocation": _artifact(place.path),
            "region": {"startLine": place.line},
        },
    }


def _artifact(path: str) -> Json:
    return {"uri": quote(path), "uriBaseId": ROOT}


def _place_of(fact: Fact) -> Place | None:
    found = PLACE.match(fact.where)
    return Place(path=found["path"], line=int(found["line"])) if found else None
