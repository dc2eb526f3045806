"""What a column of the dump is: its name and meaning, where its value comes from, and how each format writes it.

One description serves all: rows in JSON Lines and CSV, the types of the Parquet files, the Table Schema in datapackage.json, the README.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from claims.record import moment
from sources.partial_dates import SHAPE

CHUNK = 400
"""Rows fetched at a time: what is in memory does not grow with the table."""


@dataclass(frozen=True)
class Kind:
    """A type: in Table Schema, in DuckDB (and so in Parquet), and how a value becomes one that JSON can hold."""

    schema: str
    duckdb: str
    plain: Callable[[Any], Any] = lambda value: value
    pattern: str = ""


TEXT = Kind("string", "VARCHAR")
PARTIAL_DATE = Kind("string", "VARCHAR", pattern=SHAPE)
NUMBER = Kind("integer", "BIGINT")
DAY = Kind("date", "DATE", lambda value: value.isoformat())
MOMENT = Kind("datetime", "TIMESTAMPTZ", moment)
TEXTS = Kind("array", "VARCHAR[]")
STEPS = Kind("array", "STRUCT(minutes VARCHAR, text VARCHAR)[]")
WORDS = Kind("array", "STRUCT(hanzi VARCHAR, pinyin VARCHAR, gloss VARCHAR)[]")


@dataclass(frozen=True)
class Column:
    """One column. `path` is the field or annotation that it shows, by default its own name; `shown` turns the stored value into the one given out."""

    name: str
    about: str
    kind: Kind = TEXT
    path: str = ""
    required: bool = False
    values: tuple[str, ...] = ()
    shown: Callable[[Any], Any] | None = None

    def value(self, stored: Any) -> Any:
        """`stored` as JSON can hold it; None for what is not known, so that an empty text never passes for one."""
        if stored is None or stored == "":
            return None
        return self.kind.plain(self.shown(stored) if self.shown else stored)

    def described(self) -> dict:
        """The column as a field of a Table Schema."""
        limits = {"required": True} if self.required else {}
        limits |= {"enum": list(self.values)} if self.values else {}
        limits |= {"pattern": self.kind.pattern} if self.kind.pattern else {}
        field = {"name": self.name, "type": self.kind.schema, "description": self.about}
        return field | ({"constraints": limits} if limits else {})


@dataclass(frozen=True)
class Table:
    """One table: what a row is, which rows readers can see (in the order of the key), its columns, key, and what it refers to.

    `refers` maps columns, blank-separated, to "table column …". `rows` gives a queryset, or the values themselves for what stands in the program.
    """

    name: str
    about: str
    rows: Callable[[], QuerySet | list[tuple]]
    columns: list[Column]
    key: list[str]
    refers: dict[str, str]

    def __len__(self) -> int:
        rows = self.rows()
        return rows.count() if isinstance(rows, QuerySet) else len(rows)

    def records(self):
        """Each row as a dict of JSON-ready values, streamed from the database."""
        rows = self.rows()
        if isinstance(rows, QuerySet):
            rows = rows.order_by(*self._paths(self.key)).values_list(*self._paths([c.name for c in self.columns])).iterator(chunk_size=CHUNK)
        for values in rows:
            yield {column.name: column.value(stored) for column, stored in zip(self.columns, values, strict=True)}

    def _paths(self, names: list[str]) -> list[str]:
        paths = {column.name: column.path or column.name for column in self.columns}
        return [paths[name] for name in names]

    def schema(self) -> dict:
        """The table as a Table Schema (Frictionless)."""
        described = {"fields": [column.described() for column in self.columns], "primaryKey": self.key, "missingValues": [""]}
        foreign = []
        for columns, target in self.refers.items():
            table, *fields = target.split()
            foreign.append({"fields": columns.split(), "reference": {"resource": table, "fields": fields}})
        return described | ({"foreignKeys": foreign} if foreign else {})
