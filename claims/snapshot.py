"""One moment of the database, however long the reading takes."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from claims.models import ContentVersion, Version


@contextmanager
def snapshot() -> Iterator[Version]:
    """All that is read in the block is of the version given, whatever is published meanwhile. Nothing can be written in it.

    It must be the outermost transaction.
    """
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield ContentVersion.now()
