"""Which claims match a search, and which of them match best.

The database is asked once for all matches of a query; they are kept, and brought forward with the index by asking only about the claims that changed.
So counts and facets of a search are exact, and a frequent word costs its scan once in each process, not at each page or publication.
"""

from array import array
from bisect import bisect_left
from collections import OrderedDict
from threading import Lock
from typing import NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Value
from pyroaring import BitMap

from claims.models import Claim
from claims.reading.index.bitmaps import Index
from claims.text_search import Query

RANKED = 1_000
"""Ranking reads every match. Where there are more, the newest so many are ranked and the rest follow by date; the page says so."""
_FOLLOWED = 10 * RANKED
"""How many are ranked for whoever is on the way through them while more are published."""
_KEPT = 100  # queries; at a million claims a bitmap takes 125 kB at most
_lock = Lock()
_kept: OrderedDict[str, tuple[object, int, BitMap]] = OrderedDict()  # the line and the step of the index, and the matches there
_orders: OrderedDict[tuple, "Ranking"] = OrderedDict()  # by version, query and keys


class Ranking(NamedTuple):
    """Claims by how well they match, among equals by the amount of evidence, then by primary key; each falls."""

    ranks: array
    """In billionths."""
    evidence: array
    keys: array

    def standing(self, at: int) -> tuple[int, int, int]:
        return self.ranks[at], self.evidence[at], self.keys[at]

    def down_to(self, standing: tuple[int, int, int]) -> int:
        """How many stand at `standing` or before it."""
        return bisect_left(range(len(self.keys)), True, key=lambda at: self.standing(at) < standing)


class TooOld(Exception):
    """Too much was published since the mark was given out."""


def matching(query: Query, index: Index) -> BitMap:
    """The slots of the published claims that match `query`."""
    with _lock:
        line, step, slots = _kept.get(query.text, (None, 0, BitMap()))
    changed = index.changed_since(step) if line is index.line else None
    if changed is None:
        slots = index.slots_of(_keys(Claim.objects.published(), query))
    elif changed.claims:
        again = index.slots_of(changed.claims)
        slots = (slots & index.published) - again
        slots |= index.slots_of(_keys(Claim.objects.published().filter(pk__in=changed.claims), query)) if again else BitMap()
    if not index.version.unsettled:
        with _lock:
            _kept[query.text] = (index.line, index.step, slots)
            _kept.move_to_end(query.text)
            while len(_kept) > _KEPT:
                _kept.popitem(last=False)
    return slots


def _keys(rows, query: Query) -> list[int]:
    return rows.search(query).aggregate(keys=ArrayAgg("pk", default=Value([])))["keys"]


def best(query: Query, index: Index, among: BitMap, start: int, stop: int) -> list[int]:
    """Primary keys number `start` to `stop` of `among`: the newest RANKED by how well they match, the rest after them, the newest first."""
    found = _ranked(query, index.newest(among, 0, RANKED), index).keys[start:stop].tolist() if start < RANKED else []
    return found + index.newest(among, max(start, RANKED), stop) if stop > RANKED else found


def best_after(mark: list[int] | None, number: int, query: Query, index: Index, among: BitMap) -> tuple[list[int], list[int] | None]:
    """The `number` primary keys of the same list after `mark`, or the first ones; and the mark of the last, if any come after it. Raises TooOld.

    A mark among the ranked is a standing and the place of the oldest that is ranked: so what is published later adds to the ranked and pushes none
    of them among the rest, where it would come twice or not at all. A mark among the rest is a place.
    """
    if mark and len(mark) == 2:
        passed, ranked = index.down_to(tuple(mark), among), 0
        keys = index.newest(among, passed, passed + number)
    else:
        ranked = index.down_to(tuple(mark[3:]), among) if mark else min(RANKED, len(among))
        if ranked > _FOLLOWED:
            raise TooOld
        newest = index.newest(among, 0, ranked)
        ranking = _ranked(query, newest, index)
        passed = ranking.down_to(tuple(mark[:3])) if mark else 0
        keys = ranking.keys[passed : passed + number].tolist() + index.newest(among, ranked, max(ranked, passed + number))
    if passed + number >= len(among):
        return keys, None
    if passed + number > ranked:
        return keys, [*index.place(index.slots[keys[-1]])]
    return keys, [*ranking.standing(passed + number - 1), *(mark[3:] if mark else index.place(index.slots[newest[-1]]))]


def _ranked(query: Query, keys: list[int], index: Index) -> Ranking:
    """`keys` in the order of how well they match; kept for as long as the version stands."""
    question = (index.version, query.text, tuple(keys))
    with _lock:
        ranking = None if index.version.unsettled else _orders.get(question)
    if ranking is None:
        rows = Claim.objects.filter(pk__in=keys).ranked(query).best_match_first().values_list("rank", "evidence_count", "pk")
        ranks, evidence, pks = zip(*rows, strict=True) if (rows := list(rows)) else ((), (), ())
        ranking = Ranking(array("q", (int(rank * 10**9) for rank in ranks)), array("q", evidence), array("q", pks))
        with _lock:
            _orders[question] = ranking
            while len(_orders) > _KEPT or next(iter(_orders))[0] != index.version:
                _orders.popitem(last=False)
    return ranking
