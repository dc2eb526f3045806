"""From the tables to the index: all of it, or what changed since."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import partial

from django.db import connection
from pyroaring import BitMap

from claims.models import Topic, Version, changes
from claims.models.changes import Changed
from claims.reading.index.bitmaps import NO_SLOT, Bitmaps, Index
from claims.reading.index.made import MadeDates, prefixes

MANY = 50_000
"""When more claims changed than this, reading everything takes no longer."""
REMEMBERED = 100  # steps

# Plain SQL, and lists as texts: a million rows take seconds this way, and a minute as objects.
_CLAIMS = """
    SELECT id, (extract(epoch FROM published_at) * 1000000)::bigint, first_made, verdict, leaning, evidence_count, review_by,
           array_to_string(systems, ' '), array_to_string(places, ' '), array_to_string(source_kinds, ' ')
    FROM claims_claim WHERE standing = 'published' {among} ORDER BY published_at, id
"""
_TOPICS = "SELECT topic_id, string_agg(claim_id::text, ' ') FROM claims_claimtopic WHERE true {among} GROUP BY topic_id"
_COLUMNS = ("made", "verdict", "leaning", "evidence", "review_by", "system", "place", "kind")
_LISTS = ("system", "place", "kind")
_VALUES = (*_COLUMNS[1:], "topic")
_CHUNK = 20_000
_numbers = partial(array, "I")


def whole(version: Version) -> Index:
    """The index of everything that is published now, which is at `version` or later."""
    empty = Index(
        version=version, horizon=0, topics=[], published=BitMap(), values={name: {} for name in _VALUES}, made=MadeDates({}, {}),
        ids=array("Q"), moments=array("q"), slots=array("I"),
    )  # fmt: skip
    return _stepped(empty, version, None)


def forward(index: Index, version: Version) -> Index:
    """`index` at the later `version`, by reading only what changed."""
    touched = changes.since(index.horizon)
    if len(touched.claims) > MANY or len(index.ids) > 2 * len(index.published) + MANY:
        return whole(version)
    first = _first_moved(index, touched.claims)
    late = index.published & BitMap(range(first, len(index.ids)))  # normally none, for news come last
    if len(late) > MANY:
        return whole(version)
    return _stepped(index, version, Changed(touched.claims.union(index.keys(late)), touched.sources), first)


def _first_moved(index: Index, touched: Collection[int]) -> int:
    """The first slot whose claim needs a new one, because one of the claims `touched` comes in before it."""
    early = [moment for pk, moment, *_ in _claims(touched) if not _stands(index, pk, moment)]
    return bisect_left(index.moments, min(early)) if early else len(index.ids)


def _stands(index: Index, pk: int, moment: int) -> bool:
    """Whether the claim has a slot already, as published at `moment`."""
    slot = index.slots[pk] if pk < len(index.slots) else NO_SLOT
    return slot != NO_SLOT and slot in index.published and index.moments[slot] == moment


def _stepped(index: Index, version: Version, changed: Changed | None, first_moved: int = 0) -> Index:
    """`index` with the claims that `changed`, or all, as they are now. Those from slot `first_moved` on are put in anew."""
    keys = None if changed is None else changed.claims
    horizon = changes.horizon()  # before the rows: what is committed in between is read twice, not missed
    gone = index.slots_of(keys or ())
    slots = index.slots[:]
    found: dict[str, dict] = {name: defaultdict(_numbers) for name in _COLUMNS}
    columns = [found[name] for name in _COLUMNS]
    new = BitMap()
    for pk, moment, *values in _claims(keys):
        stays = _stands(index, pk, moment) and index.slots[pk] < first_moved
        slot = slots[pk] if stays else _appended(index, slots, pk, moment)
        new.add(slot)
        for column, value in zip(columns, values, strict=True):
            column[value].append(slot)
    added = {name: _apart(found[name]) if name in _LISTS else _bitmaps(found[name]) for name in _VALUES[:-1]}
    added["topic"] = {topic: BitMap([slots[pk] for pk in pks if pk < len(slots)]) & new for topic, pks in _topics(keys)}
    made = _bitmaps(found["made"])
    return replace(
        index, version=version, horizon=horizon, topics=list(Topic.objects.all()), published=(index.published - gone) | new, slots=slots,
        values={name: _merged(index.values[name], gone, added[name]) for name in _VALUES},
        made=MadeDates(_merged(index.made.exactly, gone, made), _merged(index.made.within, gone, _spread(made))),
        step=index.step + 1, changed=() if changed is None else (*index.changed, changed)[-REMEMBERED:],
    )  # fmt: skip


def _appended(index: Index, slots: array, pk: int, moment: int) -> int:
    """A new slot for the claim, after all others."""
    if pk >= len(slots):
        slots.extend([NO_SLOT] * (pk + 1 + pk // 8 - len(slots)))
    slots[pk] = len(index.ids)
    index.ids.append(pk)  # older indexes share these two, and never look beyond their own slots
    index.moments.append(moment)
    return slots[pk]


def _claims(keys: Collection[int] | None) -> Iterator[tuple]:
    """The published claims among `keys`, or all, in the order of publication."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(_CLAIMS.format(among="" if keys is None else "AND id = ANY(%s)"), None if keys is None else [sorted(keys)])
        while rows := cursor.fetchmany(_CHUNK):
            yield from rows


def _topics(keys: Collection[int] | None) -> Iterator[tuple[int, Iterable[int]]]:
    """Each topic with its claims among `keys`, or all."""
    with connection.cursor() as cursor:
        cursor.execute(_TOPICS.format(among="" if keys is None else "AND claim_id = ANY(%s)"), None if keys is None else [sorted(keys)])
        for topic, pks in cursor:
            yield topic, map(int, pks.split())


def _bitmaps(slots: dict[str, array]) -> Bitmaps:
    return {value: BitMap(some) for value, some in slots.items()}


def _apart(slots: dict[str, array]) -> Bitmaps:
    """Bitmaps by value, out of slots by several values with spaces between."""
    parts = defaultdict(list)
    for values, some in slots.items():
        together = BitMap(some)
        for value in values.split():
            parts[value].append(together)
    return {value: BitMap.union(*some) for value, some in parts.items()}


def _spread(made: Bitmaps) -> Bitmaps:
    """Bitmaps by year, month and day, out of those by date."""
    parts = defaultdict(list)
    for text, slots in made.items():
        for prefix in prefixes(text):
            parts[prefix].append(slots)
    return {prefix: BitMap.union(*some) for prefix, some in parts.items()}


def _merged(old: Bitmaps, gone: BitMap, added: Bitmaps) -> Bitmaps:
    """`old` without `gone` and with `added`; a bitmap that neither touches stays the same object."""
    kept = {value: slots - gone if slots.intersect(gone) else slots for value, slots in old.items()}
    merged = kept | {value: kept[value] | slots if value in kept else slots for value, slots in added.items()}
    return {value: slots for value, slots in merged.items() if slots}
