"""What is looked for in each language: the start of a call or an annotation, and what it tells."""

from dataclasses import dataclass

ROUTE, HEALTH = "handler", "health"
"""Facets whose first text argument is a path."""
HTTP = "get|post|put|patch|delete"


@dataclass(frozen=True, slots=True)
class Want:
    """One pattern at the start of a node's text; `only` restricts it to paths that match."""

    facet: str
    value: str
    start: str
    only: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """A grammar of ast-grep, its files, the node kinds that are calls or annotations, and the wants."""

    grammar: str
    suffixes: tuple[str, ...]
    kinds: tuple[str, ...]
    tokens: bytes
    wants: tuple[Want, ...]


NODE = (
    Want(
        ROUTE, "router", rf"(?:\w+\.)*(?:app|router|server|fastify)\w*\.(?:{HTTP}|all)\(\s*[\"'`]"
    ),
    Want(ROUTE, "NestJS", r"@(?:Get|Post|Put|Patch|Delete|All|Sse)\("),
    Want("scheduled_work", "node-cron", r"(?:cron|nodeCron)\.schedule\("),
    Want("scheduled_work", "node-schedule", r"schedule\.scheduleJob\("),
    Want("scheduled_work", "cron", r"new CronJob\("),
    Want("scheduled_work", "NestJS schedule", r"@(?:Cron|Interval)\("),
    Want("rate_limit", "express-rate-limit", r"rateLimit\("),
    Want("rate_limit", "NestJS throttler", r"ThrottlerModule\.forRoot(?:Async)?\("),
    Want(
        "rate_limit", "rate-limiter-flexible", r"new RateLimiter(?:Redis|Memory|Postgres|MySQL)\("
    ),
    Want("sessions", "express-session", r"(?:session|expressSession)\(\s*\{"),
    Want(HEALTH, "NestJS", r"@Controller\(\s*[\"'`](?:\w+/)*health(?:check|z)?[\"'`/]"),
)
SCRIPT = (
    rb"(?:app|outer|server|fastify)\w*\.(?:get|post|put|patch|delete|all)\(|@(?:Get|Post|Put|Patch|Delete|All|Sse|Cron|Interval|Controller)\(|cron|schedule"
    rb"|rateLimit|Throttler|RateLimiter|ession\("
)
JVM = (
    Want(ROUTE, "Spring", r"@(?:Get|Post|Put|Patch|Delete|Request)Mapping\b"),
    Want(ROUTE, "Jakarta REST", r"@(?:GET|POST|PUT|PATCH|DELETE)\b"),
    Want("scheduled_work", "Spring @Scheduled", r"@Scheduled\b"),
    Want("outbound_timeout", "RestTemplate", r"new RestTemplate\(\s*\)"),
)
LANGUAGES = (
    Language(
        "typescript",
        (".ts", ".mts", ".cts"),
        ("call_expression", "new_expression", "decorator"),
        SCRIPT,
        NODE,
    ),
    Language("tsx", (".tsx", ".jsx"), ("call_expression", "new_expression"), SCRIPT, NODE),
    Language(
        "javascript", (".js", ".mjs", ".cjs"), ("call_expression", "new_expression"), SCRIPT, NODE
    ),
    Language(
        "ruby",
        (".rb",),
        ("call",),
        rb"\.routes\.draw|Rack::Attack|rate_limit|Rufus|Sentry|sidekiq|set_up_lograge",
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
        ),
    ),
    Language(
        "go",
        (".go",),
        ("call_expression",),
        rb"\.(?:GET|POST|PUT|PATCH|DELETE|Any|Handle|HandleFunc|Get|Post|Put|Patch|Delete)\(|cron\.New|RateLimit"
        rb"|httprate|promhttp|sentry\.Init|slog\.|limiter",
        (
            Want(
                ROUTE,
                "router",
                r"\w+(?:\.\w+)*\.(?:GET|POST|PUT|PATCH|DELETE|Any|Handle|HandleFunc|Get|Post|Put|Patch|Delete)"
                r"\(\s*[\"`](?:[A-Z]+ )?/",
            ),
            Want("scheduled_work", "cron", r"(?:cron|gocron)\.New\w*\("),
            Want("rate_limit", "httprate", r"httprate\.Limit\w*\("),
            Want("rate_limit", "Echo", r"middleware\.RateLimiter\w*\("),
            Want("rate_limit", "tollbooth", r"tollbooth\.\w*Limit\w*\("),
            Want("rate_limit", "limiter", r"limiter\.New\("),
            Want("metrics", "Prometheus", r"promhttp\.Handler\w*\("),
            Want("structured_logs", "slog", r"slog\.New(?:JSON|Text)Handler\("),
            Want("error_tracking", "Sentry", r"sentry\.Init\("),
        ),
    ),
    Language(
        "java",
        (".java",),
        ("annotation", "marker_annotation", "object_creation_expression"),
        rb"Mapping|@(?:GET|POST|PUT|PATCH|DELETE|Scheduled)\b|RestTemplate\(",
        JVM,
    ),
    Language(
        "kotlin",
        (".kt",),
        ("annotation",),
        rb"Mapping|@(?:GET|POST|PUT|PATCH|DELETE|Scheduled)\b",
        JVM,
    ),
    Language(
        "php",
        (".php",),
        ("scoped_call_expression", "member_call_expression", "attribute"),
        rb"Route(?:::|\()|RateLimiter::for|aginate\(",
        (
            Want(
                ROUTE,
                "Laravel",
                rf"Route::(?:{HTTP}|any|match|resource|apiResource|view)s?\(",
                r"(^|/)routes/",
            ),
            Want(ROUTE, "Symfony", r"(?:\\?\w+\\)*Route\("),
            Want("rate_limit", "Laravel", r"(?:\\?\w+\\)*RateLimiter::for\("),
            Want("pagination", "Laravel", r"[^;{}]{0,300}(?:->|::)(?:cursor|simple)?[pP]aginate\("),
        ),
    ),
    Language(
        "csharp",
        (".cs",),
        ("invocation_expression", "attribute"),
        rb"\[?Http(?:Get|Post|Put|Patch|Delete)|\.Map(?:Get|Post|Put|Patch|Delete|HealthChecks)\(|RateLimiter"
        rb"|AddHostedService|AddMemoryCache|RecurringJob|UseSentry|UseSerilog|UseHttpMetrics|MapMetrics",
        (
            Want(ROUTE, "ASP.NET Core", r"Http(?:Get|Post|Put|Patch|Delete)\b"),
            Want(ROUTE, "ASP.NET Core", r"\w+(?:\.\w+)*\.Map(?:Get|Post|Put|Patch|Delete)\("),
            Want(HEALTH, "ASP.NET Core", r"\w+(?:\.\w+)*\.MapHealthChecks\("),
            Want("rate_limit", "ASP.NET Core", r"\w+(?:\.\w+)*\.UseRateLimiter\("),
            Want("error_tracking", "Sentry", r"\w+(?:\.\w+)*\.UseSentry\("),
            Want("process_cache", "memory", r"\w+(?:\.\w+)*\.AddMemoryCache\("),
            Want("scheduled_work", "Hangfire", r"RecurringJob\.AddOrUpdate\w*\("),
            Want("scheduled_work", "hosted service", r"\w+(?:\.\w+)*\.AddHostedService\b"),
        ),
    ),
    Language(
        "elixir",
        (".ex",),
        ("call",),
        rb"Router|:router",
        (
            Want(
                ROUTE,
                "Phoenix",
                rf"(?:{HTTP}|resources|live|forward)[\s(]+\"",
                r"router[^/]*\.ex$|/router/",
            ),
        ),
    ),
)
