"""A template's questions as they would be answered, each with its reason."""

from cli.ask import shown
from cli.screen import paper
from scaffold.core import Question


def show(questions: tuple[Question, ...]) -> None:
    """Key, default, and what it decides with the reason for the default."""
    console = paper.sheet()
    console.print()
    console.print(paper.ink("Its questions, with the answers that the evidence suggests", "bold"))
    rows = [(one.key, shown(one.default, 24), _why(one)) for one in questions]
    paper.columns(console, rows, fixed=1)
    console.print()


def _why(question: Question) -> str:
    return f"{question.help} ({question.because})" if question.because else question.help
