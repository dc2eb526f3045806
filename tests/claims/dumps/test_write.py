"""The same database gives the same bytes, in three formats with the same rows, whatever its size."""

import csv
import hashlib
import json
import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import duckdb
import pytest
from django.conf import settings
from django.db import connection

from claims.dumps import write
from claims.dumps.tables import TABLES
from claims.models import ContentVersion
from sources.models import Source
from tests.factories import published, source


def sums(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def heap(table: str) -> list[str]:
    """The keys of `table` in the order of the heap."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT key FROM {table} ORDER BY ctid")
        return [row[0] for row in cursor.fetchall()]


def in_another_process(target: Path) -> None:
    environment = os.environ | {"DATABASE_NAME": connection.settings_dict["NAME"], "EMBEDDED_PG_FOLDER": settings.EMBEDDED_PG_HOME.name}
    command = [sys.executable, "manage.py", "dump_data", target, "--verbosity", "0"]
    subprocess.run(command, cwd=settings.BASE_DIR, env=environment | {"PYTHONHASHSEED": "7"}, check=True, capture_output=True)


@pytest.mark.usefixtures("own_database")
def test_the_same_database_gives_the_same_bytes_in_any_process_and_any_order_of_its_heap(tmp_path):
    for key in ("zhang2020", "ahmed2019", "liu2018"):
        source(key=key)
    published(fact="There is no “national score” (全国评分).")
    version, before = write.dump(tmp_path / "one"), heap("sources_source")
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX turned ON sources_source (md5(key)); CLUSTER sources_source USING turned")
    in_another_process(tmp_path / "two")

    assert heap("sources_source") != before
    assert version == ContentVersion.now()
    assert sums(tmp_path / "one") == sums(tmp_path / "two")
    assert {path.stat().st_mtime for path in (tmp_path / "two").rglob("*")} == {version.at.timestamp()}


def test_every_table_has_the_same_rows_in_every_format(corpus_dump):
    for table in TABLES:
        lines = [json.loads(line) for line in (corpus_dump / f"jsonl/{table.name}.jsonl").read_text("utf-8").split("\n")[:-1]]
        with (corpus_dump / f"csv/{table.name}.csv").open(encoding="utf-8", newline="") as file:
            cells = list(csv.DictReader(file))
        path = str(corpus_dump / f"parquet/{table.name}.parquet")
        parquet = duckdb.sql("SELECT to_json(t) FROM read_parquet($path) t", params={"path": path}).fetchall()

        assert len(lines) == len(cells) == len(parquet)
        assert [{name: write._cell(value) for name, value in line.items()} for line in lines] == cells
        assert [_without_moments(table, json.loads(row)) for (row,) in parquet] == [_without_moments(table, line) for line in lines]


def _without_moments(table, record: dict) -> dict:
    """JSON from DuckDB writes moments in its own way; how they read is the next test."""
    moments = {column.name for column in table.columns if column.kind.schema == "datetime"}
    return {name: value for name, value in record.items() if name not in moments}


def test_parquet_has_types_and_moments_to_the_microsecond(corpus_dump):
    path = str(corpus_dump / "parquet/ledger.parquet")
    types = dict(duckdb.sql("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet($path))", params={"path": path}).fetchall())
    shown = duckdb.sql('SELECT epoch_us("at") FROM read_parquet($path) ORDER BY position', params={"path": path}).fetchall()
    lines = [json.loads(line)["at"] for line in (corpus_dump / "jsonl/ledger.jsonl").read_bytes().splitlines()]
    read = duckdb.sql("SELECT epoch_us(unnest($at)::TIMESTAMPTZ)", params={"at": lines}).fetchall()

    assert (types["position"], types["at"], types["record"]) == ("BIGINT", "TIMESTAMP WITH TIME ZONE", "VARCHAR")
    assert shown == read


@pytest.mark.parametrize(
    ("value", "cell"), [(None, ""), (0, "0"), (["a", "社"], '["a", "社"]'), ("=1+1", "'=1+1"), ("-5", "'-5"), ("plain", "plain")]
)
def test_a_cell_is_harmless_and_lists_are_json(value, cell):
    assert write._cell(value) == cell


@pytest.mark.usefixtures("own_database")
def test_the_caller_hears_how_many_rows_there_are_and_of_each_one(tmp_path):
    published()
    heard, steps = [], []

    write.dump(tmp_path / "dump", begin=heard.append, step=lambda: steps.append(1))

    assert heard == [len(steps)]
    assert len(steps) == sum(path.read_bytes().count(b"\n") for path in (tmp_path / "dump/jsonl").iterdir())


@pytest.mark.django_db
def test_memory_does_not_grow_with_the_table(tmp_path):
    (table,) = [table for table in TABLES if table.name == "sources"]
    like = {"title": "T", "language": "en", "publisher": "P", "kind": "law", "link": "none", "read": "full"}
    peaks = []
    for round_ in range(2):
        Source.objects.bulk_create(Source(key=f"s{round_}-{n}", summary="x" * 5000, **like) for n in range(900 + 1200 * round_))
        tracemalloc.start()
        write._rows(table, tmp_path, lambda: None)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert (tmp_path / "jsonl/sources.jsonl").stat().st_size > 14_000_000
    assert peaks[1] < 1.2 * peaks[0] < 14_000_000
