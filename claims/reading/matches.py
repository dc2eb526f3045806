"""Which claims match a search, and which of them match best.

The database is asked once for all matches of a query; they are kept, and brought forward with the index by asking only about the claims that changed.
So counts and facets of a search are exact, and a frequent word costs its scan once in each process, not at each page or publication.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from threading import Lock
from typing import NamedTuple

from cachetools import LRUCache
from django.contrib.postgres.search import SearchQueryField
from django.db import connection
from django.db.models import Value
from pyroaring import BitMap

from claims.expressions import array_of
from claims.models import Claim
from claims.querysets import ClaimQuerySet
from claims.reading import frequent
from claims.reading.index.bitmaps import Index
from claims.reading.prepared import Prepared
from claims.text_search import Query

RANKED = 1_000
"""Ranking reads every match. Where there are more, the newest so many are ranked and the rest follow by date; the page says so."""
_FOLLOWED = 10 * RANKED
"""How many are ranked for whoever is on the way through them while more are published."""
_ROOM = 12_500_000
"""Bytes of kept matches: those of a hundred frequent words at a million claims, where a bitmap takes 125 kB, or of thousands of rare ones."""
_ORDERED = 200_000
"""Claims in kept orders, 32 bytes each."""
_OVERHEAD = 500  # bytes, about
_lock = Lock()


def _bytes(kept: tuple[object, int, BitMap]) -> int:
    sizes = kept[-1].get_statistics()
    return _OVERHEAD + sum(sizes[f"n_bytes_{kind}_containers"] for kind in ("array", "run", "bitset"))


_kept: LRUCache[str, tuple[object, int, BitMap]] = LRUCache(_ROOM, _bytes)  # the line and the step of the index, and the matches there
_orders: LRUCache[tuple[str, bytes], tuple[object, int, "Ranking"]] = LRUCache(_ORDERED, lambda kept: 1 + len(kept[-1].keys))  # by query and keys
_ALL = """
    SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off; SET LOCAL work_mem = '64MB'; SET LOCAL jit = off;
    SELECT coalesce(array_agg(pk), '{{}}') FROM ({rows}) AS found (pk)
"""
"""PostgreSQL takes reading a text for cheap, so for a frequent word it would read the texts of all claims, 2 kB each; the index knows without them.
In the usual 4 MB it cannot remember each of half a million matches, and would read the texts again of those that it remembers by the page."""
_IN_COLUMNS = "SELECT array_agg((rank * 1000000000)::bigint), array_agg(evidence), array_agg(pk) FROM ({rows}) AS found (rank, evidence, pk)"


def _best_first() -> str:
    rows = Claim.objects.filter(pk__one_of=array("q", [0])).ranked(Value("", SearchQueryField())).best_match_first()
    sql, _ = rows.values_list("rank", "evidence_count", "pk").query.sql_with_params()
    return _IN_COLUMNS.format(rows=sql)


_RANKING = Prepared("ranking", _best_first, "tsquery", "bigint[]")


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
        slots = index.slots_of(_all(query))
    elif changed.claims:
        again = index.slots_of(changed.claims)
        slots = (slots & index.published) - again
        slots |= index.slots_of(_keys(Claim.objects.filter(pk__one_of=changed.claims), query)) if again else BitMap()
    if not index.version.unsettled:
        with _lock:
            _kept[query.text] = (index.line, index.step, slots)
    return slots


def _all(query: Query) -> Iterable[int]:
    """The primary keys of all claims that match: by the notes of frequent words and what changed since, or by the search index."""
    noted = frequent.noted(query)
    if noted is None:
        return _keys(Claim.objects.all(), query)
    if not noted.changed:
        return noted.keys
    return (noted.keys - BitMap(noted.changed)) | BitMap(_keys(Claim.objects.filter(pk__one_of=noted.changed), query))


def _keys(rows: ClaimQuerySet, query: Query) -> list[int]:
    """The primary keys of those of `rows` that match, published or not.

    The settings hold to the end of the snapshot. What is prepared and planned there for good looks its keys up in a bitmap: no harm.
    """
    sql, parameters = rows.filter(search_vector=query.tsquery).order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_ALL.format(rows=sql), parameters)
        return cursor.fetchone()[0]


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
    """`keys` in the order of how well they match; kept until one of their claims changes."""
    if not keys:
        return Ranking(array("q"), array("q"), array("q"))
    sought = array("q", keys)
    question = (query.text, sought.tobytes())
    with _lock:
        line, step, ranking = _orders.get(question, (None, 0, None))
    changed = index.changed_since(step) if line is index.line else None
    if changed is None or not changed.claims.isdisjoint(keys):
        [columns] = _RANKING.rows(query.tsquery, array_of(keys))
        ranking = Ranking(*(array("q", column) for column in columns))
    if not index.version.unsettled:
        with _lock:
            _orders[question] = (index.line, index.step, ranking)
    return ranking
