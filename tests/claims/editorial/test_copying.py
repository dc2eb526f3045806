from datetime import UTC, date, datetime

import pytest
from django.db import DataError, connection

from claims.editorial.copying import copy_columns

pytestmark = pytest.mark.django_db
ODD = "a\tb\nc\rd\\e\\N"


def arrived(kind: str, values: list) -> list:
    """What the database holds after `values` were copied into a column of that `kind`."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE given (place int, told {kind}) ON COMMIT DROP")
        copy_columns("given", {"place": list(range(len(values))), "told": values})
        cursor.execute("SELECT told FROM given ORDER BY place")
        return [told for (told,) in cursor.fetchall()]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("text", ["plain", "as it is"]),
        ("text", ["plain", ODD, ""]),
        ("text", [ODD, ODD]),
        ("text", [None, ODD, None]),
        ("text", [None, None]),
        ("text", ["same", "another", "same"]),
        ("text[]", [["a", ODD], [], ['"', "{}", "社会"]]),
        ("text[]", [["a", "b"], ["a", "b"]]),
        ("int", [1, None, 3]),
        ("date", [date(2026, 1, 2), None]),
        ("timestamptz", [datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)] * 2),
    ],
)
def test_every_value_arrives_as_it_is(kind, values):
    assert arrived(kind, values) == values


def test_a_character_that_no_text_may_hold_is_refused():
    with pytest.raises((DataError, ValueError)):
        arrived("text", ["a\x00b", "c"])
