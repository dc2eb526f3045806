"""Rows into the database by COPY: the fast way in for many rows. Triggers, constraints and indexes work as ever."""

import io
from collections.abc import Iterable
from datetime import date, datetime
from operator import attrgetter

from django.db import connection, models


def copy_rows(table: str, columns: list[str], rows: Iterable[Iterable]) -> None:
    """Copy `rows`, each with a value for every one of `columns`, into `table`."""
    lines = io.StringIO("".join(["\t".join(map(_text, row)) + "\n" for row in rows]))
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.wrap_database_errors, connection.cursor() as cursor:
        cursor.copy_expert(f'COPY "{table}" ({names}) FROM STDIN', lines)


def copy_objects(objects: list[models.Model]) -> None:
    """Copy unsaved `objects`, all of one model, into its table. Those without a primary key get one, next to each other in one run of numbers."""
    if not objects:
        return
    if objects[0].pk is None:
        for unsaved, key in zip(objects, reserved(type(objects[0]), len(objects)), strict=True):
            unsaved.pk = key
    fields = type(objects[0])._meta.concrete_fields
    stamp(objects, fields)
    values = attrgetter(*[field.attname for field in fields])
    copy_rows(objects[0]._meta.db_table, [field.column for field in fields], map(values, objects))


def stamp(objects: Iterable[models.Model], fields: list[models.Field]) -> None:
    """Set the fields that take the moment of saving, as `save` would."""
    for field in fields:
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
            for unsaved in objects:
                field.pre_save(unsaved, add=True)


def reserved(model: type[models.Model], number: int) -> list[int]:
    """`number` fresh primary keys of `model`, in order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [model._meta.db_table, number])
        return [key for (key,) in cursor.fetchall()]


def _text(value) -> str:
    """`value` as COPY's text format spells it."""
    spell = _SPELLINGS.get(type(value))
    if spell:
        return spell(value)
    return _escaped(value) if isinstance(value, str) else str(value)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _array(values: list) -> str:
    quoted = [str(value).replace("\\", "\\\\").replace('"', '\\"') for value in values]
    return _escaped("{" + ",".join([f'"{value}"' for value in quoted]) + "}")


_SPELLINGS = {
    str: _escaped,
    int: str,
    type(None): lambda value: r"\N",
    list: _array,
    datetime: datetime.isoformat,
    date: date.isoformat,
}
