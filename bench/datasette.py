"""The same rows for Datasette, the one peer that brings facets and search: SQLite, indexed columns, FTS5 over the texts.

Its fair best: immutable with counted tables, no suggested facets, time limits lifted so that its counts are exact. Where we count every topic,
system, place and kind of a claim, it counts only the first, as a plain indexed column: several times faster than its facets over arrays.
"""

import json
import sqlite3
import subprocess
from pathlib import Path
from urllib.parse import quote

from django.db import connection
from django.db.models import OuterRef, Subquery
from tqdm import tqdm

from bench.driving import Unusable, answer
from claims.models import Claim, ClaimTopic

_TABLE = """
    CREATE TABLE claims (id INTEGER PRIMARY KEY, reference TEXT, slug TEXT, statement TEXT, fact TEXT, answer TEXT, rationale TEXT,
                         verdict TEXT, topic TEXT, system TEXT, place TEXT, kind TEXT, published TEXT);
"""
_INDEXES = """
    CREATE INDEX published ON claims (published); CREATE INDEX verdict ON claims (verdict); CREATE INDEX topic ON claims (topic);
    CREATE INDEX system ON claims (system); CREATE INDEX place ON claims (place); CREATE INDEX kind ON claims (kind);
    CREATE VIRTUAL TABLE claims_fts USING fts5(statement, fact, answer, rationale, content="claims", content_rowid="id");
    INSERT INTO claims_fts (rowid, statement, fact, answer, rationale) SELECT id, statement, fact, answer, rationale FROM claims;
    ANALYZE;
"""
FACETS = "&".join(f"_facet={name}" for name in ("verdict", "topic", "system", "place", "kind"))


def exported(folder: Path, *, version: str) -> Path:
    """An SQLite file with every published claim, made anew when `version` is another than it was made for; its table counts beside it."""
    path = folder / f"{connection.settings_dict['NAME']}.sqlite"
    made, version = path.with_suffix(".version"), version + _INDEXES
    if path.exists() and made.exists() and made.read_text() == version:
        return path
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as database:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLE)
        rows = tqdm(_rows(), desc="Copying to SQLite", unit="claim", unit_scale=True)
        database.executemany("INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        database.executescript(_INDEXES)
    ran = subprocess.run([program(), "inspect", path, "--inspect-file", path.with_suffix(".json")], capture_output=True, text=True, check=False)
    if ran.returncode:
        raise Unusable(f"datasette inspect failed: {ran.stderr}")
    made.write_text(version)
    return path


def _rows():
    topic = ClaimTopic.objects.filter(claim=OuterRef("pk")).order_by("position").values("topic__slug")[:1]
    columns = ("id", "reference", "slug", "statement", "fact", "answer", "current__rationale", "verdict", "first_topic", "systems__0", "places__0")
    rows = Claim.objects.published().annotate(first_topic=Subquery(topic)).order_by("pk")
    for row in rows.values_list(*columns, "source_kinds__0", "published_at").iterator(chunk_size=5000):
        yield (*row[:-1], row[-1].isoformat())


def command(path: Path, port: int) -> list:
    """The command that serves `path`."""
    limits = {"suggest_facets": "off", "sql_time_limit_ms": 120_000, "facet_time_limit_ms": 120_000, "default_page_size": 20, "max_csv_mb": 0}
    settings = [part for name, value in limits.items() for part in ("--setting", name, str(value))]
    return [program(), "serve", "-i", path, "--inspect-file", path.with_suffix(".json"), "-p", str(port), *settings]


def program() -> Path:
    """Datasette from the bench's own environment. Raises Unusable where it is not installed."""
    found = Path(__file__).resolve().parent.parent / "var" / "bench-venv" / "bin" / "datasette"
    if not found.exists():
        raise Unusable("Datasette is not installed; `make bench` installs it into var/bench-venv from requirements-bench.txt.")
    return found


def found(port: int, database: str, word: str) -> int:
    """How many rows its search finds for `word`."""
    return json.loads(answer(port, f"/{database}/claims.json?_search={quote(word)}&_size=1")[2])["filtered_table_rows_count"]
