"""What was made of the published claims and is kept in this process until something that it shows changes."""

from collections.abc import Callable, Hashable
from datetime import date
from threading import Lock
from typing import Any

from django.utils import timezone

from claims.models import Review
from claims.models.changes import Changed
from claims.reading.index.bitmaps import Index


class Kept:
    """At most `room` things, each made of a claim; when there are more, all are made anew.

    A thing says by its attribute `shown` which claims and sources it shows, and goes when one of them changes; a subclass may tell it otherwise.
    None outlives the day (a review becomes overdue, a citation says when it was read) or a change of the topics, which every row and page may name.
    """

    def __init__(self, room: int):
        self._room, self._lock = room, Lock()
        self._line: object = None
        self._step, self._beside, self._kept = 0, (), {}

    def outlives(self, key: Hashable, thing: Any, changed: Changed) -> bool:
        """Whether `thing`, kept under `key`, is still right after what `changed`."""
        return not thing.shown.meets(changed)

    def at(self, index: Index) -> dict[Hashable, Any]:
        """What is kept and right at the version of `index`, to read from and to add to; a new dictionary, which nobody else sees, for an index
        that is not the newest.
        """
        beside = (_today(), [(topic.pk, topic.name, topic.slug) for topic in index.topics])
        with self._lock:
            if index.version.unsettled or (index.line is self._line and index.step < self._step):
                return {}
            changed = index.changed_since(self._step) if index.line is self._line and beside == self._beside else None
            if changed is None or len(self._kept) > self._room:
                self._kept = {}
            elif any(changed):
                things = list(self._kept.items())  # at one stroke: others may be adding to them
                self._kept = {key: thing for key, thing in things if self.outlives(key, thing, changed)}
            self._line, self._step, self._beside = index.line, index.step, beside
            return self._kept

    def of_keys(self, keys: list[Hashable], index: Index | None, make: Callable[[list], dict[Hashable, Any]]) -> list:
        """The things of `keys`, in that order, without those that are not there; `make` is asked for what is not kept."""
        kept = self.at(index) if index else {}
        missing = [key for key in keys if key not in kept]
        found = make(missing) if missing else {}
        kept |= found
        return [thing for key in keys if (thing := found.get(key) or kept.get(key)) is not None]

    def forget(self) -> None:
        """Start afresh."""
        with self._lock:
            self._line, self._kept = None, {}


def shown_by(review: Review) -> Changed:
    """The claims and sources that a text of `review` and its claim shows. Reads its evidence and the claim's appearances, with their sources."""
    sources = [piece.source for piece in review.evidence.all()] + [at.source for at in review.claim.appearances.all() if at.source]
    keys = {key for source in sources for key in (source.pk, source.read_in_id) if key}
    return Changed(frozenset(filter(None, (review.claim_id, review.merged_into_id))), frozenset(keys))


def _today() -> date:
    return timezone.now().date()
