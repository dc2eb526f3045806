"""For tests that break a rule of the database, and for the one way past its guards."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction

GUARDED = ("claims_review", "claims_evidence", "claims_ledgerentry")


@contextmanager
def refused(words: str) -> Iterator[None]:
    """What happens inside is refused by the constraint of that name, or by a guard that says `words`; deferred constraints are checked too."""
    with pytest.raises(IntegrityError, match=re.escape(words)), transaction.atomic():  # noqa: PT012 - the block is the caller’s
        yield
        connection.check_constraints()


def change(row, **fields) -> None:
    """Set `fields` of `row` by one UPDATE, without the model's own checks."""
    type(row).objects.filter(pk=row.pk).update(**fields)


def sql(statement: str, *values) -> None:
    """Run `statement` as a stranger with a database shell would."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement, values)


def past_the_guards(statement: str, *values) -> None:
    """Run `statement` as the owner of the tables can, who switches the guards off first."""
    for table in GUARDED:
        sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    sql(statement, *values)
    for table in GUARDED:
        sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")
