"""The database of the bench: one for each size, beside nobody else's, kept between runs as long as what made it has not changed."""

import gc
import hashlib
import io
import json
import os
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from multiprocessing import get_context

import psutil
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from tqdm import tqdm

from bench import rows
from bench.targets import MADE_UP
from claims.editorial import bulk, frequent_words
from claims.models import Appearance, Claim, ClaimChange, ClaimTopic, Evidence, LedgerEntry, Review

BATCH = 2000
PROCESSES = int(os.environ.get("BENCH_PROCESSES", "2"))
_MADE_BY = (
    "bench/rows.py", "claims/editorial/arriving.py", "claims/editorial/bulk.py", "claims/editorial/projection.py", "claims/text_search.py",
    "corpus/claims", "corpus/sources",
)  # fmt: skip


def prepared(size: int, *, keep: bool = False) -> dict:
    """The database holds the corpus and `size` claims of the bench; what loading them took: `claims`, `seconds`, `per_second`, `processes`,
    `per_second_lying_ready` (while the processes publish, and make none up), and the `milliseconds` of processor time a claim, by part.

    Made anew when the code or the corpus it came from has changed, unless `keep`.
    """
    fingerprint = _fingerprint(size)
    note = _note()
    if note and (keep or note["fingerprint"] == fingerprint):
        call_command("migrate", verbosity=0)
        return note["load"] or filled(size, fingerprint=fingerprint)
    _make_empty()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_corpus", verbosity=0, stdout=io.StringIO())
    return filled(size, fingerprint=fingerprint)


def filled(size: int, *, fingerprint: str) -> dict:
    """Load `size` claims into the database, which holds the corpus, and have it note what made it. A load that was broken off goes on."""
    _note_down({"fingerprint": fingerprint, "load": None})
    with _unattended():
        load = _loaded(size)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    frequent_words.note()
    _note_down({"fingerprint": fingerprint, "load": load})
    return load


@contextmanager
def _unattended() -> Iterator[None]:
    """Keep autovacuum from the tables that fill: it would go through them again and again, for a tenth of the load, and once at the end is enough."""
    tables = [model._meta.db_table for model in (Claim, ClaimTopic, Appearance, Review, Evidence, LedgerEntry, ClaimChange)]
    try:
        _set_on(tables, "SET (autovacuum_enabled = false)")
        yield
    finally:
        _set_on(tables, "RESET (autovacuum_enabled)")


def _set_on(tables: list[str], setting: str) -> None:
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" {setting}')


def _loaded(size: int) -> dict:
    """Load the claims, several processes at a time, and say how fast."""
    here = set(Claim.objects.filter(slug__startswith="measured-").values_list("slug", flat=True))
    starts = [start for start in range(0, size, BATCH) if f"measured-{start}" not in here]
    batches = [range(start, min(start + BATCH, size)) for start in starts]
    left = sum(map(len, batches))
    _accounts()
    connection.close()
    began = time.perf_counter()
    spent, publishing = Counter(), 0.0
    workers = ProcessPoolExecutor(PROCESSES, get_context("fork"), initializer=_settle)
    with workers as pool, tqdm(total=left, desc="Loading", unit="claim", unit_scale=True) as bar:
        for done, took, parts in pool.map(_publish, batches):
            bar.update(done)
            spent.update(parts)
            publishing += took
    seconds = time.perf_counter() - began
    return {
        "claims": left, "seconds": round(seconds, 1), "per_second": round(left / seconds), "processes": PROCESSES,
        "per_second_lying_ready": round(left * PROCESSES / publishing) if left else 0,
        "milliseconds": {part: round(1000 * of_part / max(left, 1), 3) for part, of_part in spent.items()},
    }  # fmt: skip


def _settle() -> None:
    """Switch the garbage collector off: drafts hold no cycles, so they go when their batch is done, and it would only look through all of them.
    And wait for no disk at the end of a batch: a load that a crash cuts short goes on where it was.
    """
    gc.disable()
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")


def _publish(numbers: range) -> tuple[int, float, dict[str, float]]:
    """Make up the claims of these numbers and publish them: how many, the seconds that publishing took, and those of a processor for each part."""
    author, approver = _accounts()
    server = psutil.Process(connection.connection.info.backend_pid)
    before, began = server.cpu_times(), time.process_time()
    drafts = list(rows.drafts(_stock(), numbers))
    made, clock = time.process_time(), time.perf_counter()
    bulk.publish_new(drafts=drafts, author=author, approver=approver)
    took, ended, after = time.perf_counter() - clock, time.process_time(), server.cpu_times()
    in_database = after.user + after.system - before.user - before.system
    return len(numbers), took, {MADE_UP: made - began, "publishing": ended - made, "PostgreSQL": in_database}


@cache
def _stock() -> rows.Stock:
    return rows.stock()


def _accounts():
    """Who writes and who approves the bench's claims; neither can sign in."""
    accounts = get_user_model().objects
    return tuple(accounts.get_or_create(username=name, defaults={"is_active": False})[0] for name in ("bench-author", "bench-approver"))


def _name() -> str:
    return connection.settings_dict["NAME"]


def _note() -> dict | None:
    """What the database says of itself, None where there is none or it was not finished."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [_name()])
        found = cursor.fetchone()
    return json.loads(found[0]) if found and found[0] else None


def _note_down(note: dict) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'COMMENT ON DATABASE "{_name()}" IS %s', [json.dumps(note)])


def _make_empty() -> None:
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{_name()}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{_name()}"')


def _fingerprint(size: int) -> str:
    told = hashlib.sha256(str(size).encode())
    for part in _MADE_BY:
        path = settings.BASE_DIR / part
        for file in sorted(path.rglob("*.yaml")) if path.is_dir() else [path]:
            told.update(file.read_bytes())
    return told.hexdigest()


def published() -> int:
    """How many claims readers can list."""
    return Claim.objects.published().count()
