"""A text file and how it was written down: byte-order mark, newline style, the missing newline at its end."""

from dataclasses import dataclass

MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The text with `\\n` for newlines (where the file has one style throughout), and the way back to bytes."""

    body: str
    marked: bool = False
    crlf: bool = False

    def bytes(self, body: str) -> bytes:
        """Another text, written down as this one was."""
        lines = body.replace("\n", "\r\n") if self.crlf else body
        return (MARK if self.marked else b"") + lines.encode()


def read(content: bytes) -> Text:
    """The text of these bytes; ValueError where they are not UTF-8."""
    marked = content.startswith(MARK)
    text = content.removeprefix(MARK).decode()
    crlf = 0 < text.count("\n") == text.count("\r\n")
    return Text(body=text.replace("\r\n", "\n") if crlf else text, marked=marked, crlf=crlf)


def same(one: bytes | None, other: bytes | None) -> bool:
    """Whether two files are the same but for their newline style (an editor's or git's doing, nobody's words)."""
    if one is None or other is None or b"\0" in one:
        return one == other
    return one.replace(b"\r\n", b"\n") == other.replace(b"\r\n", b"\n")


def restyled(content: bytes, like: bytes) -> bytes:
    """`content` in the newline style of `like`, as it is where one of them is no text."""
    try:
        return read(like).bytes(read(content).body)
    except ValueError:
        return content


def after_line(body: str, index: int, new: str) -> str:
    """`new` (whole lines, no newline at the end) after the line that holds `index`; a missing last newline stays so."""
    end = body.find("\n", index)
    if end < 0:
        return f"{body}\n{new}" if body else f"{new}\n"
    return f"{body[: end + 1]}{new}\n{body[end + 1 :]}"


def before_line(body: str, index: int, new: str) -> str:
    """`new` (whole lines, no newline at the end) before the line that holds `index`."""
    start = body.rfind("\n", 0, index) + 1
    return f"{body[:start]}{new}\n{body[start:]}"


def appended(body: str, new: str) -> str:
    """`new` after the last line of the file."""
    return after_line(body, len(body) - 1 if body.endswith("\n") else len(body), new)


def indented(lines: str, by: str) -> str:
    """Every line that says something, moved to the right."""
    return "\n".join(by + one if one.strip() else one for one in lines.split("\n"))
