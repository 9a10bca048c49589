"""Java and Kotlin."""

from checks.probes.repo.code.wants import HEALTH, OUTBOUND, ROUTE, Language, Want

JVM = (
    Want(ROUTE, "Spring", r"@(?:Get|Post|Put|Patch|Delete|Request)Mapping\b"),
    Want(ROUTE, "Jakarta REST", r"@(?:GET|POST|PUT|PATCH|DELETE)\b"),
    Want(
        HEALTH,
        "Jakarta REST",
        r"@Path\(\s*\"/?(?:healthz?|health[-_]?check|livez|readyz|ping)/?\"\s*\)",
    ),
    Want(
        HEALTH,
        "servlet",
        r"[^;{}]{0,300}\.get(?:ServletPath|PathInfo|RequestURI)\(\)\.(?:equals|endsWith)\(\s*\"/(?:healthz?|livez|readyz)[/\"]",
    ),
    Want("scheduled_work", "Spring @Scheduled", r"@Scheduled\b"),
    Want(
        "scheduled_work",
        "ScheduledExecutorService",
        r"[^;{}]{0,300}\.schedule(?:AtFixedRate|WithFixedDelay)\(",
        r"(?i)(?:schedul|cron|jobs?|tasks?)(?:[^/]*/)?[^/]*\.(?:java|kt)$",
    ),
    Want("pool", "HikariCP", r"[^;{}]{0,300}\.setMaximumPoolSize\("),
    Want(OUTBOUND, "RestTemplate", r"new RestTemplate\(\s*\)"),
    Want("spring_cache", "Spring", r"@EnableCaching\b"),
    Want(ROUTE, "JDK server", r"(?:\w+\.)*createContext\(\s*\"/"),
    Want("rate_limit", "Resilience4j", r"@RateLimiter\b"),
    Want("pagination", "Panache", r"[^;{}]{0,300}\.page\(\s*Page\.of"),
    Want("pagination", "JPA", r"[^;{}]{0,300}\.setFirstResult\("),
    Want("pagination", "Spring Data", r"(?:@\w+(?:\([^)]*\))?\s*)*(?:final\s+)?Pageable\s+\w+"),
    Want(
        "pagination",
        "Spring Data",
        r"(?:@\w+(?:\([^)]*\))?\s*)*\w{1,60}\s{0,20}:\s{0,20}Pageable\b",
    ),
)
JVM_TOKENS = (
    rb"Mapping|@(?:GET|POST|PUT|PATCH|DELETE|Scheduled|EnableCaching|RateLimiter)\b"
    rb"|RestTemplate\(|\bPageable\b|createContext\(|@Path\(|scheduleAtFixedRate|scheduleWithFixedDelay|setMaximumPoolSize|\.page\(|\.setFirstResult\("
)
LANGUAGES = (
    Language(
        "java",
        (".java",),
        (
            "annotation",
            "marker_annotation",
            "object_creation_expression",
            "formal_parameter",
            "method_invocation",
        ),
        JVM_TOKENS,
        JVM,
    ),
    Language(
        "kotlin",
        (".kt",),
        ("annotation", "parameter", "call_expression"),
        JVM_TOKENS,
        JVM,
    ),
)
