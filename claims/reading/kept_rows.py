"""What a list says of a claim, made once and kept until the claim changes: as HTML for the page, as text for JSON."""

from collections.abc import Callable
from typing import Any

from claims.markup.links import link
from claims.models import Claim
from claims.models.changes import Changed
from claims.outputs import as_json
from claims.querysets import ClaimQuerySet
from claims.reading.found import rows_of
from claims.reading.index.bitmaps import Index
from claims.reading.kept import Kept
from claims.reading.rows import Row

ROOM = 5_000
"""Claims, about 1 kB each."""


class KeptRows(Kept):
    """What `make` says of each claim of `rows`. It may read the claim, its topics, and whether it is overdue today; nothing else."""

    def __init__(self, rows: Callable[[], ClaimQuerySet], make: Callable[[Claim], Any]):
        super().__init__(ROOM)
        self._rows, self._make = rows, make

    def outlives(self, key: int, thing: Any, changed: Changed) -> bool:
        return key not in changed.claims

    def of(self, keys: list[int], index: Index) -> list:
        """What is said of the claims with the primary keys `keys`, in that order, at the version of `index`."""
        kept = self.at(index)
        missing = [key for key in keys if key not in kept]
        found = {claim.pk: self._make(claim) for claim in rows_of(missing, self._rows())} if missing else {}
        kept |= found
        return [said for key in keys if (said := found.get(key) or kept.get(key)) is not None]


def _as_json(claim: Claim) -> bytes:
    return as_json.text(as_json.claim_summary(claim, link))


HTML = KeptRows(Claim.objects.for_cards, Row.of)
JSON = KeptRows(Claim.objects.with_topic_slugs, _as_json)
