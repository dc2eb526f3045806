"""One page, one state of the record: everything that an answer reads, it reads from one snapshot of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from claims.models import ContentVersion, Version

LONGEST = 8_000
"""Milliseconds after which the database gives up on a statement. The last guard: what readers can ask for is bounded before."""

_BEGIN = f"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL statement_timeout = {LONGEST}; "
_version: ContextVar[Version | None] = ContextVar("version", default=None)


@contextmanager
def snapshot() -> Iterator[Version]:
    """Within the block, queries see the record as it stood at the version given, whatever is published meanwhile; and they cannot write.

    Inside another one it is that one. Inside a transaction of somebody else's, as in tests, it promises nothing but the version.
    """
    if (version := _version.get()) is not None:
        yield version
        return
    if connection.in_atomic_block:
        yield ContentVersion.now()
        return
    with transaction.atomic():
        version = ContentVersion.now(after=_BEGIN)
        token = _version.set(version)
        try:
            yield version
        finally:
            _version.reset(token)
