"""The tables that one Django app's migrations make, replayed from their text."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from checks.core import Problem

POINTS = ("ForeignKey", "OneToOneField")
"""Fields whose column is the field's name and `_id`."""


@dataclass(slots=True, kw_only=True)
class Model:
    """One model as the migrations leave it; `columns` maps each column to its field."""

    name: str
    table: str
    columns: dict[str, str] = field(default_factory=dict)

    def field_of(self, column: str) -> str | None:
        """The field that a column belongs to, or None where no migration made it."""
        return self.columns.get(column)


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """One app: its label, its folder, its models, and the migrations that no other of the app follows."""

    label: str
    folder: str
    models: tuple[Model, ...]
    ends: tuple[str, ...]

    def model_of(self, table: str) -> Model | None:
        """The model of this table, or None."""
        return next((one for one in self.models if one.table == table), None)

    def end(self) -> str:
        """The last migration. Problem where there are several."""
        if len(self.ends) != 1:
            raise Problem(
                f"the migrations of {self.label} have {len(self.ends)} ends ({', '.join(self.ends)})",
                "python manage.py makemigrations --merge, then try again",
            )
        return self.ends[0]


def history(label: str, folder: str, texts: Mapping[str, str]) -> App:
    """Replay the migrations of one app, by the names of their files, in the order of their numbers."""
    models: dict[str, Model] = {}
    followed: set[str] = set()
    for _, text in sorted(texts.items()):
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and _named(node.targets[0]) == "dependencies":
                followed |= {name for app, name in _pairs(node.value) if app == label}
        for call in _operations(tree):
            _replay(label, models, call)
    ends = tuple(sorted(set(texts) - followed))
    return App(label=label, folder=folder, models=tuple(models.values()), ends=ends)


def _operations(tree: ast.Module) -> Iterator[ast.Call]:
    """The calls in `operations = [...]`, in order, also those inside SeparateDatabaseAndState's state."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and _named(node.targets[0]) == "operations":
            for one in ast.walk(node.value):
                if isinstance(one, ast.Call):
                    yield one


def _replay(label: str, models: dict[str, Model], call: ast.Call) -> None:
    what = _named(call.func)
    said = {word.arg: word.value for word in call.keywords if word.arg}
    name = _text(said.get("name"))
    if what == "CreateModel" and name:
        table = _text(_in(said.get("options"), "db_table")) or f"{label}_{name.lower()}"
        models[name.lower()] = made = Model(name=name, table=table)
        for item in getattr(said.get("fields"), "elts", []):
            if isinstance(item, ast.Tuple) and len(item.elts) == 2:
                _add(made, _text(item.elts[0]), item.elts[1])
        return
    model = models.get((_text(said.get("model_name")) or name or "").lower())
    if what == "RenameModel":
        _rename(label, models, _text(said.get("old_name")), _text(said.get("new_name")))
    elif model and what in ("AddField", "AlterField"):
        _drop(model, name)
        _add(model, name, said.get("field"))
    elif model and what == "RemoveField":
        _drop(model, name)
    elif model and what == "RenameField":
        _rename_field(model, _text(said.get("old_name")), _text(said.get("new_name")))
    elif model and what == "AlterModelTable":
        model.table = _text(said.get("table")) or f"{label}_{model.name.lower()}"
    elif model and what == "DeleteModel":
        models.pop(model.name.lower(), None)


def _add(model: Model, name: str, kind: ast.expr | None) -> None:
    if name and isinstance(kind, ast.Call):
        own = next((_text(one.value) for one in kind.keywords if one.arg == "db_column"), "")
        points = _named(kind.func).endswith(POINTS)
        model.columns[own or (f"{name}_id" if points else name)] = name


def _drop(model: Model, name: str) -> None:
    for column in [one for one, owner in model.columns.items() if owner == name]:
        del model.columns[column]


def _rename_field(model: Model, old: str, new: str) -> None:
    for column in [one for one, owner in model.columns.items() if owner == old]:
        del model.columns[column]
        model.columns[column.replace(old, new, 1) if column.startswith(old) else column] = new


def _rename(label: str, models: dict[str, Model], old: str, new: str) -> None:
    model = models.pop(old.lower(), None)
    if model is not None:
        if model.table == f"{label}_{old.lower()}":
            model.table = f"{label}_{new.lower()}"
        model.name = new
        models[new.lower()] = model


def _pairs(value: ast.expr) -> Iterator[tuple[str, str]]:
    for one in getattr(value, "elts", []):
        if isinstance(one, ast.Tuple) and len(one.elts) == 2:
            yield _text(one.elts[0]), _text(one.elts[1])


def _in(value: ast.expr | None, key: str) -> ast.expr | None:
    if isinstance(value, ast.Dict):
        for name, one in zip(value.keys, value.values, strict=True):
            if _text(name) == key:
                return one
    return None


def _named(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _text(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
