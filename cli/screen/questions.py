"""A template's questions as they would be answered, each with its reason; what it means is said when it is changed."""

from rich.text import Text

from cli.ask import shown
from cli.screen import paper
from scaffold.core import Question

LONGEST = 300


def show(questions: tuple[Question, ...]) -> None:
    """Each key with its answer and the evidence for it, or what it decides where there is none."""
    console = paper.sheet()
    console.print()
    console.print(paper.ink("Its questions, with the answers that the evidence suggests", "bold"))
    paper.pairs(console, [(one.key, _answer(one)) for one in questions])
    console.print()


def _answer(question: Question) -> Text:
    value = shown(question.default, LONGEST) or "(none)"
    return Text.assemble(
        paper.ink(value), "  ", paper.ink(question.because or question.help, "dim")
    )
