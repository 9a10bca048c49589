"""The index lab's advice as JSON, under the key `lab` of `rung assess --lab --json`."""

from checks.lab.advise import LabAdvice
from cli.page.json import Json


def page(advice: LabAdvice) -> Json:
    """Proposals, the statements that none helps, and what the lab could not build."""
    return {
        "backend": "lab",
        "examined": advice.examined,
        "plans": advice.plans,
        "total_ms": round(advice.total_ms, 3),
        "left_ms": round(advice.left_ms, 3),
        "proposals": [
            {
                "schema": one.index.schema,
                "table": one.index.table,
                "name": one.index.name,
                "ddl": one.index.ddl,
                "undo": one.index.undo,
                "verify": one.verification,
                "lock": "SHARE UPDATE EXCLUSIVE",
                "share": round(one.share, 6),
                "bytes": one.bytes,
                "written_rows": round(one.writes.rows),
                "write_ms": round(one.writes.ms, 3),
                "updates_off_page": round(one.writes.ends_hot),
                "replaces": list(one.replaces),
                "statements": [
                    {
                        "id": each.statement.id,
                        "text": each.statement.text,
                        "calls": each.statement.calls,
                        "before_ms": round(each.before_ms, 6),
                        "after_ms": round(each.after_ms, 6),
                        "planner_blind": each.blind,
                    }
                    for each in one.gains
                ],
            }
            for one in advice.proposals
        ],
        "not_helped": [
            {"id": one.statement.id, "text": one.statement.text, "ms": round(one.statement.exec_ms, 3),
             "reason": one.reason}
            for one in advice.helpless
        ],
        "not_in_the_lab": [
            {"kind": one.kind, "name": one.name, "reason": one.reason} for one in advice.left_out
        ],
    }  # fmt: skip
