"""Nothing changes unseen: what a row said before each change, who changed it, when, and from where.

`@remembered()` above a model makes the database write this down, whichever way the change comes: form, `.update()`, loader or plain SQL.

    a changed row     the row as it was before, in a table of its own beside it (django-pghistory)
    a removed row     the row as it was
    added rows        one `Addition` for each statement, however many rows it adds: the row itself is its first version, so a bulk load of
                      a million rows leaves one line and not a million copies

Who and from where comes from `pghistory.context`: the middleware tells it the account and the address, commands tell it their name. Beside that
stand the database's own words, its role and the name of the program, which are there for plain SQL too.
"""

from collections.abc import Callable, Iterable
from functools import cache

import pghistory
import pgtrigger
from django.apps import apps
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Func, Value
from pghistory import trigger
from pghistory.models import Event as LibraryEvent

from sources.guards import NeverIgnored, Watcher, WatcherSql, append_only, never_truncated


def _role() -> Func:
    return Func(function="session_user", template="%(function)s", output_field=models.CharField())


def _program() -> Func:
    return Func(Value("application_name"), function="current_setting", output_field=models.CharField())


class Event(LibraryEvent):
    """A row as it was before a change, with who made the change and from where."""

    pgh_role = models.CharField(max_length=63, db_default=_role())
    pgh_program = models.CharField(max_length=63, db_default=_program())

    class Meta:
        abstract = True


class RowNumbers(models.Field):
    """Primary keys as PostgreSQL's int8multirange: a thousand consecutive ones take as much room as one. In Python, its text: `{[1,5),[9,10)}`."""

    def db_type(self, connection) -> str:
        return "int8multirange"


@RowNumbers.register_lookup
class AnyOf(models.Lookup):
    """`rows__any_of=[3, 7]`: any of these primary keys is among the rows."""

    lookup_name = "any_of"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Iterable[int], connection) -> tuple[str, list[str]]:
        return "%s", ["{" + ",".join(f"[{int(key)},{int(key)}]" for key in value) + "}"]

    def as_sql(self, compiler, connection) -> tuple[str, list]:
        column, before = self.process_lhs(compiler, connection)
        value, parameters = self.process_rhs(compiler, connection)
        return f"{column} && {value}::int8multirange", [*before, *parameters]


class Addition(models.Model):
    """One statement that added rows to a table: which rows, by whom, from where."""

    table = models.CharField(max_length=63)
    rows = RowNumbers()
    at = models.DateTimeField()
    context = models.JSONField(null=True)
    role = models.CharField(max_length=63, db_default=_role())
    program = models.CharField(max_length=63, db_default=_program())

    class Meta:
        ordering = ["pk"]
        indexes = [GistIndex(fields=["rows"], name="addition_rows")]
        triggers = append_only("addition")

    def __str__(self) -> str:
        return f"{self.table} {self.rows}"

    def holds(self, key: int) -> bool:
        """Whether the row with this primary key is among those added."""
        spans = (span.split(",") for span in self.rows.strip("{}[)").split("),[") if span)
        return any(int(first) <= key < int(past) for first, past in spans)


_ADDED = """
    INSERT INTO sources_addition ("table", rows, at, context)
    SELECT TG_TABLE_NAME, range_agg(int8range(id, id, '[]')), now(), NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb
    FROM added HAVING count(*) > 0;
    RETURN NULL;
"""


class _EventTrigger(NeverIgnored, trigger.Event):
    sql_class = WatcherSql


class _Kept(pghistory.RowEvent):
    """The row as it was, by a trigger that no session can switch off."""

    row = "OLD"

    def add_event_trigger(self, event_model) -> None:
        watcher = _EventTrigger(
            event_model=event_model, label=self.label, name=self.trigger_name, row=self.row, operation=self.operation,
            condition=self.condition, level=pgtrigger.Row,
        )  # fmt: skip
        pgtrigger.register(watcher)(event_model.pgh_tracked_model)


def remembered(*, exclude: Iterable[str] = (), when: pgtrigger.Condition | None = None) -> Callable[[type], type]:
    """A class decorator: the database keeps the history of the model's rows, without the columns `exclude`.

    A change that touches none of the kept columns is no event. `when` says which updates are events, if not every one.
    """

    def decorate(model: type[models.Model]) -> type[models.Model]:
        name = model._meta.model_name
        by_row = models.Index(fields=["id"], name=f"{name}_event_row")
        conditions = {} if when is None else {"condition": when}
        pghistory.track(
            _Kept("changed", operation=pgtrigger.Update, trigger_name=f"{name}_changed", **conditions),
            _Kept("removed", operation=pgtrigger.Delete, trigger_name=f"{name}_removed"),
            exclude=list(exclude),
            obj_field=None,
            context_field=pghistory.ContextJSONField(),
            context_id_field=None,
            base_model=Event,
            meta={
                "triggers": append_only(f"{name}_events"),
                "indexes": [by_row],
                "ordering": ["pgh_id"],
            },
        )(model)
        added = Watcher(
            name=f"{name}_added", operation=pgtrigger.Insert, level=pgtrigger.Statement, referencing=pgtrigger.Referencing(new="added"), func=_ADDED
        )
        triggers = [added]
        if not any(kept.operation == pgtrigger.Truncate for kept in getattr(model._meta, "triggers", [])):
            triggers.append(never_truncated(f"{name}_not_emptied"))
        pgtrigger.register(*triggers)(model)
        return model

    return decorate


@cache
def event_model(model: type[models.Model]) -> type[Event]:
    """The table beside `model` that holds its rows as they were. KeyError when its history is not kept."""
    return {event.pgh_tracked_model: event for event in apps.get_models() if issubclass(event, Event)}[model]
