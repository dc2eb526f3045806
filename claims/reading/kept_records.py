"""Whole records as JSON: of claims, of their versions, of sources. Each is kept until something changes that it says."""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Model, QuerySet

from claims.markup.links import link
from claims.models import Claim, Review
from claims.models.changes import Changed
from claims.outputs import as_json
from claims.reading.index.current import at_hand
from claims.reading.kept import Kept
from claims.reading.loading import claims_with_records, reviews_with_records
from sources.models import Source

ROOM = 300
"""Records, about 8 kB each."""


class Record(NamedTuple):
    text: bytes
    shown: Changed
    """The claims and sources that it tells of."""


class KeptRecords(Kept):
    """Records of one kind, by primary key: `rows` are all there are, with what `made` reads."""

    def __init__(self, rows: Callable[[], QuerySet], made: Callable[[Model], Record]):
        super().__init__(ROOM)
        self._rows, self._made = rows, made

    def of(self, keys: list[int]) -> list[bytes]:
        """The records with the primary keys `keys`, in that order, as they are in the caller's snapshot."""
        return [record.text for record in self.of_keys(keys, at_hand(), self._read)]

    def _read(self, keys: list[int]) -> dict[int, Record]:
        return {row.pk: self._made(row) for row in self._rows().filter(pk__in=keys)}


def _claim(claim: Claim) -> Record:
    claim.current.claim = claim
    return Record(as_json.text(as_json.claim_with_review(claim, link)), _told_by(claim.current))


def _review(review: Review) -> Record:
    return Record(as_json.text(as_json.review_full(review, link)), _told_by(review))


def _told_by(review: Review) -> Changed:
    sources = [piece.source for piece in review.evidence.all()] + [at.source for at in review.claim.appearances.all() if at.source]
    keys = {key for source in sources for key in (source.pk, source.read_in_id) if key}
    return Changed(frozenset(filter(None, (review.claim_id, review.merged_into_id))), frozenset(keys))


def _sources() -> QuerySet:
    return Source.objects.select_related("read_in").prefetch_related("authors")


def _source(source: Source) -> Record:
    told = as_json.text(as_json.source_summary(source, link))
    return Record(told, Changed(frozenset(), frozenset(filter(None, (source.pk, source.read_in_id)))))


CLAIMS = KeptRecords(claims_with_records, _claim)
REVIEWS = KeptRecords(reviews_with_records, _review)
SOURCES = KeptRecords(_sources, _source)
