"""TypeScript and JavaScript: the transactions of Prisma, TypeORM, Knex, Sequelize, Drizzle, Objection and others.

An array given to Prisma's `$transaction` holds queries alone. A mailer of the project's own may only write the mail
down, so a mail is told where the file itself makes or names the transport.
"""

from checks.probes.repo.code.transactions.wants import Family, Opening, Slow
from checks.probes.repo.scan import Words

VERBS = "get|post|put|patch|delete|head"
MAPPERS = frozenset({"TypeORM", "Knex", "Sequelize", "Drizzle", "Objection", "Bookshelf"})
OWN_FETCH = (
    r"\bfunction fetch\b|\b(?:const|let|var) fetch\b|\{[^{}\n]{0,200}\bfetch\b[^{}\n]{0,200}\}\s*="
)


def _from(module: str) -> str:
    return rf"(?:\bfrom|\brequire\()\s*[\"']{module}[\"']"


def _client(name: str, package: str) -> Slow:
    return Slow(f"{name}.{{}}", rf"^{name}\.(?:{VERBS}|request)(?:<.*>)?$", needs=_from(package))


SLOW = (
    Slow("fetch", r"^fetch$", unless=OWN_FETCH),
    Slow("axios", r"^axios$", needs=_from("axios")),
    Slow("got", r"^got$", needs=_from("got")),
    *(_client(one, one) for one in ("axios", "got", "ky", "superagent", "needle")),
    Slow(
        "nodemailer.{}",
        r"(?:^|\.){name}\.sendMail$",
        declared=r"\b(\w+)\s*=\s*(?:await\s+)?(?:nodemailer\.)?createTransport\(|\b(\w+)\??\s*:\s*(?:nodemailer\.)?"
        r"(?:Transporter|MailerService)\b",
        elsewhere=r"\bcreateTransport\(",
    ),
    Slow(
        "SendGrid.{}",
        r"^{name}\.send$",
        declared=r"^import (?:\* as )?(\w+) from [\"']@sendgrid/mail|\b(\w+)\s*=\s*require\([\"']@sendgrid/mail",
    ),
    Slow("Resend.{}", r"(?:^|\.){name}\.emails\.send$", declared=r"\b(\w+)\s*=\s*new Resend\("),
)


def _family(grammar: str, suffixes: tuple[str, ...]) -> Family:
    return Family(
        grammar=grammar,
        suffixes=suffixes,
        opening=Words(b"ransaction(", b"ransaction<", b"transactional(", b"ransaction()"),
        leaving=Words(b"fetch(", b"axios", b"sendMail(", b".send(", b"got", b"ky.", b"superagent"),
        calls=frozenset({"call_expression"}),
        functions=frozenset(
            {
                "arrow_function",
                "function_expression",
                "function_declaration",
                "generator_function",
                "method_definition",
            }
        ),
        blocks=frozenset({"statement_block", "program"}),
        now=r"\.(?:map|forEach|flatMap|filter|reduce|some|every|find|transaction|\$transaction)$",
        around=(
            Opening(r"(?:^|\.)\$transaction(?:<.*>)?$", frozenset({"Prisma"})),
            Opening(r"^(?!Sentry|apm|newrelic).*\.transaction(?:<.*>)?$", MAPPERS),
            Opening(r"\.transactional(?:<.*>)?$", frozenset({"MikroORM"})),
            Opening(r"\.transaction\(\)(?:\..*)?\.execute$", frozenset({"Kysely"})),
        ),
        begins=(
            Opening(r"(?:^|\.)\w*[rR]unner\.startTransaction$", frozenset({"TypeORM"})),
            Opening(r"(?:^|\.)(?:sequelize|knex)\.transaction$", frozenset({"Sequelize", "Knex"})),
        ),
        commit=r"\.commit(?:Transaction)?$",
        rollback=r"\.rollback(?:Transaction)?$",
        slow=SLOW,
    )


FAMILIES = (
    _family("typescript", (".ts", ".mts", ".cts")),
    _family("tsx", (".tsx", ".jsx")),
    _family("javascript", (".js", ".mjs", ".cjs")),
)
