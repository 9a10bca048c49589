"""Go."""

from checks.probes.repo.code.wants import HEALTH, OUTBOUND, ROUTE, Language, Want

LANGUAGES = (
    Language(
        "go",
        (".go",),
        ("call_expression", "composite_literal"),
        rb"\.(?:Path|GET|POST|PUT|PATCH|DELETE|Any|Handle|HandleFunc|Match|Get|Post|Put|Patch|Delete|Router|Mount)\(|cron\.New|RateLimit"
        rb"|httprate|promhttp|sentry\.Init|slog\.|limiter|ListenAndServe|Heartbeat\(|smtp\.|RegisterHealthServer|\.Offset\("
        rb"|sessions\.New|AutoMigrate\(|\.Sync2?\(|SetMaxOpenConns\(|http\.(?:Get|Post|Head|Server)",
        (
            Want(
                ROUTE,
                "router",
                r"\w+(?:\.\w+)*\.(?:GET|POST|PUT|PATCH|DELETE|Any|Handle|HandleFunc|Get|Post|Put|Patch|Delete|Router|Mount)"
                r"\(\s*[\"`](?:[A-Z]+ )?/",
            ),
            Want(ROUTE, "router", r"\w+(?:\.\w+)*\.Match\(\s*\[\]string\{[^}]*\},\s*[\"`]/"),
            Want(ROUTE, "router", r"\w+(?:\.\w+)*\.Path\(\s*(?:\w+\s*\+\s*)?[\"`]"),
            Want("scheduled_work", "cron", r"(?:cron|gocron)\.New\w*\("),
            Want("rate_limit", "httprate", r"httprate\.Limit\w*\("),
            Want("rate_limit", "Echo", r"middleware\.RateLimiter\w*\("),
            Want("rate_limit", "tollbooth", r"tollbooth\.\w*Limit\w*\("),
            Want("rate_limit", "limiter", r"limiter\.New\("),
            Want("metrics", "Prometheus", r"promhttp\.Handler\w*\("),
            Want(
                "structured_logs", "slog", r"slog\.New(?:JSON|Text)Handler\(", unless=r"\bDiscard\b"
            ),
            Want("error_tracking", "Sentry", r"sentry\.Init\("),
            Want("framework", "net/http", r"(?:\w+\.)*ListenAndServe(?:TLS)?\(|&?http\.Server\{"),
            Want("mail", "net/smtp", r"smtp\.(?:SendMail|NewClient|Dial)\("),
            Want(HEALTH, "gRPC", r"(?:\w+\.)*RegisterHealthServer\("),
            Want(HEALTH, "chi", r"middleware\.Heartbeat\(\s*[\"`]/"),
            Want("pagination", "limit and offset", r"[^;{}]{0,300}\.Offset\("),
            Want("sessions", "cookies", r"sessions\.NewCookieStore\("),
            Want("migrations", "GORM AutoMigrate", r"\w+(?:\.\w+)*\.AutoMigrate\("),
            Want("migrations", "XORM sync", r"\w+(?:\.\w+)*\.Sync2?\(\s*(?:new\(|&\w+\{)"),
            Want("pool", "SetMaxOpenConns", r"\w+(?:\.\w+)*\.SetMaxOpenConns\("),
            Want("sessions", "files", r"sessions\.NewFilesystemStore\("),
            Want(OUTBOUND, "http.DefaultClient", r"http\.(?:Get|Post|PostForm|Head)\("),
        ),
    ),
)
