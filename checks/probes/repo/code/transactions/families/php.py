"""PHP: `DB::transaction(function ...)` of Laravel, Doctrine's blocks, and the ground between begin and commit.

A mailable that implements `ShouldQueue` is sent by a worker, so one is told only where its class was read. Symfony's
mailer is left out: its messages may go by Messenger, and notifications of Laravel by any channel.
"""

from checks.probes.repo.code.transactions.wants import Family, Opening, Slow
from checks.probes.repo.scan import Words

VERBS = "get|post|put|patch|delete|head"
LARAVEL, DOCTRINE = frozenset({"Laravel"}), frozenset({"Doctrine"})
FACADE = r"^use (?:Illuminate\\Support\\Facades\\(?:\{{[^}};]{{0,300}}\b)?)?{name}\b"
MAIL, HTTP = FACADE.format(name="Mail"), FACADE.format(name="Http")
GUZZLE = r"^use GuzzleHttp\\(?:Client|ClientInterface)\b|\\GuzzleHttp\\Client\b"
FAMILY = Family(
    grammar="php",
    suffixes=(".php",),
    opening=Words(
        b"::transaction(",
        b">transaction(",
        b"beginTransaction(",
        b"wrapInTransaction(",
        b">transactional(",
    ),
    leaving=Words(
        b"Mail::",
        b"Http::",
        b"curl_exec(",
        b"GuzzleHttp",
        b"HttpClientInterface",
        b"file_get_contents(",
        b" mail(",
    ),
    calls=frozenset(
        {
            "scoped_call_expression",
            "member_call_expression",
            "nullsafe_member_call_expression",
            "function_call_expression",
        }
    ),
    functions=frozenset({"anonymous_function", "arrow_function", "function_definition"}),
    later=frozenset({"anonymous_class", "class_declaration"}),
    blocks=frozenset({"compound_statement", "program"}),
    now=r"(?:^|->|::)(?:each|map|flatMap|filter|transform|tap|when|chunk|chunkById|array_map|array_walk|array_filter"
    r"|transaction)$",
    around=(
        Opening(
            r"(?:^|\\)DB::(?:connection->)?transaction$|^(?:\\?\w+\\)*DB::connection\([^()]*\)->transaction$",
            LARAVEL,
        ),
        Opening(r"^\$this->(?:db|connection|database)->transaction$", LARAVEL),
        Opening(r"->(?:wrapInTransaction|transactional)$", DOCTRINE),
    ),
    begins=(Opening(r"(?:::|->)beginTransaction$"),),
    commit=r"(?:::|->)commit$",
    rollback=r"(?:::|->)roll[bB]ack$",
    slow=(
        Slow("Mail::{}", r"(?:^|\\)Mail::(?:raw|plain|html)$", needs=MAIL),
        Slow("Mail::{}", r"(?:^|\\)Mail::.*\bsendNow$", needs=MAIL),
        Slow("Mail::{}", r"(?:^|\\)Mail::send$", needs=MAIL, given=r"^\(\s*(?:\[|[\"'])"),
        Slow(
            "Mail::{}",
            r"(?:^|\\)Mail::(?:.*->)?send$",
            needs=MAIL,
            queued=r"^\(\s*\(?new\s+(?:\\?\w+\\)*(\w+)",
        ),
        Slow("Http::{}", rf"(?:^|\\)Http::(?:.*->)?(?:{VERBS})$", needs=HTTP),
        Slow("curl_exec", r"^\\?curl_exec$"),
        Slow("mail", r"^\\?mail$"),
        Slow("file_get_contents", r"^\\?file_get_contents$", given=r"^\(\s*[\"']https?:"),
        Slow(
            "HttpClient::request",
            r"^\$(?:this->)?{name}->request$",
            declared=r"\bHttpClientInterface\s+\$(\w+)",
        ),
        Slow(
            "Guzzle::{}",
            rf"^\$(?:this->)?{{name}}->(?:request|send|{VERBS})$",
            needs=GUZZLE,
            declared=r"\bClient(?:Interface)?\s+\$(\w+)|\$(?:this->)?(\w+)\s*=\s*new\s+\\?(?:GuzzleHttp\\)?Client\b",
        ),
    ),
)
