"""Ruby."""

from checks.probes.repo.code.wants import HEALTH, HTTP, OUTBOUND, ROUTE, Language, Want

LANGUAGES = (
    Language(
        "ruby",
        (".rb",),
        ("call",),
        rb"\.routes\.draw|Rack::Attack|rate_limit|Rufus|Typhoeus",
        (
            Want(
                ROUTE,
                "Rails",
                rf"(?:{HTTP}|match|resources?|root|mount|devise_for)\b[\s(]",
                r"(^|/)config/routes(/[^/]+)?\.rb$",
            ),
            Want(
                "rate_limit",
                "Rack::Attack",
                r"(?:Rack::Attack\.)?throttle\(",
                r"(^|/)config/|rack_attack",
            ),
            Want("rate_limit", "Rails rate_limit", r"rate_limit\s+to:"),
            Want("scheduled_work", "rufus-scheduler", r"Rufus::Scheduler\.(?:new|singleton|s)\b"),
            Want(HEALTH, "OkComputer", r"mount\s+OkComputer", r"(^|/)config/routes"),
            Want(OUTBOUND, "Typhoeus", rf"Typhoeus\.(?:{HTTP})\b", unless=r"\btimeout"),
        ),
    ),
)
