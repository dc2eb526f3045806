"""A stretch of a sorted list, out of a bitmap whose slots grow with the date of publication."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from pyroaring import BitMap


class Group(NamedTuple):
    """Claims that stand together in an order, and the smaller groups that make it up, if it has any."""

    slots: BitMap
    parts: Callable[[], Iterator["Group"]] | None = None


def newest(slots: BitMap, start: int, stop: int) -> list[int]:
    """Slots number `start` to `stop` (from 0, without the last) of the list that begins with the newest review."""
    total = len(slots)
    return list(slots[max(total - stop, 0) : max(total - start, 0)])[::-1]


def in_groups(groups: Iterable[Group], slots: BitMap, start: int, stop: int) -> list[int]:
    """The same for a list that takes one group after the other, and in each the newest review first. Groups before `start` are only counted."""
    found: list[int] = []
    for group in groups:
        here = group.slots.intersection_cardinality(slots)
        if here and start < here:
            if group.parts:
                found += in_groups(group.parts(), slots, start, min(stop, here))
            else:
                found += newest(group.slots & slots, start, min(stop, here))
        start, stop = max(start - here, 0), stop - here
        if stop <= 0:
            break
    return found
