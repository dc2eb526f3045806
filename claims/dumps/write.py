"""Writing the dump: every table in three formats, what describes them, and the sums.

The same database gives the same bytes: rows stand in the order of their keys, moments come from the content version and never from the clock,
and DuckDB writes Parquet with one thread. Rows are streamed, so that what is in memory does not grow with the tables.
"""

import csv
import json
import os
from collections.abc import Callable
from pathlib import Path

import duckdb

from claims.dumps.columns import Table
from claims.dumps.description import describe
from claims.dumps.folder import replaced
from claims.dumps.tables import TABLES
from claims.models import Version
from claims.outputs.as_csv import harmless
from claims.snapshot import snapshot

_PARQUET = {"threads": "1", "memory_limit": "256MB", "autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


def dump(target: Path, *, begin: Callable[[int], None] = lambda total: None, step: Callable[[], None] = lambda: None) -> Version:
    """Put a dump of the database in the place of `target`; return its version. `begin` hears the number of rows, `step` of each one written."""
    with replaced(target) as folder, snapshot() as version:
        counts = {table.name: len(table) for table in TABLES}
        begin(sum(counts.values()))
        for table in TABLES:
            _rows(table, folder, step)
        for table in TABLES:
            _parquet(table, folder)
        describe(folder, TABLES, counts, version)
        for path in sorted(folder.rglob("*")):
            os.utime(path, (version.at.timestamp(), version.at.timestamp()))
        return version


def _rows(table: Table, folder: Path, step: Callable[[], None]) -> None:
    """`table` as JSON Lines and as CSV, in one reading."""
    paths = [folder / kind / f"{table.name}.{kind}" for kind in ("jsonl", "csv")]
    for path in paths:
        path.parent.mkdir(exist_ok=True)
    with paths[0].open("w", encoding="utf-8", newline="\n") as lines, paths[1].open("w", encoding="utf-8", newline="") as cells:
        sheet = csv.writer(cells)
        sheet.writerow(column.name for column in table.columns)
        for record in table.records():
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
            sheet.writerow(_cell(value) for value in record.values())
            step()


def _cell(value) -> str:
    """A value in CSV: nothing for what is not known, lists as JSON, text in a form that no spreadsheet runs."""
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else harmless(value)


def _parquet(table: Table, folder: Path) -> None:
    """`table` as Parquet, from its JSON Lines."""
    (folder / "parquet").mkdir(exist_ok=True)
    source, target = folder / "jsonl" / f"{table.name}.jsonl", folder / "parquet" / f"{table.name}.parquet"
    columns = ", ".join(f"'{column.name}': '{column.kind.duckdb}'" for column in table.columns)
    with duckdb.connect(":memory:", False, _PARQUET) as duck:
        rows = duck.sql(f"SELECT * FROM read_json($path, format = 'newline_delimited', columns = {{{columns}}})", params={"path": str(source)})  # noqa: S608 - our own names
        rows.write_parquet(str(target), compression="zstd")
