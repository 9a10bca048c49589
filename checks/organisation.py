"""The quantities of people, promises and money that the ladder reasons with; with those of machines, `Vitals`."""

from dataclasses import dataclass

from checks.core import Fact
from checks.measures import vital
from checks.vocabulary import Measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals(Measured):
    """What is known of the project's load, limits, shape and people. Each field is a Fact or None."""

    # people
    teams: Fact | None = vital("1", "teams that deploy on their own")
    services: Fact | None = vital("1", "services that are deployed separately")
    kubernetes_skill: Fact | None = vital("bool", "somebody on call runs Kubernetes well")
    owner: Fact | None = vital("bool", "a named owner would run this step for years")
    load_tested: Fact | None = vital("bool", "twice the forecast load was tried")
    on_call_people: Fact | None = vital("1", "people who take turns at being on call")
    changes_spanning_share: Fact | None = vital("ratio", "share of changes that touch two services")
    ci_minutes: Fact | None = vital("min", "time from push to a green build")
    committers: Fact | None = vital("1", "people who commit in a month")
    isolation_needed: Fact | None = vital(
        "bool", "a part must fail, comply or run apart from the rest (security, law, runtime)"
    )
    scaling_profile_ratio: Fact | None = vital(
        "ratio",
        "appetite of the hungriest part per unit of load, over the rest's",
        most=1e4,
    )
    far_write_share: Fact | None = vital(
        "ratio", "share of users who write from more than 150 ms away"
    )
    deploys_per_week: Fact | None = vital(
        "1", "deploys to production in a week, of all teams together"
    )
    lead_time_hours: Fact | None = vital("h", "time from a commit to its running in production")

    # what was promised, and what may be spent
    residency_or_rto_contract: Fact | None = vital("bool", "a contract asks for a second region")
    residency_law: Fact | None = vital(
        "bool", "a law says where data must be kept, and one region cannot keep to it"
    )
    downtime_allowed_min: Fact | None = vital(
        "min", "longest announced interruption that users accept"
    )
    budget_per_month: Fact | None = vital(
        "1", "money a month that scaling may cost, in the currency of the prices"
    )
