"""The audit as JSON."""

from typing import Any

from cli.audited import Audited, Standing
from cli.page.json import SCHEMA, finding

Json = dict[str, Any]


def _standing(how: Standing) -> Json:
    """What a finding is known by, why it is waived and until when (null where it is not), whether it is known."""
    waiver = how.waiver
    return {
        "id": how.identity,
        "waived": {
            "reason": waiver.reason,
            "until": waiver.until.isoformat() if waiver.until else None,
            "where": str(waiver.place),
        }
        if waiver
        else None,
        "known": how.known,
    }


def audit(found: Audited) -> Json:
    """schema, root, gate, findings, checks, and what is wrong with waivers and the baseline."""
    return {
        "schema": SCHEMA,
        "root": str(found.root),
        "gate": {
            "fail_on": found.fail_on,
            "failed": bool(found.gated),
            "findings": len(found.gated),
        },
        "findings": [
            {**finding(one), **_standing(how)}
            for one, how in zip(found.findings, found.standings, strict=True)
        ],
        "to_mend": [*found.to_mend],
        "gone": [*found.gone],
        "checks": [
            {
                "check": name,
                "outcome": result.report.outcome,
                "reason": result.report.reason,
                "note": result.report.note,
                "examined": result.report.examined,
                "eligible": result.report.eligible,
                "total": result.report.total,
                "window": result.report.window,
            }
            for name, result in found.results.items()
        ],
    }
