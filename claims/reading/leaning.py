"""Which published claims use a source: as evidence, by stance, or because they were made in it.

A source may carry a third of the record. So the database is asked once for all claims of a source; they are kept, and brought forward with the index
by asking only about the claims that changed. Their number is then at hand, and any page of them costs what the first one does.
"""

from threading import Lock
from typing import NamedTuple

from cachetools import LRUCache
from django.contrib.postgres.aggregates import ArrayAgg
from django.core.paginator import Page, Paginator
from django.db.models import Value
from pyroaring import BitMap

from claims.models import Claim
from claims.querysets import ClaimQuerySet
from claims.reading.found import rows_of
from claims.reading.index.bitmaps import Index
from claims.verdicts import Stance
from sources.models import Source

MADE = "made"
"""The use of a source in which a claim was made or repeated."""
Uses = dict[str, BitMap]
"""Primary keys of claims, by stance and MADE. They grow as references do, so a bitmap has the order of the record."""
_ROOM = 1_000  # sources; each claim has a few, so even those of a million claims take some megabytes
_lock = Lock()
_kept: LRUCache[tuple[int, ...], tuple[object, int, Uses]] = LRUCache(_ROOM)  # the line and the step of the index, and the uses there


def uses_of(source: Source, index: Index) -> Uses:
    """The published claims that use `source`, or one that was merged into it, at the version of `index`."""
    keys = (source.pk, *source.merged.order_by("pk").values_list("pk", flat=True))
    with _lock:
        line, step, uses = _kept.get(keys, (None, 0, {}))
    changed = index.changed_since(step) if line is index.line else None
    if changed is None:
        uses = _read(keys, Claim.objects.all())
    elif changed.claims:
        again, anew = BitMap(changed.claims), _read(keys, Claim.objects.filter(pk__one_of=changed.claims))
        uses = {use: claims - again | anew[use] for use, claims in uses.items()}
    if not index.version.unsettled:
        with _lock:
            _kept[keys] = (index.line, index.step, uses)
    return uses


class Group(NamedTuple):
    """The evidence of one stance, as far as it stands on a page."""

    stance: Stance
    total: int
    """On all pages."""
    begins: int
    """The page with the first of it."""
    claims: list[Claim]
    """With `stance`, `finding` and `locator`."""


def pages_of(uses: Uses, per_page: int) -> Paginator:
    """Pages of a source, each with up to `per_page` pieces of evidence and as many claims that were made in it."""
    return Paginator(range(max(evidence(uses), len(uses[MADE]))), per_page)


def evidence(uses: Uses) -> int:
    """How many pieces of evidence there are."""
    return sum(len(uses[stance]) for stance in Stance)


def on_page(source: Source, uses: Uses, page: Page) -> list[Group]:
    """The evidence on `page`: by stance, then in the order of the record. One query."""
    begins, keys, before = {}, {}, 0
    for stance in Stance:
        begins[stance] = before // page.paginator.per_page + 1
        keys[stance] = _stretch(uses[stance], page, before)
        before += len(uses[stance])
    rows = {(claim.stance, claim.pk): claim for claim in _pieces(source, BitMap.union(*keys.values()))}
    return [Group(stance, len(uses[stance]), begins[stance], [rows[stance, key] for key in keys[stance]]) for stance in Stance]


def made_on_page(uses: Uses, page: Page) -> list[Claim]:
    """The claims on `page` that were made in the source. One query."""
    return rows_of(list(_stretch(uses[MADE], page)), Claim.objects.defer("search_vector"))


def _stretch(claims: BitMap, page: Page, before: int = 0) -> BitMap:
    """Those of `claims` that stand on `page` of a list in which `before` others come first."""
    stop = page.number * page.paginator.per_page - before
    return claims[max(stop - page.paginator.per_page, 0) : max(stop, 0)]


def after(mark: int | None, number: int, source: Source, uses: Uses) -> tuple[list[Claim], int | None, int]:
    """The `number` claims after `mark`, a primary key, or the first ones, each once for every stance; the mark of the last, if any come after it; and
    how many claims there are in all. One query.
    """
    claims = BitMap.union(*(uses[stance] for stance in Stance))
    passed = claims.rank(mark) if mark else 0
    keys = claims[passed : passed + number]
    return list(_pieces(source, keys).order_by("pk")), keys[-1] if passed + number < len(claims) else None, len(claims)


def _pieces(source: Source, keys: BitMap) -> ClaimQuerySet:
    return Claim.objects.leaning_on(source).filter(pk__one_of=keys).defer("search_vector")


def _read(keys: tuple[int, ...], claims: ClaimQuerySet) -> Uses:
    """The uses of the sources `keys` in those of `claims` that are published. One query."""
    rows = claims.published().order_by()
    evidence = rows.filter(current__evidence__source__in=keys).values_list("current__evidence__stance").annotate(keys=ArrayAgg("pk"))
    made = rows.filter(appearances__source__in=keys).values_list(Value(MADE)).annotate(keys=ArrayAgg("pk"))
    found = dict(evidence.union(made, all=True))
    return {use: BitMap(found.get(use, ())) for use in (*Stance, MADE)}
