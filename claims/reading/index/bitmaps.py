"""Every published claim as a bit: what facets count and lists page through, at one version of the record.

Each claim has a slot, a number that grows with the moment its current review was published. A value of a facet is the set of slots that have it, as a
compressed bitmap; so a filter is a union and an intersection, a count is the size of one, and page 1,000 is a slice. An index never changes:
a newer version is a new one, which shares with the old one every bitmap that is the same.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from pyroaring import BitMap

from claims.models import Topic, Version
from claims.models.changes import NOTHING, Changed
from claims.reading.index import order
from claims.reading.index.made import MadeDates

NO_SLOT = 2**32 - 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Bitmaps = dict[Any, BitMap]  # by value
Place = tuple[int, int]
"""The moment of publication in microseconds, and the primary key: what slots are sorted by."""


@dataclass(frozen=True)
class Index:
    """The published claims at `version`. Topics go by primary key, all other values by themselves."""

    version: Version
    horizon: int
    """Every transaction below this number was over when the rows were read."""
    topics: list[Topic]
    published: BitMap
    values: dict[str, Bitmaps]
    """By field: verdict, leaning, topic, system, place, kind, evidence, review_by."""
    made: MadeDates
    ids: array
    """Primary keys by slot; those of slots that are no longer published stay."""
    moments: array
    """The moment of publication by slot, in microseconds; among slots that are published together it never falls."""
    slots: array
    """Slots by primary key: as many entries as there are keys, so 4 MB for a million; NO_SLOT for a claim that never had one."""
    step: int = 0
    """How many times it was brought forward since it was read whole."""
    changed: tuple[Changed, ...] = ()
    """What changed with each of the last steps."""
    line: object = field(default_factory=object)
    """Indexes of one line number their slots alike."""

    def changed_since(self, step: int) -> Changed | None:
        """What changed after `step`, or None when that is too long ago to tell."""
        steps = self.step - step
        return reduce(or_, self.changed[len(self.changed) - steps :], NOTHING) if 0 <= steps <= len(self.changed) else None

    def having(self, name: str, wanted: Iterable) -> BitMap:
        """The claims with any of the values `wanted`."""
        found = [self.values[name][value] for value in wanted if value in self.values[name]]
        return found[0] if len(found) == 1 else BitMap.union(BitMap(), *found)

    def overdue(self, today: date) -> BitMap:
        """The claims whose review-by date has passed on `today`."""
        return self.having("review_by", [day for day in self.values["review_by"] if day < today])

    def counts(self, name: str, among: BitMap) -> dict[Any, int]:
        """How many of `among` have each value."""
        if among is self.published:  # all that have a value are
            return {value: len(slots) for value, slots in self.values[name].items()}
        return {value: slots.intersection_cardinality(among) for value, slots in self.values[name].items()}

    def slots_of(self, keys: Iterable[int]) -> BitMap:
        """The slots of the published claims among those with the primary keys `keys`."""
        known = len(self.slots)
        return BitMap([self.slots[key] for key in keys if key < known]) & self.published

    def keys(self, slots: Iterable[int]) -> list[int]:
        """The primary keys of the claims in `slots`."""
        return [self.ids[slot] for slot in slots]

    def moment(self, slot: int) -> datetime:
        """When the claim in `slot` was published."""
        return _EPOCH + timedelta(microseconds=self.moments[slot])

    def place(self, slot: int) -> Place:
        """Where the claim in `slot` stands among all by publication."""
        return self.moments[slot], self.ids[slot]

    def down_to(self, place: Place, among: BitMap) -> int:
        """How many of `among` were published at `place` or after it: those that a list of the newest has had when it comes past `place`."""
        return len(among) - bisect_left(among, place, key=self.place)

    def newest(self, among: BitMap, start: int, stop: int) -> list[int]:
        """Primary keys number `start` to `stop` of `among`, the newest review first."""
        return self.keys(order.newest(among, start, stop))

    def oldest_claim(self, among: BitMap, start: int, stop: int) -> list[int]:
        """The same by the date the claim was first made; those without a date last."""
        return self.keys(order.in_groups(self.made.oldest_first(), among, start, stop))

    def most_evidence(self, among: BitMap, start: int, stop: int) -> list[int]:
        """The same by how much evidence there is."""
        groups = (order.Group(self.values["evidence"][n]) for n in sorted(self.values["evidence"], reverse=True))
        return self.keys(order.in_groups(groups, among, start, stop))
