"""What a list says of a claim, made once and kept until the claim changes: as HTML for the page, as text for JSON, as a claim."""

from collections.abc import Callable
from typing import Any

from claims.expressions import array_of
from claims.markup.links import link
from claims.markup.rows import LISTED, Listed, Row
from claims.models import Claim
from claims.models.changes import Changed
from claims.outputs import as_json
from claims.reading.found import rows_of
from claims.reading.index.bitmaps import Index
from claims.reading.kept import Kept
from claims.reading.prepared import Prepared

ROOM = 5_000
"""Claims, about 1 kB each."""


class KeptRows(Kept):
    """What `make` says of claims, by primary key. It may read the claims, their topics, and whether they are overdue today; nothing else."""

    def __init__(self, make: Callable[[list[int]], dict[int, Any]]):
        super().__init__(ROOM)
        self._make = make

    def outlives(self, key: int, thing: Any, changed: Changed) -> bool:
        return key not in changed.claims

    def of(self, keys: list[int], index: Index) -> list:
        """What is said of the claims with the primary keys `keys`, in that order, at the version of `index`."""
        return self.of_keys(keys, index, self._make)


def _listed() -> str:
    return Claim.objects.filter(pk__one_of=[0]).with_first_topic().order_by().values_list(*LISTED).query.sql_with_params()[0]


_LISTED = Prepared("listed", _listed, "bigint[]")


def _as_html(keys: list[int]) -> dict[int, Row]:
    return {claim.pk: Row.of(claim) for claim in (Listed(*values) for values in _LISTED.rows(array_of(keys)))}


def _as_json(keys: list[int]) -> dict[int, bytes]:
    return {claim.pk: as_json.text(as_json.claim_summary(claim, link)) for claim in rows_of(keys, Claim.objects.with_topic_slugs())}


def _as_cards(keys: list[int]) -> dict[int, Claim]:
    return Claim.objects.for_cards().in_bulk(keys)


HTML = KeptRows(_as_html)
JSON = KeptRows(_as_json)
CARDS = KeptRows(_as_cards)
"""The claims themselves, with their topics: many readers share them, so they are only read."""
