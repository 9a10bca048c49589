"""C#."""

from checks.probes.repo.code.wants import HEALTH, ROUTE, Language, Want

LANGUAGES = (
    Language(
        "csharp",
        (".cs",),
        ("invocation_expression", "attribute", "typeof_expression"),
        rb"\[?Http(?:Get|Post|Put|Patch|Delete)|\.Map(?:Get|Post|Put|Patch|Delete|HealthChecks)\(|RateLimiter"
        rb"|AddHostedService|IHostedService|Add(?:Distributed)?MemoryCache|AddStackExchangeRedisCache|AddSession|RecurringJob|UseSentry"
        rb"|UseHealthChecks|AddJsonConsole|AddCronJob|WithMetrics|\.Skip\(|RateLimiting",
        (
            Want(ROUTE, "ASP.NET Core", r"Http(?:Get|Post|Put|Patch|Delete)\b"),
            Want(ROUTE, "ASP.NET Core", r"\w+(?:\.\w+)*\.Map(?:Get|Post|Put|Patch|Delete)\("),
            Want(HEALTH, "ASP.NET Core", r"\w+(?:\.\w+)*\.MapHealthChecks\("),
            Want(HEALTH, "ASP.NET Core", r"\w+(?:\.\w+)*\.UseHealthChecks\("),
            Want("rate_limit", "ASP.NET Core", r"\w+(?:\.\w+)*\.UseRateLimiter\("),
            Want("rate_limit", "ASP.NET Core", r"EnableRateLimiting\b"),
            Want("structured_logs", "JSON console", r"\w+(?:\.\w+)*\.AddJsonConsole\("),
            Want(
                "pagination",
                "Skip and Take",
                r"[^;{}]{0,300}\.Skip\([^;{}]{0,60}(?:[pP]age|[sS]kip|[sS]tart|[oO]ffset|[fF]ilter|[rR]equest)[^;{}]{0,60}\)\s*\.Take\(",
                r"^(?!.*[mM]igrations?/)",
            ),
            Want("process_cache", "memory", r"\w+(?:\.\w+)*\.AddDistributedMemoryCache\("),
            Want("shared_cache", "Redis", r"\w+(?:\.\w+)*\.AddStackExchangeRedisCache\("),
            Want("sessions", "cache", r"\w+(?:\.\w+)*\.AddSession\("),
            Want("error_tracking", "Sentry", r"\w+(?:\.\w+)*\.UseSentry\("),
            Want("process_cache", "memory", r"\w+(?:\.\w+)*\.AddMemoryCache\("),
            Want("scheduled_work", "Hangfire", r"RecurringJob\.AddOrUpdate\w*\("),
            Want("scheduled_work", "hosted service", r"\w+(?:\.\w+)*\.AddHostedService\b"),
            Want("scheduled_work", "cron job", r"\w+(?:\.\w+)*\.AddCronJob\b"),
            Want("metrics", "OpenTelemetry", r"[^;{}]{0,300}\.WithMetrics\("),
            Want("scheduled_work", "hosted service", r"typeof\(IHostedService\)"),
            Want("scheduled_work", "hosted service", r"[^;{}]{0,300}\.As<IHostedService>\("),
        ),
    ),
)
