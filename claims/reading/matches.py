"""Which claims match a search, and which of them match best.

The database is asked once for all matches of a query; they are kept, and brought forward with the index by asking only about the claims that changed.
So counts and facets of a search are exact, and a frequent word costs its scan once in each process, not at each page or publication.
"""

from collections import OrderedDict
from threading import Lock

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Value
from pyroaring import BitMap

from claims.models import Claim
from claims.reading.index.bitmaps import Index
from claims.text_search import Query

RANKED = 1_000
"""Ranking reads every match. Where there are more, the newest so many are ranked and the rest follow by date; the page says so."""
_KEPT = 100  # queries; at a million claims a bitmap takes 125 kB at most
_lock = Lock()
_kept: OrderedDict[str, tuple[object, int, BitMap]] = OrderedDict()  # the line and the step of the index, and the matches there
_orders: OrderedDict[tuple, list[int]] = OrderedDict()  # by version, query and keys


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
    found = _ranked(query, index.newest(among, 0, RANKED), index)[start:stop] if start < RANKED else []
    return found + index.newest(among, max(start, RANKED), stop) if stop > RANKED else found


def _ranked(query: Query, keys: list[int], index: Index) -> list[int]:
    """`keys` in the order of how well they match; kept for as long as the version stands."""
    question = (index.version, query.text, tuple(keys))
    with _lock:
        ranked = None if index.version.unsettled else _orders.get(question)
    if ranked is None:
        ranked = list(Claim.objects.filter(pk__in=keys).ranked(query).best_match_first().values_list("pk", flat=True))
        with _lock:
            _orders[question] = ranked
            while len(_orders) > _KEPT or next(iter(_orders))[0] != index.version:
                _orders.popitem(last=False)
    return ranked
