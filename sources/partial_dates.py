"""Dates to the precision known.

The problem: a document may be dated "2018", "December 2018" or "6 December 2018". Stored in a date column, the first two would have to
invent a month or a day, and readers would cite an invented date. So a partial date is kept as the text that ISO 8601 gives it:

    right   "2018" · "2018-12" · "2018-12-06"
    wrong   "2018-12-00" · "2018-00" · "06/12/2018" · "2018-02-30"

The text sorts by code point as people expect ("2018" < "2018-12" < "2018-12-06" < "2019"), which is why the column has the "C" collation.
ISO 8601-1:2019, 5.2.2 (dates with reduced precision).
"""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models

SHAPE = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
_MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
]  # fmt: skip


class PartialDate(str):
    """A year, a month or a day, as ISO 8601 text; equal to and sorted like that text."""

    def __new__(cls, text: str) -> "PartialDate":
        """Read `text`; raise ValueError when it is no year, month or day of the calendar."""
        if not re.fullmatch(SHAPE, text):
            raise ValueError(f"“{text}” is not a date like 2018, 2018-12 or 2018-12-06.")
        if text.startswith("0000"):
            raise ValueError(f"“{text}” lies in no year of the calendar.")
        if len(text) == 10:
            try:
                date.fromisoformat(text)
            except ValueError:
                raise ValueError(f"“{text}” is not a day of the calendar.") from None
        return super().__new__(cls, text)

    @property
    def year(self) -> int:
        return int(self[:4])

    @property
    def printed(self) -> str:
        """The date as a reader says it: "2018", "December 2018", "6 December 2018"."""
        parts = self.split("-")
        words = [parts[0]]
        if len(parts) > 1:
            words.insert(0, _MONTHS[int(parts[1]) - 1])
        if len(parts) > 2:
            words.insert(0, str(int(parts[2])))
        return " ".join(words)


class PartialDateField(models.CharField):
    """A column of PartialDate; the empty string means that no date is known."""

    description = "A date to the precision known"

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 10
        kwargs["db_collation"] = "C"
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"], kwargs["db_collation"]
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection):
        return PartialDate(value) if value else value

    def to_python(self, value):
        if not value or isinstance(value, PartialDate):
            return value
        try:
            return PartialDate(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="partial_date") from None


def partial_date_check(field: str, name: str) -> models.CheckConstraint:
    """A constraint that holds `field` to the shape of a partial date, or empty."""
    return models.CheckConstraint(
        condition=models.Q(**{field: ""}) | models.Q(**{f"{field}__regex": SHAPE}),
        name=name,
        violation_error_message="Give a date like 2018, 2018-12 or 2018-12-06.",
    )
