"""Writing and checking the ledger.

Each entry's digest is SHA-256 over four lines: the digest before, the position, the deed with its moment, and the RFC 8785 canonical JSON of
what readers saw. Anyone who has the entries can recompute every digest; a changed word anywhere breaks all that follow.

The tables are held to the ledger as well, in all that never changes: the review and its evidence. What may change (a source's address or
standing, the list of appearances) is left out of that comparison.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import orjson
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, prefetch_related_objects

from claims.models import Appearance, Evidence, LedgerEntry, Review, State
from claims.models.ledger import GENESIS
from claims.record import moment, review_record, source_record, withdrawal_record
from sources.models import Source

_LOCK = 0x5CC1A135  # any number, as long as every writer takes the same one
_SHOWN = ("claim__appearances__source", "evidence__source__authors", "evidence__source__read_in", "merged_into")
RELATED = ["review__claim", *(f"review__{name}" for name in _SHOWN)]
"""What `first_disagreement` reads of an entry, to prefetch."""
_AS_RFC_8785 = orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS


def digest(*, previous: str, position: int, deed: str, at: datetime, record: str) -> str:
    """The entry's SHA-256, as 64 hexadecimal digits. `previous` is the digest before, GENESIS for the first."""
    lines = [previous, str(position), f"{deed} {moment(at)}", record]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@transaction.atomic
def append(*, deed: str, review: Review, at: datetime) -> LedgerEntry:
    """Chain one entry for `review`. A transaction-wide lock makes concurrent writers wait, so that the chain never forks."""
    last = locked_head()
    prefetch_related_objects([review], *_SHOWN)
    entry = following(last, deed=deed, review=review, at=at, record=record(deed, review))
    entry.save(force_insert=True)
    return entry


def locked_head() -> LedgerEntry | None:
    """The last entry, None in an empty ledger. Nobody else appends until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    return LedgerEntry.objects.order_by("-position").first()


def following(last: LedgerEntry | None, *, deed: str, review: Review, at: datetime, record: str) -> LedgerEntry:
    """The entry, unsaved, that comes after `last`."""
    [(position, previous, sha256)] = chained(last, deed=deed, moments=[at], records=[record])
    return LedgerEntry(position=position, deed=deed, review=review, at=at, record=record, previous=previous, digest=sha256)


def chained(last: LedgerEntry | None, *, deed: str, moments: Iterable[datetime], records: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    """Position, digest before and digest of each of the entries that come after `last`."""
    position, previous = (last.position, last.digest) if last else (0, GENESIS)
    for at, told in zip(moments, records, strict=True):
        position += 1
        sha256 = digest(previous=previous, position=position, deed=deed, at=at, record=told)
        yield position, previous, sha256
        previous = sha256


def record(deed: str, review: Review) -> str:
    """RFC 8785 canonical JSON of what readers saw of `review` when `deed` was done. Reads RELATED."""
    return _canonical(_shown(deed, review))


def records_of_new(reviews: Iterable[tuple[Review, list[Appearance], list[Evidence]]]) -> list[str]:
    """`record` of the publication of reviews, each with its claim's appearances and its evidence. Many lean on the same sources: what is told of one
    is written once.
    """
    told = {}

    def once(source: Source) -> orjson.Fragment:
        if source.key not in told:
            told[source.key] = orjson.Fragment(_canonical(source_record(source)))
        return told[source.key]

    return [_canonical(review_record(review, appearances=seen, evidence=evidence, source=once)) for review, seen, evidence in reviews]


def _canonical(data: dict) -> str:
    """RFC 8785 canonical JSON of texts, whole numbers, lists, and objects with ASCII keys. Raises TypeError for dates and objects of ours.

    Of such data orjson writes the same bytes as a library made for the purpose, in a tenth of the time; a test compares them.
    """
    return orjson.dumps(data, option=_AS_RFC_8785).decode()


def _shown(deed: str, review: Review) -> dict:
    """What readers saw of `review` when `deed` was done."""
    shown = review_record(review)
    if deed == LedgerEntry.Deed.WITHDRAWN:
        shown |= withdrawal_record(review)
    return shown


@dataclass(frozen=True)
class Divergence:
    """The first place where the chain does not hold, and why."""

    position: int
    why: str


def first_divergence(entries: Iterator[LedgerEntry]) -> Divergence | None:
    """The first fault in `entries` (in order of position), or None when every digest follows from the one before."""
    previous, expected = GENESIS, 1
    for entry in entries:
        if entry.position != expected:
            return Divergence(expected, f"entry {expected} is missing")
        if entry.previous != previous:
            return Divergence(entry.position, "does not name the digest of the entry before")
        computed = digest(previous=previous, position=entry.position, deed=entry.deed, at=entry.at, record=entry.record)
        if computed != entry.digest:
            return Divergence(entry.position, "its digest does not cover its record")
        previous, expected = entry.digest, expected + 1
    return None


def first_disagreement(entries: Iterator[LedgerEntry]) -> Divergence | None:
    """The first of `entries` whose frozen parts differ from what the tables say now, or None. Reads each entry's `review` (RELATED)."""
    for entry in entries:
        told, now = _frozen(json.loads(entry.record)), _frozen(_shown(entry.deed, entry.review))
        if differing := sorted(name for name in {*told, *now} if told.get(name) != now.get(name)):
            return Divergence(entry.position, f"the tables now say otherwise: {', '.join(differing)}")
        if moment(entry.at) != told.get("withdrawn" if entry.deed == LedgerEntry.Deed.WITHDRAWN else "published"):
            return Divergence(entry.position, "its moment is not that of its record")
    return None


def first_unrecorded() -> Review | None:
    """The first public review whose publication, or withdrawal, stands in no entry; None when all are recorded."""
    published, withdrawn = (LedgerEntry.objects.filter(review=OuterRef("pk"), deed=deed) for deed in LedgerEntry.Deed)
    unrecorded = ~Exists(published) | Q(state=State.WITHDRAWN) & ~Exists(withdrawn)
    return Review.objects.public().filter(unrecorded).select_related("claim").order_by("pk").first()


def _frozen(record: dict) -> dict:
    """What of `record` never changes: all but the appearances, and of each source only its key."""
    kept = {name: value for name, value in record.items() if name != "appearances"}
    return kept | {"evidence": [piece | {"source": piece["source"]["key"]} for piece in record["evidence"]]}
