"""A history in words: what each row is called, and each changed field, word by word."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist
from django.db import models

from claims.editorial.differences import FieldChange, words
from claims.editorial.history import Change, Step, Values, kept


@dataclass(frozen=True)
class RowChange:
    """What happened to one row: `deed` is added, changed or removed."""

    deed: str
    kind: str
    name: str
    fields: list[FieldChange]


def rows_of(changes: Iterable[Change]) -> dict[int, list[RowChange]]:
    """For each change, by its number, its rows in words."""
    changes = list(changes)
    names = _names(step for change in changes for step in change.steps)
    return {change.number: [described(step, names) for step in change.steps] for change in changes}


def described(step: Step, names: dict) -> RowChange:
    before, after = ({} if values is None else _texts(step.model, values, names) for values in (step.before, step.after))
    deed = "added" if step.before is None else "removed" if step.after is None else "changed"
    fields = [
        FieldChange(label, words(before.get(label, ""), after.get(label, "")))
        for label in dict.fromkeys((*before, *after))
        if before.get(label, "") != after.get(label, "")
    ]
    return RowChange(deed, str(step.model._meta.verbose_name), _name(step), fields)


def steps_between(old: dict, new: dict) -> list[RowChange]:
    """What leads from one state of a row and its parts to another, in words; both as `History.before` gives them."""
    steps = [Step(*key, old.get(key), new.get(key)) for key in dict.fromkeys((*old, *new)) if old.get(key) != new.get(key)]
    names = _names(steps)
    return [described(step, names) for step in steps]


def texts_of(model: type[models.Model], values: Values) -> dict[str, str]:
    """One row as an editor reads it, by the label of each field."""
    return _texts(model, values, _names([Step(model, 0, values, None)]))


def _texts(model: type[models.Model], values: Values, names: dict) -> dict[str, str]:
    """The values as an editor reads them, by the label of their field."""
    return {_label(column): _text(column, values[column.attname], names) for column in kept(model) if column.name != "id"}


def _label(column: models.Field) -> str:
    return str(column.verbose_name)[:1].upper() + str(column.verbose_name)[1:]


def _text(column: models.Field, value, names: dict) -> str:
    if value in (None, "", [], {}):
        return ""
    if column.is_relation:
        return names.get((column.related_model, value), f"number {value}, which is gone")
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, list):
        return " · ".join(", ".join(f"{name}: {part}" for name, part in entry.items()) if isinstance(entry, dict) else str(entry) for entry in value)
    return str(value)


def _names(steps: Iterable[Step]) -> dict[tuple[type[models.Model], int], str]:
    """What the rows are called that the steps refer to: one query for each table."""
    wanted = defaultdict(set)
    for step in steps:
        for column in kept(step.model):
            if column.is_relation:
                wanted[column.related_model, column.target_field.name] |= {values[column.attname] for values in (step.before, step.after) if values}
    return {
        (model, key): str(row) for (model, name), keys in wanted.items() for key, row in model.objects.in_bulk(keys - {None}, field_name=name).items()
    }


def _name(step: Step) -> str:
    """The row as its model names it, from the values it had or has."""
    try:
        return str(step.model(**(step.after or step.before)))
    except ObjectDoesNotExist:
        return f"number {step.pk}"
