"""C#: the ground between `BeginTransaction` (Entity Framework, ADO.NET) or `new TransactionScope` and its commit."""

from checks.probes.repo.code.transactions.wants import Family, Opening, Slow
from checks.probes.repo.scan import Words

FAMILY = Family(
    grammar="csharp",
    suffixes=(".cs",),
    opening=Words(b".BeginTransaction", b"new TransactionScope"),
    leaving=Words(b"HttpClient", b"SmtpClient"),
    calls=frozenset({"invocation_expression", "object_creation_expression"}),
    functions=frozenset(
        {"lambda_expression", "anonymous_method_expression", "local_function_statement"}
    ),
    blocks=frozenset({"block", "using_statement"}),
    now=r"\.ForEach$",
    begins=(
        Opening(r"\.BeginTransaction(?:Async)?$"),
        Opening(r"^new TransactionScope$", without=r"\bSuppress\b"),
    ),
    commit=r"\.(?:Commit|CommitAsync|CommitTransaction|CommitTransactionAsync|Complete)$",
    rollback=r"\.Rollback(?:Transaction)?(?:Async)?$",
    slow=(
        Slow(
            "HttpClient.{}",
            r"(?:^|\.){name}\.(?:Get|Post|Put|Patch|Delete|Send)\w*(?:<.*>)?$",
            declared=r"\bHttpClient\s+(\w+)\b|\b(\w+)\s*=\s*new HttpClient\(|\b(\w+)\s*=\s*[\w.]*[hH]ttpClientFactory"
            r"\.CreateClient\(",
        ),
        Slow(
            "SmtpClient.{}",
            r"(?:^|\.){name}\.Send(?:Mail)?(?:Async)?$",
            declared=r"\bSmtpClient\s+(\w+)\b|\b(\w+)\s*=\s*new SmtpClient\(",
        ),
    ),
)
