"""What a filter finds, at one version of the record: how many claims, how many of each value, and which ones stand on a page."""

from collections.abc import Iterable
from functools import reduce
from operator import and_

from django.utils import timezone
from pyroaring import BitMap

from claims.models import Claim
from claims.querysets import ClaimQuerySet
from claims.reading import matches
from claims.reading.filters import FACETS, ClaimFilter


class Found:
    """The claims that `claims`, a filter without faults, asks for. Nothing of it reads a row but `rows`."""

    def __init__(self, claims: ClaimFilter):
        self._claims, self._index = claims, claims.index
        self._parts = {name: self._part(name, value) for name, value in claims.asked.items()}
        self._all = self._in_every(self._parts)
        self.total = len(self._all)

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, stretch: slice) -> list[int]:
        """The primary keys of a stretch of the list, in the order asked for."""
        return self.keys(stretch.start, stretch.stop)

    def among(self, *, without: str = "") -> BitMap:
        """The claims as slots of the index; `without` names one filter to lift."""
        return self._in_every(self._parts.keys() - {without}) if without in self._parts else self._all

    def counts(self, facet: str) -> dict[str, int]:
        """How many claims each value of `facet` would show, with the facet's own filter lifted."""
        counts = self._index.counts(facet, self.among(without=facet))
        return {topic.slug: counts.get(topic.pk, 0) for topic in self._index.topics} if facet == "topic" else counts

    def keys(self, start: int, stop: int) -> list[int]:
        """The primary keys of claims number `start` to `stop` (from 0, without the last), in the order asked for."""
        among, order = self.among(), self._claims.sort_in_use
        if order == "relevance":
            return matches.best(self._claims.words, self._index, among, start, stop)
        return {"newest": self._index.newest, "oldest": self._index.oldest_claim, "evidence": self._index.most_evidence}[order](among, start, stop)

    def newest(self, number: int) -> list[int]:
        """The primary keys of the newest `number`, whatever the order asked for."""
        return self._index.newest(self.among(), 0, number)

    @property
    def ranked_in_part(self) -> int:
        """How many of the matches were ranked, the newest, where there are too many to rank all; else 0."""
        return matches.RANKED if self._claims.sort_in_use == "relevance" and self.total > matches.RANKED else 0

    def _in_every(self, names: Iterable[str]) -> BitMap:
        parts = sorted((self._parts[name] for name in names), key=len)
        return reduce(and_, parts) if parts else self._index.published

    def _part(self, name: str, value) -> BitMap:
        """The claims that one parameter asks for."""
        index = self._index
        if name == "topic":
            return index.having("topic", [topic.pk for topic in index.topics if topic.slug in value])
        if name in FACETS:
            return index.having(name, value)
        if name == "q":
            return matches.matching(self._claims.words, index) if self._claims.words else BitMap()
        if name == "status":
            return index.overdue(timezone.now().date())
        return index.made.since(value) if name == "from" else index.made.until(value)


def rows_of(keys: list[int], rows: ClaimQuerySet | None = None) -> list[Claim]:
    """The claims with the primary keys `keys`, in that order, out of `rows`, or with what a card shows."""
    found = (Claim.objects.for_cards() if rows is None else rows).in_bulk(keys)
    return [found[key] for key in keys if key in found]
