"""Statements that PostgreSQL plans once a connection and not each time: for those that take longer to plan than to answer.

psycopg2 does not know of it, so they are prepared and executed by name (PostgreSQL's manual, PREPARE). A plan ends with its connection; when a table
changes, PostgreSQL makes it anew.
"""

from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

_known: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
"""By psycopg2's connection, the names of what it has prepared."""


class Prepared:
    """One statement. Its `name` is no other's, `sql` has %s for each parameter, and `types` are theirs in PostgreSQL."""

    def __init__(self, name: str, sql: str, *types: str):
        self._name, self._sql, self._types = name, sql, types

    def row(self, *parameters: Any) -> tuple:
        """The first row of the answer. Raises what a cursor raises.

        Behind a pool that gives out connections by the transaction nothing stays prepared, nor does a cursor stay on the server: so Django's setting
        for such a pool, DISABLE_SERVER_SIDE_CURSORS, holds here too.
        """
        with connection.cursor() as cursor:
            if connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
                cursor.execute(self._sql, parameters)
            else:
                self._prepare()
                cursor.execute(f"EXECUTE {self._name} ({', '.join(['%s'] * len(parameters))})", parameters)
            return cursor.fetchone()

    def _prepare(self) -> None:
        known = _known.setdefault(connection.connection, set())
        if self._name in known:
            return
        placeholders = [f"${i}" for i in range(1, len(self._types) + 1)]
        with connection.wrap_database_errors, connection.connection.cursor() as cursor:  # below Django's: the queries of a page stay countable
            cursor.execute(f"PREPARE {self._name} ({', '.join(self._types)}) AS {self._sql % tuple(placeholders)}")
        known.add(self._name)
