"""`rung add`: builds one rung into a project: plan, diff, apply."""

from dataclasses import replace
from pathlib import Path

from checks.lab.proof.wish import BUDGET_S, wish
from checks.lab.terms import terms
from cli import options
from cli.named import NOTHING, Named, with_sources


@with_sources
def add(
    rung: options.RungName,
    path: options.Folder = Path(),
    yes: options.Yes = False,
    dry_run: options.DryRun = False,
    set_: options.Set = None,
    answers: options.Answers = None,
    override: options.Override = "",
    save_plan: options.SavePlan = None,
    named: Named = NOTHING,
    lab: options.Lab = False,
    lab_size: options.LabSize = None,
    lab_keep_hot: options.LabKeepHot = False,
    scratch: options.Scratch = None,
    scratch_seconds: options.ScratchSeconds = BUDGET_S,
    scratch_keep: options.ScratchKeep = False,
    as_json: options.AsJson = False,
    output: options.Output = None,
) -> int:
    """Build one rung into a project: show every file, ask, write.

    What is measured sets the defaults; the ladder's veto is refused unless you override it with a reason.
    """
    from cli.building import Wishes, plan_of, remark
    from cli.decided import buildable, decided
    from cli.written import carry_out, insist_on_somebody, kept

    buildable(rung)
    insist_on_somebody(yes=yes, as_json=as_json, dry=dry_run or save_plan is not None)
    sources = replace(
        named.sources(path),
        lab=lab,
        lab_terms=terms(lab_size, keep_hot=lab_keep_hot, lab=lab),
        scratch=wish(scratch, scratch_seconds, keep=scratch_keep, lab=lab),
    )
    found = decided(sources)
    found.seen.insist()
    wishes = Wishes(
        pairs=tuple(set_ or ()),
        file=answers,
        ask=not (yes or dry_run or save_plan),
        override=override,
    )
    plan = plan_of(sources.root, rung, found, wishes)
    if save_plan is not None:
        return kept(plan, save_plan)
    return carry_out(
        plan,
        yes=yes,
        dry_run=dry_run,
        as_json=as_json,
        output=output,
        note=remark(found.decision, rung, override),
    )
