"""Takes passwords out of any text before it is shown, stored or raised.

Knows addresses (`scheme://user:password@host`, also with unescaped signs in the password), keyword
strings (`password=...`), query parameters, JSON and YAML pairs, and SQL's `PASSWORD '...'`. When in
doubt it takes out too much: a garbled address costs a look, a leaked password costs more.
"""

import re

HIDDEN = "***"
_KEY = r"[\w.-]*(?:password|passwd|passphrase|pwd|secret|token|api_?key|access_?key)"
_QUOTED = r"'(?:[^'\\\n]|\\.|'')*'|\"(?:[^\"\\\n]|\\.)*\""

_DATABASE = re.compile(
    r"((?:postgres(?:ql)?|postgis|mysql|mariadb|mongodb|redis|rediss|valkey|amqps?|mssql|oracle|kafka|nats)"
    r"(?:\+\w+)?://[^\s:/@'\"<>]*:)((?:(?!://)[^\s'\"<>])*)(@)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]*://[^\s:/?#@'\"<>]*:)([^\s/?#'\"<>]*)(@)", re.IGNORECASE)
_LONE_USER = re.compile(r"(https?://)([^\s:/?#@'\"<>]+)(@)", re.IGNORECASE)
_ASSIGNED = re.compile(rf"\b({_KEY}\s*=\s*)({_QUOTED}|[^\s&;,'\"()]+)", re.IGNORECASE)
_PAIR = re.compile(rf"(['\"]{_KEY}['\"]\s*:\s*)({_QUOTED})", re.IGNORECASE)
_LINE = re.compile(
    rf"^(\s*(?:-\s+)?{_KEY}:[ \t]+)({_QUOTED}|[^\s'\"]+)", re.IGNORECASE | re.MULTILINE
)
_SQL = re.compile(rf"(\bpassword\s+)({_QUOTED})", re.IGNORECASE)
_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+")
_SECRET = {
    *("credential", "credentials", "dsn", "key", "keys", "passphrase", "passwd", "password"),
    *("pwd", "salt", "secret", "secrets", "token", "tokens"),
}
_PLAIN = re.compile(r"|-?[\d._*+ ]+|true|false|none|null", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"['\"]?(\$\d+|%s|\?|:\w+|\$\{[^}]*\}|\$[A-Za-z_]\w*|\{\{[^}]*\}\}|\*\*\*)['\"]?"
)


def redact(text: str) -> str:
    """The text with every password replaced by `***`; redacting twice changes nothing more."""
    for pattern in (_DATABASE, _ADDRESS, _LONE_USER):
        text = pattern.sub(rf"\g<1>{HIDDEN}\g<3>", text)
    for pattern in (_ASSIGNED, _PAIR, _LINE, _SQL):
        text = pattern.sub(_hide, text)
    return text


def concealed(name: str, value: str) -> str:
    """The value of this setting, `***` where its name says that it is a secret.

    `api_key`, `Repo.password` and `secretKeyBase` are secrets whatever they hold; where another word comes last
    (`token_expire_minutes`) a plain number or truth value is none.
    """
    words = [one.lower() for one in _WORD.findall(re.split("[.:]", name)[-1])]
    if not value or not _SECRET.intersection(words):
        return redact(value)
    if words[-1] not in _SECRET and _PLAIN.fullmatch(value):
        return value
    return value if _PLACEHOLDER.fullmatch(value) or value.lower() in {"none", "null"} else HIDDEN


def _hide(found: re.Match[str]) -> str:
    value = found.group(2)
    if _PLACEHOLDER.fullmatch(value):
        return found.group(0)
    quote = value[0] if value[0] in "'\"" else ""
    return f"{found.group(1)}{quote}{HIDDEN}{quote}"
