"""The index lab's advice as JSON, under the key `lab` of `rung assess --lab --json`."""

from checks.lab.advice import LabAdvice, Proposal
from checks.lab.drops import Drops
from checks.lab.hot import HotChoice
from checks.lab.misjudged import Misjudged
from checks.lab.offers import Offer
from checks.lab.proof.result import Proof, TriedIndex
from checks.lab.statistics_alone import StatisticsAdvice
from checks.lab.whatif import Backend
from cli.page.json import Json


def page(advice: LabAdvice, proof: Proof | None, dropped: Drops) -> Json:
    """Proposals and what a copy measured, what could go, what no index helps, and what the lab could not build."""
    return {
        "backend": advice.backend.value,
        "planner": advice.planner,
        "notes": list(advice.notes),
        "proof": _proof(proof) if proof is not None else None,
        "examined": advice.examined,
        "statements": advice.statements,
        "plans": advice.plans,
        "total_ms": round(advice.total_ms, 3),
        "left_ms": round(advice.left_ms, 3),
        "proposals": [_proposal(one, advice, proof) for one in advice.proposals],
        "drops": [
            {"schema": one.index.schema, "table": one.index.table, "name": one.index.name, "why": one.why.value,
             "because": one.because, "bytes": one.index.bytes, "doubts": list(one.doubts), "ddl": one.ddl,
             "undo": one.undo}
            for one in dropped.drops
        ],
        "not_dropped": [
            {"name": one.index.name, "bytes": one.index.bytes, "because": one.because} for one in dropped.spared
        ],
        "hot": [_hot(one) for one in advice.hot],
        "rewrites": [_rewrite(one, proof) for one in advice.offers],
        "statistics": [_statistics(one, proof) for one in advice.misjudged],
        "not_helped": [
            {"id": one.statement.id, "text": one.statement.text, "ms": round(one.statement.exec_ms, 3),
             "reason": one.reason}
            for one in advice.helpless
        ],
        "not_priced": [
            {"ddl": one.index.ddl, "reason": one.reason, "ids": [each.id for each in one.statements]}
            for one in advice.unpriced
        ],
        "not_in_the_lab": [
            {"kind": one.kind, "name": one.name, "reason": one.reason} for one in advice.left_out
        ],
    }  # fmt: skip


def alone(advice: StatisticsAdvice) -> Json:
    """What the statistics alone say where no planner could be asked."""
    numbers = {"share": "pg_stat_statements", "rows": Backend.STATISTICS.value}
    return {
        "backend": Backend.STATISTICS.value,
        "notes": list(advice.reasons),
        "proposals": [
            {"schema": one.index.schema, "table": one.index.table, "columns": list(one.index.columns),
             "ddl": one.index.ddl, "share": round(one.index.share, 6), "rows": list(one.rows),
             "because": one.index.because, "doubt": one.index.warning, "confidence": "low", "backends": numbers}
            for one in advice.found
        ],
    }  # fmt: skip


def _backends(advice: LabAdvice) -> Json:
    """What each figure of a proposal rests on."""
    plans, numbers = advice.backend.value, Backend.STATISTICS.value
    return {
        "share": plans,
        "after_ms": plans,
        "bytes": numbers,
        "write_ms": numbers,
        "updates_off_page": numbers,
        "measured": Backend.COPY.value,
    }


def _proposal(one: Proposal, advice: LabAdvice, proof: Proof | None) -> Json:
    return {
        "backends": _backends(advice),
        "doubt": one.doubt,
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
        "slows": [
            {
                "id": each.statement.id,
                "text": each.statement.text,
                "calls": each.statement.calls,
                "added_ms": round(each.added_ms, 6),
                "ends_hot": each.ends_hot,
            }
            for each in one.writes.slowed
        ],
        "replaces": list(one.replaces),
        "measured": _measured(proof.index(one.index.name)) if proof is not None else None,
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


def _hot(one: HotChoice) -> Json:
    """A statement whose updates an index takes off their page, and both sets."""
    return {
        "id": one.statement.id,
        "columns": list(one.columns),
        "stays_on_page": one.kept,
        "ending": [each.ddl for each in one.ending],
        "keeping": [each.ddl for each in one.keeping],
        "reading_ms": round(one.reading_ms, 3),
        "paid_ms": round(one.paid_ms, 3),
    }


def _rewrite(one: Offer, proof: Proof | None) -> Json:
    """Another way to ask, with its price and what the copy says of it."""
    tried = proof.rewrite(one.statement.id, one.rewrite.text) if proof is not None else None
    return {
        "id": one.statement.id,
        "text": one.statement.text,
        "why": one.rewrite.why,
        "rewritten": one.rewrite.text,
        "same_rows": one.rewrite.same,
        "mind": one.rewrite.mind,
        "price": None if one.price is None else round(one.price, 6),
        "measured": None if tried is None else
        {"before_ms": tried.before_ms, "after_ms": tried.after_ms, "answers": tried.answers.value},
    }  # fmt: skip


def _statistics(one: Misjudged, proof: Proof | None) -> Json:
    """Extended statistics, and what the copy says of them."""
    tried = proof.told(one.name) if proof is not None else None
    return {
        "id": one.statement.id,
        "ddl": one.ddl,
        "undo": one.undo,
        "expected_rows": round(one.expected, 1),
        "rows": round(one.came, 1),
        "measured": None if tried is None else
        {"before_ms": tried.before_ms, "after_ms": tried.after_ms, "rows": tried.rows, "helps": tried.helps,
         "expected_before": tried.expected_before, "expected_after": tried.expected_after},
    }  # fmt: skip


def _measured(one: TriedIndex | None) -> Json | None:
    """What one index came to on the copy."""
    if one is None:
        return None
    return {
        "kept": one.kept.value,
        "reason": one.reason,
        "share": None if one.share is None else round(one.share, 6),
        "bytes": one.bytes,
        "build_s": one.build_s,
    }


def _proof(proof: Proof) -> Json:
    """The copy, and every statement that ran there."""
    return {
        "backend": "scratch copy",
        "url": proof.url,
        "version": proof.version,
        "seconds": proof.seconds,
        "left": None if proof.left is None else round(proof.left, 6),
        "stayed": proof.stayed,
        "notes": list(proof.notes),
        "statements": [
            {
                "id": one.id,
                "before_ms": one.before_ms,
                "after_ms": one.after_ms,
                "at_least": one.at_least,
                "answers": one.answers.value,
                "indexes": list(one.indexes),
                "slower": one.slower,
                "expected_rows": one.expected_rows,
                "rows": one.rows,
            }
            for one in proof.statements
        ],
        "not_measured": [{"id": one.id, "reason": one.reason} for one in proof.untimed],
    }
