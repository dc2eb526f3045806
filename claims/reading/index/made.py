"""When claims were first made, as bitmaps by year, month and day.

Dates are known to different precision, and sort as texts do: "2018" before "2018-03" before "2018-03-05". `within` holds what lies inside a year, a
month or a day, `exactly` what is known no better than that; so a range is a union of a few large sets and not of thousands of days.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pyroaring import BitMap

from claims.reading.index.order import Group
from sources.partial_dates import PartialDate

YEAR, MONTH, DAY = 4, 7, 10


@dataclass(frozen=True)
class MadeDates:
    exactly: dict[str, BitMap]
    within: dict[str, BitMap]

    def since(self, start: PartialDate) -> BitMap:
        """Claims first made on or after `start`; one known only as "2018" may have been made on 2018-06, so it counts."""
        coarser = [self.exactly[start[:length]] for length in (YEAR, MONTH) if length < len(start) and start[:length] in self.exactly]
        return _union([*self._between(start, "~", self._years), *coarser])

    def until(self, end: PartialDate) -> BitMap:
        """Claims first made on or before `end`, to its precision: `2018` takes all of 2018."""
        return _union(self._between("", f"{end}~", self._years))

    def _between(self, low: str, high: str, prefixes: Iterable[str]) -> Iterator[BitMap]:
        """Sets that together hold the dates from `low` to `high`, each as large as can be."""
        for prefix in prefixes:
            if low <= prefix and f"{prefix}~" <= high:
                yield self.within[prefix]
            elif low <= f"{prefix}~" and prefix <= high:
                if low <= prefix and prefix in self.exactly:
                    yield self.exactly[prefix]
                yield from self._between(low, high, self._parts.get(prefix, ()))

    def by_decade(self) -> Counter:
        """How many claims were first made in each decade, as "2010"; "" for those without a date."""
        counts = Counter({"": len(self.exactly[""])} if "" in self.exactly else {})
        for year in self._years:
            counts[f"{year[:3]}0"] += len(self.within[year])
        return counts

    def oldest_first(self) -> Iterator[Group]:
        """Claims in groups by date, those without one last."""
        yield from map(self._group, self._years)
        if "" in self.exactly:
            yield Group(self.exactly[""])

    def before(self, date: str) -> Iterator[BitMap]:
        """Sets that together hold the claims of every date that `oldest_first` puts before `date`; "" is the unknown one, and last."""
        siblings = self._years
        for prefix in prefixes(date):
            yield from (self.within[other] for other in siblings if other < prefix)
            if prefix != date and prefix in self.exactly:
                yield self.exactly[prefix]
            siblings = self._parts.get(prefix, ())
        if not date:
            yield from (self.within[year] for year in siblings)

    def date_of(self, slot: int) -> str:
        """The date of the claim in `slot`, "" where it is not known."""
        date, siblings = "", self._years
        while inside := next((prefix for prefix in siblings if slot in self.within[prefix]), ""):
            date, siblings = inside, self._parts.get(inside, ())
        return date

    def _group(self, prefix: str) -> Group:
        return Group(self.within[prefix], lambda: self._inside(prefix)) if prefix in self._parts else Group(self.within[prefix])

    def _inside(self, prefix: str) -> Iterator[Group]:
        if prefix in self.exactly:
            yield Group(self.exactly[prefix])
        yield from map(self._group, self._parts[prefix])

    @cached_property
    def _years(self) -> list[str]:
        return sorted(prefix for prefix in self.within if len(prefix) == YEAR)

    @cached_property
    def _parts(self) -> dict[str, list[str]]:
        """The months of each year and the days of each month."""
        found: dict[str, list[str]] = {}
        for prefix in sorted(self.within):
            if len(prefix) > YEAR:
                found.setdefault(prefix[: MONTH if len(prefix) == DAY else YEAR], []).append(prefix)
        return found


def prefixes(date: str) -> list[str]:
    """The date itself and what it lies within: "2018-03-05", "2018-03", "2018"; none for an unknown one."""
    return [date[:length] for length in (YEAR, MONTH, DAY) if len(date) >= length]


def _union(parts: Iterable[BitMap]) -> BitMap:
    return BitMap.union(BitMap(), *parts)
