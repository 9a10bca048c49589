"""Ruby: `transaction do` and `with_lock do` of Active Record and Sequel; `deliver_now` and the HTTP clients.

`deliver` alone may be a step of the project's own (`order.deliver!`), and a lower-case receiver of `transaction` may be
another store (PStore): neither is taken.
"""

from checks.probes.repo.code.transactions.wants import Family, Opening, Slow
from checks.probes.repo.scan import Words

MAPPERS = frozenset({"Rails", "ActiveRecord", "Sequel"})
VERBS = "get|post|put|patch|delete|head"
FAMILY = Family(
    grammar="ruby",
    suffixes=(".rb",),
    opening=Words(b"transaction", b"with_lock"),
    leaving=Words(
        b"deliver_now",
        b"Net::HTTP",
        b"Faraday.",
        b"HTTParty.",
        b"RestClient.",
        b"Excon.",
        b"Typhoeus.",
        b"HTTPX.",
        b"URI.open",
    ),
    calls=frozenset({"call"}),
    functions=frozenset({"block", "do_block", "lambda", "method", "singleton_method"}),
    blocks=frozenset({"body_statement", "block_body", "then", "else", "begin", "ensure", "rescue"}),
    now=r"(?:^|[.&])(?:each(?:_\w+)?|find_each|in_batches|map|flat_map|filter_map|select|reject|tap|then|times|transaction"
    r"|with_lock|with_locale|use_zone|unscoped)$",
    around=(
        Opening(
            r"^(?!Sentry|Redis|NewRelic|Appsignal)(?:(?:::)?[A-Z]\w*(?:::[A-Z]\w*)*|self(?:\.class)?)"
            r"(?:\.connection)?\.transaction$",
            MAPPERS,
        ),
        Opening(r"^transaction$", MAPPERS),
        Opening(r"^(?:[a-z_@][\w@.]*\.)?with_lock$", MAPPERS),
    ),
    slow=(
        Slow("{}", r"\.deliver_now!?$"),
        Slow(
            "Net::HTTP.{}",
            r"^(?:::)?Net::HTTP\.(?:get|get_response|get_print|post|post_form|start)$",
        ),
        *(
            Slow(f"{one}.{{}}", rf"^(?:::)?{one}\.(?:{VERBS})$")
            for one in ("Faraday", "HTTParty", "RestClient", "Excon", "Typhoeus", "HTTPX")
        ),
        Slow("URI.open", r"^(?:::)?URI\.open$"),
    ),
)
