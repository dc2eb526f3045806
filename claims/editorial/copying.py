"""Rows into the database by COPY: the fast way in for many rows. Triggers, constraints and indexes work as ever."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from operator import attrgetter

from django.db import connection, models

_CHUNK = 1 << 18
_ODD = "\\\t\n\r"


def copy_columns(table: str, columns: dict[str, Sequence]) -> None:
    """Copy rows into `table`: `columns` holds, by name, a list of what the rows have there. A column of None is left out, since no column of ours has
    a default in the database; NULL is what it would have been."""
    told = {name: values for name, values in columns.items() if not _one(values) or values[0] is not None}
    names = ", ".join(f'"{name}"' for name in told)
    rows = zip(*map(_spelled, told.values()), strict=True)
    lines = io.BytesIO(b"".join([f"{row}\n".encode() for row in map("\t".join, rows)]))
    with connection.wrap_database_errors, connection.cursor() as cursor:
        cursor.copy_expert(f'COPY "{table}" ({names}) FROM STDIN', lines, _CHUNK)


def copy_objects(objects: list[models.Model]) -> None:
    """Copy unsaved `objects`, all of one model, into its table. Those without a primary key get one, next to each other in one run of numbers."""
    if not objects:
        return
    if objects[0].pk is None:
        for unsaved, key in zip(objects, reserved(type(objects[0]), len(objects)), strict=True):
            unsaved.pk = key
    copy_columns(objects[0]._meta.db_table, columns_of(objects, type(objects[0])._meta.concrete_fields))


def columns_of(objects: list[models.Model], fields: Iterable[models.Field]) -> dict[str, list]:
    """What unsaved `objects` have in `fields`, by column. The fields that take the moment of saving are set, to one moment for all."""
    for field in fields:
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
            moment = field.pre_save(objects[0], add=True)
            for unsaved in objects:
                setattr(unsaved, field.attname, moment)
    values = zip(*map(attrgetter(*(field.attname for field in fields)), objects), strict=True)
    return {field.column: of_all for field, of_all in zip(fields, values, strict=True)}


def reserved(model: type[models.Model], number: int) -> list[int]:
    """`number` fresh primary keys of `model`, in order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [model._meta.db_table])
        cursor.execute("SELECT nextval(%s) FROM generate_series(1, %s)", [*cursor.fetchone(), number])
        return [key for (key,) in cursor.fetchall()]


def _spelled(values: Sequence) -> list[str]:
    """The values of one column as COPY's text format spells them."""
    if _one(values):
        return [_text(values[0])] * len(values)
    kinds = set(map(type, values))
    if kinds == {str} and _plain("\0".join(values)):
        return values
    spell = _SPELLINGS.get(kinds.pop(), _text) if len(kinds) == 1 else _text
    return list(map(spell, values))


def _one(values: Sequence) -> bool:
    """Whether all `values` are the same, as in half of the columns of new rows."""
    return values[0] == values[-1] and values.count(values[0]) == len(values)


def _plain(text: str) -> bool:
    """Whether COPY takes `text` as it stands."""
    return not any(odd in text for odd in _ODD)


def _text(value) -> str:
    spell = _SPELLINGS.get(type(value))
    if spell:
        return spell(value)
    return _escaped(value) if isinstance(value, str) else str(value)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _array(values: list) -> str:
    return _array_of_texts(tuple(map(str, values)))


@lru_cache(maxsize=4096)  # the same few systems and places come again and again
def _array_of_texts(texts: tuple[str, ...]) -> str:
    quoted = [text.replace("\\", "\\\\").replace('"', '\\"') for text in texts]
    return _escaped("{" + ",".join([f'"{text}"' for text in quoted]) + "}")


_SPELLINGS = {
    str: _escaped,
    int: str,
    type(None): lambda value: r"\N",
    list: _array,
    datetime: lru_cache(maxsize=4096)(datetime.isoformat),  # the moment of publication stands in five columns
    date: date.isoformat,
}
