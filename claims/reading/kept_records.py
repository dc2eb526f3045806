"""Whole records as JSON: of claims, of their versions, of sources. Each is kept until something changes that it says."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db.models import Model

from claims.markup.links import link
from claims.models import Claim, Review
from claims.models.changes import Changed
from claims.outputs import as_json
from claims.reading.index.current import at_hand
from claims.reading.kept import Kept, shown_by
from claims.reading.loading import reviews_with_records
from claims.reading.whole import whole_claims
from sources.models import Source

ROOM = 300
"""Records, about 8 kB each."""


class Record(NamedTuple):
    text: bytes
    shown: Changed
    """The claims and sources that it tells of."""


class KeptRecords(Kept):
    """Records of one kind, by primary key: `rows` reads those with the keys given, with what `made` needs of them."""

    def __init__(self, rows: Callable[[list[int]], Iterable[Model]], made: Callable[[Model], Record]):
        super().__init__(ROOM)
        self._rows, self._made = rows, made

    def of(self, keys: list[int]) -> list[bytes]:
        """The records with the primary keys `keys`, in that order, as they are in the caller's snapshot."""
        return [record.text for record in self.of_keys(keys, at_hand(), self._read)]

    def _read(self, keys: list[int]) -> dict[int, Record]:
        return {row.pk: self._made(row) for row in self._rows(keys)}


def _claims(keys: list[int]) -> Iterable[Claim]:
    return (whole.claim for whole in whole_claims(keys))


def _claim(claim: Claim) -> Record:
    return Record(as_json.text(as_json.claim_with_review(claim, link)), shown_by(claim.current))


def _reviews(keys: list[int]) -> Iterable[Review]:
    return reviews_with_records().filter(pk__in=keys)


def _review(review: Review) -> Record:
    return Record(as_json.text(as_json.review_full(review, link)), shown_by(review))


def _sources(keys: list[int]) -> Iterable[Source]:
    return Source.objects.select_related("read_in").prefetch_related("authors").filter(pk__in=keys)


def _source(source: Source) -> Record:
    told = as_json.text(as_json.source_summary(source, link))
    return Record(told, Changed(frozenset(), frozenset(filter(None, (source.pk, source.read_in_id)))))


CLAIMS = KeptRecords(_claims, _claim)
REVIEWS = KeptRecords(_reviews, _review)
SOURCES = KeptRecords(_sources, _source)
