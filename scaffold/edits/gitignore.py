"""One line in `.gitignore`; an existing line of the same pattern is enough, unless a later one takes it back.

https://git-scm.com/docs/gitignore : the last matching line decides, `!` takes a match back, a pattern with a slash in
front or within is bound to the folder of the file, white space at a line's end does not count.
"""

from fnmatch import fnmatchcase

from scaffold import text
from scaffold.edits.core import Already, Edited, End, Refused
from scaffold.tree import Tree

FILE = ".gitignore"


def edit(tree: Tree, *, line: str, section: str = "") -> End:
    """The file is made where there is none. `section` is a comment: the line goes to the end of that section."""
    new = f"# {section}\n{line}" if section else line
    content = tree.read(FILE)
    if content is None:
        return Edited(path=FILE, content=f"{new}\n".encode(), snippet=new)
    try:
        written = text.read(content)
    except ValueError:
        return Refused(path=FILE, why=f"{FILE} is not UTF-8.", snippet=new)
    lines = written.body.split("\n")
    matching = [one.strip() for one in lines if _covers(_pattern(one), line)]
    if matching and not matching[-1].startswith("!"):
        return Already(path=FILE)
    if matching:
        why = f"{FILE} takes it back with `{matching[-1]}`, which is a decision of its owner."
        return Refused(path=FILE, why=why, snippet=new)
    after = _placed(written.body, lines, line, section, new)
    return Edited(path=FILE, content=written.bytes(after), snippet=new)


def _pattern(line: str) -> str:
    return line.strip().removeprefix("!")


def _covers(pattern: str, line: str) -> bool:
    bare = line.strip("/ ")
    wild = "/" not in pattern and "*" in pattern and pattern != "*" and fnmatchcase(bare, pattern)
    return wild or pattern in _alike(line)


def _alike(line: str) -> set[str]:
    """The spellings that surely cover what `line` ignores: bound to this folder or not, a folder or anything."""
    bare = line.strip("/ ")
    anywhere = {bare, f"**/{bare}"} | (
        {f"/{bare}"} if line.startswith("/") or "/" in bare else set()
    )
    return anywhere | {f"{one}/" for one in anywhere} if line.endswith("/") else anywhere


def _placed(body: str, lines: list[str], line: str, section: str, new: str) -> str:
    """After the last pattern under the section's comment where the file has it, else at the end."""
    heads = [at for at, one in enumerate(lines) if section and one.strip("# \t") == section]
    if not heads:
        return text.appended(body, new)
    last = heads[0]
    while last + 1 < len(lines) and lines[last + 1].strip() and not lines[last + 1].startswith("#"):
        last += 1
    return "\n".join([*lines[: last + 1], line, *lines[last + 1 :]])
