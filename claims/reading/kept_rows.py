"""What a list says of a claim, made once and kept until the claim changes: as HTML for the page, as text for JSON."""

from collections.abc import Callable
from datetime import date
from threading import Lock
from typing import Any

from django.utils import timezone

from claims.markup.links import link
from claims.models import Claim
from claims.outputs import as_json
from claims.reading.found import rows_of
from claims.reading.index.bitmaps import Index
from claims.reading.rows import Row

ROOM = 5_000
"""Claims; then all are made anew. About 1 kB each."""


class KeptRows:
    """What `make` says of each claim, in this process. It may read the claim, its topics, and whether it is overdue today; nothing else."""

    def __init__(self, make: Callable[[Claim], Any]):
        self._make, self._lock = make, Lock()
        self._line: object = None
        self._step, self._beside, self._kept = 0, (), {}

    def of(self, keys: list[int], index: Index) -> list:
        """What is said of the claims with the primary keys `keys`, in that order, at the version of `index`."""
        kept = self._fresh(index)
        missing = [key for key in keys if key not in kept]
        found = {claim.pk: self._make(claim) for claim in rows_of(missing)} if missing else {}
        kept |= found
        return [said for key in keys if (said := found.get(key) or kept.get(key)) is not None]

    def _fresh(self, index: Index) -> dict[int, Any]:
        """What is kept and still right; a new dictionary, which nobody else sees, for an index that is not the newest."""
        beside = (_today(), [(topic.pk, topic.name, topic.slug) for topic in index.topics])
        with self._lock:
            changed = index.changed_since(self._step) if index.line is self._line and beside == self._beside else None
            if index.version.unsettled or (index.line is self._line and index.step < self._step):
                return {}
            if changed is None or len(self._kept) > ROOM:
                self._kept = {}
            elif changed:
                self._kept = {key: said for key, said in self._kept.items() if key not in changed}
            self._line, self._step, self._beside = index.line, index.step, beside
            return self._kept


def _today() -> date:
    return timezone.now().date()


def _as_json(claim: Claim) -> bytes:
    return as_json.text(as_json.claim_summary(claim, link))


HTML = KeptRows(Row.of)
JSON = KeptRows(_as_json)
