"""Java and Kotlin: methods under `@Transactional`, and what a `TransactionTemplate` executes.

A private or static method is not intercepted, and is left alone. Clients are known by the type of a field, a
parameter or a variable of the same file; a Feign interface is not seen.
"""

from checks.probes.repo.code.transactions.wants import Family, Opening, Slow
from checks.probes.repo.scan import Words

OF_JAVA = r"\b{type}\s+(\w+)\s*[;=,)]"
OF_KOTLIN = r"\b(\w+)\s*:\s*{type}\b"
SOURCE = r"import (?:static )?(?:org\.springframework|jakarta|javax|io\.micronaut)\.transaction\."
REST = "(?:get|post|put|patch|delete|exchange|execute|head|options)"


def _slow(of: str) -> tuple[Slow, ...]:
    def typed(name: str) -> str:
        return of.replace("{type}", name)

    mine = r"^(?:this\.)?{name}"
    return (
        Slow("RestTemplate.{}", rf"{mine}\.{REST}\w*$", declared=typed("RestTemplate")),
        Slow(
            "RestClient.{}",
            rf"{mine}\.(?:{REST})\w*\(.*\)\.(?:body|toEntity|toBodilessEntity)$",
            declared=typed("RestClient"),
        ),
        Slow("WebClient.{}", rf"{mine}\..*\.block(?:Optional)?$", declared=typed("WebClient")),
        Slow("{}", rf"{mine}\.send$", declared=typed("(?:JavaMailSender(?:Impl)?|MailSender)")),
        Slow(
            "HttpClient.{}",
            rf"{mine}\.send$",
            declared=typed("HttpClient"),
            needs=r"import java\.net\.http\.",
        ),
        Slow("Transport.{}", r"^Transport\.send$", needs=r"import (?:jakarta|javax)\.mail\."),
    )


OPENING = Words(b"@Transactional", b"TransactionTemplate")
LEAVING = Words(
    b"RestTemplate", b"RestClient", b"WebClient", b"MailSender", b"HttpClient", b"Transport.send"
)
MARKED = r"@(?:\w+\.)*Transactional\b"
UNMARKED = r"NOT_SUPPORTED|NEVER"
FAMILIES = (
    Family(
        grammar="java",
        suffixes=(".java",),
        opening=OPENING,
        leaving=LEAVING,
        calls=frozenset({"method_invocation"}),
        functions=frozenset({"lambda_expression"}),
        methods=frozenset({"method_declaration"}),
        later=frozenset({"class_body", "class_declaration"}),
        blocks=frozenset({"block"}),
        now=r"\.(?:forEach|ifPresent|execute(?:WithoutResult)?)$",
        around=(
            Opening(
                r"^(?:this\.)?{name}\.execute(?:WithoutResult)?$",
                declared=OF_JAVA.replace("{type}", "TransactionTemplate"),
            ),
        ),
        marked=MARKED,
        unmarked=UNMARKED,
        imported=SOURCE,
        slow=_slow(OF_JAVA),
    ),
    Family(
        grammar="kotlin",
        suffixes=(".kt",),
        opening=OPENING,
        leaving=LEAVING,
        calls=frozenset({"call_expression"}),
        functions=frozenset({"lambda_literal", "anonymous_function"}),
        methods=frozenset({"function_declaration"}),
        later=frozenset({"class_body", "object_literal"}),
        blocks=frozenset({"statements"}),
        now=r"\.(?:forEach|map|let|also|apply|run|execute(?:WithoutResult)?)$|^(?:with|run)$",
        around=(
            Opening(
                r"^(?:this\.)?{name}\.execute(?:WithoutResult)?$",
                declared=OF_KOTLIN.replace("{type}", "TransactionTemplate"),
            ),
        ),
        marked=MARKED,
        unmarked=UNMARKED,
        imported=SOURCE,
        slow=_slow(OF_KOTLIN),
    ),
)
