"""A real checkpoint and a real vacuum, slowed down: what the bench waits for."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
from django.db import OperationalError, connection

from bench.resting import rest

pytestmark = pytest.mark.usefixtures("own_database")


def one(sql: str, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def vacuum_slowly() -> None:
    """Vacuum a table, a page a tenth of a second, until somebody cancels it. Runs in a thread, with a connection of its own."""
    try:
        execute("SET vacuum_cost_delay = 100")
        execute("SET vacuum_cost_limit = 1")
        execute("VACUUM long")
    except OperationalError:  # cancelled
        pass
    finally:
        connection.close()


@contextmanager
def a_vacuum() -> Iterator[None]:
    execute("CREATE TABLE long AS SELECT generate_series(1, 100000) AS number")
    at_work = Thread(target=vacuum_slowly)
    at_work.start()
    mine = "datname = current_database()"
    while not one(f"SELECT count(*) FROM pg_stat_progress_vacuum WHERE {mine}"):
        time.sleep(0.01)
    try:
        yield
    finally:
        execute(f"SELECT pg_cancel_backend(pid) FROM pg_stat_progress_vacuum WHERE {mine}")
        at_work.join()


def test_what_came_in_is_written_out():
    execute("CREATE TABLE fresh AS SELECT 1")
    written = one("SELECT pg_current_wal_insert_lsn()")

    rested = rest()

    assert (rested["checkpoint"], rested["still"]) == (True, False)
    assert one("SELECT redo_lsn >= %s FROM pg_control_checkpoint()", written)


def test_whoever_may_not_write_out_goes_on_without():
    execute("SET ROLE pg_read_all_stats")

    assert rest()["checkpoint"] is False


def test_a_vacuum_is_waited_for_but_not_for_ever():
    with a_vacuum():
        during = rest(longest=0.2)
    after = rest()

    assert during["still"] is True
    assert during["seconds"] >= 0.2
    assert after["still"] is False
