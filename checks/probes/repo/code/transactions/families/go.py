"""Go: a function that is given an open transaction, and the ground between `Begin` and `Commit`.

What `go` starts runs elsewhere, what is deferred runs after the commit.
"""

from checks.probes.repo.code.transactions.wants import Family, Opening, Slow
from checks.probes.repo.scan import Words

DRIVER = r"\"(?:database/sql|gorm\.io/gorm|github\.com/(?:jackc/pgx|jmoiron/sqlx|uptrace/bun|jinzhu/gorm))"
MAILER = r"gopkg\.in/(?:gomail|mail)\.v2|go-mail/mail|wneessen/go-mail"
FAMILY = Family(
    grammar="go",
    suffixes=(".go",),
    opening=Words(b".Tx", b".Begin", b"ransaction(", b"WithTx("),
    leaving=Words(b"http.", b"smtp.SendMail(", b"DialAndSend("),
    calls=frozenset({"call_expression"}),
    functions=frozenset({"func_literal"}),
    methods=frozenset({"function_declaration", "method_declaration", "func_literal"}),
    later=frozenset({"go_statement", "defer_statement"}),
    blocks=frozenset({"block"}),
    now=r"(?:ransaction|WithTx|RunInTx|BeginFunc)$",
    around=(
        Opening(r"\.Transaction$", frozenset({"GORM"})),
        Opening(r"\.(?:With|RunIn)(?:Tx|Transaction)$|\.Begin(?:Tx)?Func$"),
    ),
    begins=(Opening(r"\.Begin(?:Tx|x|Txx)?$", needs=DRIVER),),
    commit=r"\.Commit$",
    rollback=r"\.Rollback$",
    carried=r"\s(?:\*sql\.Tx|pgx\.Tx|\*sqlx\.Tx|\*?bun\.Tx|\*ent\.Tx)\b",
    slow=(
        Slow("http.{}", r"^http\.(?:Get|Post|PostForm|Head)$", needs=r"\"net/http\""),
        Slow(
            "http.Client.{}",
            r"(?:^|\.)DefaultClient\.(?:Do|Get|Post|PostForm|Head)$",
            needs=r"\"net/http\"",
        ),
        Slow(
            "http.Client.{}",
            r"(?:^|\.){name}\.(?:Do|Get|Post|PostForm|Head)$",
            declared=r"\b(\w+)\s*:?=\s*&?http\.Client\{|\b(\w+)\s+\*?http\.Client\b",
        ),
        Slow("smtp.{}", r"^smtp\.SendMail$", needs=r"\"net/smtp\""),
        Slow("mail.{}", r"\.DialAndSend$", needs=MAILER),
    ),
)
