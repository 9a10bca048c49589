"""How a family is written: what opens a transaction, what leaves the machine, and what runs a function at once."""

from dataclasses import dataclass, field

from checks.probes.repo.scan import Words


@dataclass(frozen=True, slots=True)
class Opening:
    """A call that opens a transaction, by its head: the source of the call before its arguments.

    `{name}` in the head stands for a name that `declared` finds in the same file. `installed` are mappers, one of
    which the project must have; `needs` is a pattern that the file must hold.
    """

    head: str
    installed: frozenset[str] = frozenset()
    declared: str = ""
    needs: str = ""
    without: str = ""
    """What must not be found in the arguments."""


@dataclass(frozen=True, slots=True)
class Slow:
    """A call that leaves the machine, as an opening is written.

    `{}` in `value` is the last word of the head. `given` must be found in the arguments, `unless` must not be found in
    the file; `queued` is a pattern that finds a class in the arguments whose own file says that it is sent by a worker.
    """

    value: str
    head: str
    declared: str = ""
    needs: str = ""
    given: str = ""
    unless: str = ""
    queued: str = ""
    elsewhere: str = ""
    """`{name}` also stands for what the file imports from one of the project that holds this pattern."""
    defined: tuple[str, str] = ("", "")
    """A file of this name in the project must hold this pattern."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A grammar of ast-grep, its files, and what is looked for in them."""

    grammar: str
    suffixes: tuple[str, ...]
    opening: Words
    """A file without one of these opens no transaction."""
    leaving: Words
    """A file without one of these calls nothing of `slow`."""
    calls: frozenset[str]
    functions: frozenset[str]
    """Kinds of nodes that hold code for later, unless the call that takes them runs it at once (`now`)."""
    methods: frozenset[str] = field(default_factory=frozenset)
    """Kinds of nodes that `marked` and `carried` are looked for in."""
    blocks: frozenset[str]
    """Kinds of nodes whose statements run one after the other."""
    now: str
    """Heads of calls that run the function they are given before they return."""
    slow: tuple[Slow, ...]
    around: tuple[Opening, ...] = ()
    """Calls that run the function they are given in a transaction."""
    begins: tuple[Opening, ...] = ()
    commit: str = ""
    rollback: str = ""
    marked: str = ""
    """An annotation that puts a method, or every method of a class, into a transaction."""
    imported: str = ""
    """What a file must import for its annotation to be this one."""
    unmarked: str = ""
    """What in such an annotation says the contrary."""
    carried: str = ""
    """A parameter that is an open transaction."""
    later: frozenset[str] = field(default_factory=frozenset)
    """Kinds of nodes whose calls run later or elsewhere."""
