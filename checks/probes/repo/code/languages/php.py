"""PHP."""

from checks.probes.repo.code.wants import HTTP, OUTBOUND, ROUTE, Language, Want

LARAVEL_ROUTES = r"(^|/)(routes|Routes)/|(^|/)\w*Route\w*Provider\.php$|(^|/)bootstrap/app\.php$"
"""Files of routes, of the application and of its modules, and the providers and the start that may declare some."""
LARAVEL_CLOCK = r"(^|/)(Console/\w*Kernel|[\w/]*Providers?/\w+|\w+Provider|bootstrap/app|[rR]outes/console)\.php$"
"""Where Laravel looks for its schedule (https://laravel.com/docs/scheduling), and providers of packages and modules."""
LANGUAGES = (
    Language(
        "php",
        (".php",),
        (
            "scoped_call_expression",
            "member_call_expression",
            "attribute",
            "object_creation_expression",
            "string",
            "encapsed_string",
        ),
        rb"Route(?:::|\()|RateLimiter::|aginate\(|throttle|\bMail::|new MailMessage|LazyLoading\(|shouldBeStrict\("
        rb"|GuzzleHttp|Tools.Pagination.Paginator",
        (
            Want(
                ROUTE,
                "Laravel",
                rf"Route::(?:{HTTP}|any|match|resource|apiResource|view)s?\(",
                LARAVEL_ROUTES,
            ),
            Want(
                ROUTE,
                "Laravel",
                rf"Route::\w{{1,40}}\([^()]{{0,200}}\)(?:\s*->\s*\w{{1,40}}\([^()]{{0,200}}\)){{0,5}}\s*->\s*(?:{HTTP}|any)\(",
                LARAVEL_ROUTES,
            ),
            Want(ROUTE, "Symfony", r"(?:\\?\w+\\)*Route\("),
            Want(
                "rate_limit",
                "Laravel",
                r"(?:\\?\w+\\)*RateLimiter::(?:for|attempt|tooManyAttempts|hit)\(",
            ),
            Want("rate_limit", "Laravel", r"[\"']throttle:", r"(^|/)(routes|app|bootstrap)/"),
            Want(
                "rate_limit",
                "Laravel",
                r"\$\w+(?:->\w+\([^()]*\))*->throttleApi\(",
                r"(^|/)bootstrap/app\.php$",
            ),
            Want(
                "mail", "Laravel mail", r"(?:\\?\w+\\)*Mail::(?:to|send|queue|later|raw|mailer)\("
            ),
            Want("mail", "Laravel mail", r"new\s+(?:\\?\w+\\)*MailMessage\b"),
            Want(
                "n_plus_one_guard",
                "Eloquent",
                r"(?:\\?\w+\\)*Model::(?:preventLazyLoading|shouldBeStrict)\(",
            ),
            Want(
                "scheduled_work",
                "Laravel schedule",
                r"\$schedule\s{0,20}->(?:command|call|job|exec)\(",
                LARAVEL_CLOCK,
            ),
            Want(
                "scheduled_work",
                "Laravel schedule",
                r"(?:\\?\w+\\)*Schedule::(?:command|call|job|exec)\(",
                LARAVEL_CLOCK,
            ),
            Want("pagination", "Doctrine", r"new\s+(?:\\?\w+\\)*Paginator\("),
            Want(
                OUTBOUND,
                "Guzzle",
                r"new\s+(?:\\?GuzzleHttp\\)?Client\(",
                unless=r"timeout|\(\s*\$|\(\s*array_merge|\.\.\.",
            ),
            Want("pagination", "Laravel", r"[^;{}]{0,300}(?:->|::)(?:cursor|simple)?[pP]aginate\("),
        ),
    ),
)
