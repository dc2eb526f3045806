"""What all documents of the API are made of."""

from rest_framework import serializers as s

MOMENT = {"help_text": "UTC, ISO 8601 with a Z."}


class PartialDate(s.CharField):
    """A year, month or day, to the precision known."""

    def __init__(self, **options):
        super().__init__(**{"help_text": "A date to the precision known: 2018, 2018-12 or 2018-12-06."} | options)


class Shape(s.Serializer):
    """A document whose values come from `shape`, a function of a row and of `link`, which makes addresses absolute."""

    shape = None
