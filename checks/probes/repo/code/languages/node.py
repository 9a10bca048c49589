"""TypeScript and JavaScript of servers."""

from checks.probes.repo.code.wants import HEALTH, HTTP, OUTBOUND, PROBE, ROUTE, Language, Want

NODE = (
    Want(
        ROUTE,
        "router",
        rf"(?:\w+\.)*(?:app|router|server|fastify)\w{{0,60}}\.(?:{HTTP}|all)\(\s*[\"'`]",
    ),
    Want(ROUTE, "NestJS", r"@(?:Get|Post|Put|Patch|Delete|All|Sse)\("),
    Want("migrations", "Kysely migrations", r"new FileMigrationProvider\("),
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
    Want(
        HEALTH,
        "router",
        rf"(?:\w+\.)*(?:app|router|server|this)\w{{0,60}}\.use\(\s*[\"'`](?:\$\{{[^}}]{{0,60}}\}})?{PROBE}",
    ),
    Want(
        HEALTH,
        "router",
        rf"(?:\w+\.)*(?:app|server|fastify)\w{{0,60}}\.route\(\s*\{{[^}}]{{0,200}}(?:url|path):\s*[\"'`]{PROBE}",
    ),
    Want(
        OUTBOUND,
        "axios",
        rf"axios(?:\.(?:{HTTP}|head|request|create))?\(",
        unless=r"\btimeout\b|\bsignal\b|\.\.\.",
    ),
)
SCRIPT = (
    rb"(?:app|outer|server|fastify)\w{0,60}\.(?:get|post|put|patch|delete|all)\(|@(?:Get|Post|Put|Patch|Delete|All|Sse|Cron|Interval|Controller)\(|cron|schedule"
    rb"|rateLimit|Throttler|RateLimiter|ession\(|\.use\([\"'`][^\"'`\n]{0,60}/_?(?:health|livez|readyz)|\.route\("
    rb"|\baxios[.(]"
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
)
