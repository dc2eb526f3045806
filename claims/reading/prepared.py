"""Statements that are prepared once a connection: for those that take longer to put together, or to plan, than to answer.

psycopg2 does not know of it, so they are prepared and executed by name (PostgreSQL's manual, PREPARE). The first five times PostgreSQL plans for the
parameters given, then once for all, if that plan is not dearer. It plans anew when a table changes; but when a column of the answer has another type
then, the statement fails until its connection ends. So workers are started anew after a migration (docs/operations.md).
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection
from django.db.models.sql import Query

_known: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
"""By psycopg2's connection, the names of what it has prepared."""


class Prepared:
    """One statement. Its `name` is no other's; `sql` gives it, once, with %s for each parameter, and `types` are theirs in PostgreSQL."""

    def __init__(self, name: str, sql: Callable[[], str], *types: str):
        self._name, self._make, self._types = name, sql, types

    @cached_property
    def _sql(self) -> str:
        return self._make()

    def rows(self, *parameters: Any) -> list[tuple]:
        """The answer for `parameters`: values, or expressions without columns. Raises what a cursor raises.

        Behind a pool that gives out connections by the transaction nothing stays prepared, nor does a cursor stay on the server: so Django's setting
        for such a pool, DISABLE_SERVER_SIDE_CURSORS, holds here too.
        """
        given = [_compiled(parameter) if hasattr(parameter, "resolve_expression") else ("%s", [parameter]) for parameter in parameters]
        spelled, values = [f"({sql})" for sql, _ in given], [value for _, values in given for value in values]
        with connection.cursor() as cursor:
            if connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
                cursor.execute(self._sql % tuple(spelled), values)
            else:
                self._prepare()
                cursor.execute(f"EXECUTE {self._name} ({', '.join(spelled)})", values)
            return cursor.fetchall()

    def _prepare(self) -> None:
        known = _known.setdefault(connection.connection, set())
        if self._name in known:
            return
        placeholders = [f"${i}" for i in range(1, len(self._types) + 1)]
        with connection.wrap_database_errors, connection.connection.cursor() as cursor:  # below Django's: the queries of a page stay countable
            cursor.execute(f"PREPARE {self._name} ({', '.join(self._types)}) AS {self._sql % tuple(placeholders)}")
        known.add(self._name)


def _compiled(expression) -> tuple[str, list]:
    compiler = Query(None).get_compiler(connection=connection)
    return compiler.compile(expression.resolve_expression(Query(None)))
