"""Java and Kotlin."""

from checks.probes.repo.code.wants import OUTBOUND, ROUTE, Language, Want

JVM = (
    Want(ROUTE, "Spring", r"@(?:Get|Post|Put|Patch|Delete|Request)Mapping\b"),
    Want(ROUTE, "Jakarta REST", r"@(?:GET|POST|PUT|PATCH|DELETE)\b"),
    Want("scheduled_work", "Spring @Scheduled", r"@Scheduled\b"),
    Want(OUTBOUND, "RestTemplate", r"new RestTemplate\(\s*\)"),
    Want("spring_cache", "Spring", r"@EnableCaching\b"),
    Want("rate_limit", "Resilience4j", r"@RateLimiter\b"),
    Want("pagination", "Spring Data", r"(?:@\w+(?:\([^)]*\))?\s*)*(?:final\s+)?Pageable\s+\w+"),
    Want(
        "pagination",
        "Spring Data",
        r"(?:@\w+(?:\([^)]*\))?\s*)*\w{1,60}\s{0,20}:\s{0,20}Pageable\b",
    ),
)
JVM_TOKENS = (
    rb"Mapping|@(?:GET|POST|PUT|PATCH|DELETE|Scheduled|EnableCaching|RateLimiter)\b"
    rb"|RestTemplate\(|\bPageable\b"
)
LANGUAGES = (
    Language(
        "java",
        (".java",),
        ("annotation", "marker_annotation", "object_creation_expression", "formal_parameter"),
        JVM_TOKENS,
        JVM,
    ),
    Language(
        "kotlin",
        (".kt",),
        ("annotation", "parameter"),
        JVM_TOKENS,
        JVM,
    ),
)
