"""Letting the database rest before it is measured: for minutes after a load PostgreSQL writes out and vacuums what came in, and pages wait for it."""

import time

from django.db import ProgrammingError, connection

LONGEST = 300
"""Seconds to wait for autovacuum; on a shared server it may never end."""
_VACUUMING = """
    SELECT EXISTS (SELECT FROM pg_stat_activity WHERE backend_type = 'autovacuum worker') OR EXISTS (SELECT FROM pg_stat_progress_vacuum)
"""


def rest(*, longest: float = LONGEST) -> dict:
    """Have everything written out, and wait until nothing is vacuumed, at most `longest` seconds: the `seconds` that it took, whether there was a
    `checkpoint`, and whether something is being vacuumed `still`."""
    began = time.monotonic()
    checkpoint = _written_out()
    while (still := _vacuuming()) and time.monotonic() - began < longest:
        time.sleep(min(1, longest))
    return {"seconds": round(time.monotonic() - began, 1), "checkpoint": checkpoint, "still": still}


def _written_out() -> bool:
    """Whether PostgreSQL wrote everything out; it does so for members of pg_checkpoint, and otherwise when it likes."""
    with connection.cursor() as cursor:
        try:
            cursor.execute("CHECKPOINT")
        except ProgrammingError:
            return False
    return True


def _vacuuming() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_VACUUMING)
        return cursor.fetchone()[0]
