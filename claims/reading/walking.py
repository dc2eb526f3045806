"""A walk through a list: some claims, then those after them, however many are published, changed or withdrawn in between.

The next claims are those after a *mark*: what the last one was sorted by, with its primary key to break ties. That claim itself may be gone by then.
For the index a mark is a number: how many claims of the list stand at it or before it. So a page far down costs no more than the first.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from pyroaring import BitMap

from claims.reading import matches
from claims.reading.filters import ClaimFilter
from claims.reading.found import Found
from claims.reading.index.bitmaps import Index

Mark = list[int | str]
"""Plain values; which ones, depends on the order of the list."""


def after(mark: Mark | None, number: int, claims: ClaimFilter, found: Found) -> tuple[list[int], Mark | None]:
    """The primary keys of `number` claims after `mark`, or of the first ones without it; and the mark of the last one, if any come after that.

    Raises matches.TooOld.
    """
    index = claims.index
    if claims.sort_in_use == "relevance":
        return matches.best_after(mark, number, claims.words, index, found.among())
    order = _ORDERS[claims.sort_in_use]
    passed = order.passed(mark, found.among(), index) if mark else 0
    keys = found.keys(passed, passed + number)
    return keys, order.mark(index.slots[keys[-1]], index) if passed + number < found.total else None


class _Order(NamedTuple):
    """Marks of an order; they end with a place, for that breaks ties."""

    mark: Callable[[int, Index], Mark]
    """Of the claim in a slot."""
    passed: Callable[[Mark, BitMap, Index], int]
    """How many of some claims stand at a mark or before it."""


def _newest_mark(slot: int, index: Index) -> Mark:
    return [*index.place(slot)]


def _newest_passed(mark: Mark, among: BitMap, index: Index) -> int:
    return index.down_to(tuple(mark), among)


def _oldest_mark(slot: int, index: Index) -> Mark:
    return [index.made.date_of(slot), *index.place(slot)]


def _oldest_passed(mark: Mark, among: BitMap, index: Index) -> int:
    date, *place = mark
    return _within(among, index.made.before(date)) + index.down_to(tuple(place), index.made.exactly.get(date, BitMap()) & among)


def _evidence_mark(slot: int, index: Index) -> Mark:
    return [next(pieces for pieces, slots in index.values["evidence"].items() if slot in slots), *index.place(slot)]


def _evidence_passed(mark: Mark, among: BitMap, index: Index) -> int:
    (pieces, *place), evidence = mark, index.values["evidence"]
    more = (slots for number, slots in evidence.items() if number > pieces)
    return _within(among, more) + index.down_to(tuple(place), evidence.get(pieces, BitMap()) & among)


def _within(among: BitMap, groups: Iterable[BitMap]) -> int:
    """How many of `among` are in any of `groups`, which share none."""
    return sum(slots.intersection_cardinality(among) for slots in groups)


_ORDERS = {
    "newest": _Order(_newest_mark, _newest_passed),
    "oldest": _Order(_oldest_mark, _oldest_passed),
    "evidence": _Order(_evidence_mark, _evidence_passed),
}
