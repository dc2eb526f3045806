"""Is it there already? Claims and sources like the one that an editor is about to enter.

Two sources are one document when their addresses come to the same (sources/addresses.py), when they hold the same DOI, or when their titles are the
same. Titles and statements that are alike are shown as well, since the same thing is often said in slightly other words:

    "China gives every citizen a score."     "China gives each citizen a social score."     alike
    "There is one national score."           "There is no national score."                  alike, and not the same: an editor decides
    "Blacklists stop people flying."         "Courts bar debtors from flights."             not alike: words in common are needed

How alike is the trigram similarity of the folded texts, from 0 to 1; a published claim is shown as well when the sentence stands, more or less,
within its own. Comparing a sentence with every other one takes seconds in a large record, so
candidates come first: published claims that share the longest words, by the search index; drafts by a small trigram index of their own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from claims.models import Claim, Review
from claims.text_search import folded, sharing
from sources.addresses import canonical, doi, telling_piece
from sources.folding import Folded
from sources.models import Source

ALIKE, NEARLY_THE_SAME = 0.35, 0.7
_WITHIN = 0.7  # a short sentence that stands, more or less, in a long one
_SHOWN, _CANDIDATES = 6, 200


@dataclass(frozen=True)
class Like:
    """A row like the one in question: why, in words, and whether to ask before another one is made."""

    row: Claim | Source
    why: str
    text: str
    is_strong: bool


def sources_like(*, title: str = "", original_title: str = "", url: str = "", archived_url: str = "", besides: int | None = None) -> list[Like]:
    """Sources like one with these fields, the surest first; `besides` is its own primary key. Merged ones are left out."""
    rows = Source.objects.standing_alone().exclude(pk=besides)
    addresses = {form for address in (url, archived_url) if (form := canonical(address))}
    names = {name for address in (url, archived_url) if (name := doi(address))}
    found: dict[int, Like] = {}
    for row in _candidates(rows, (url, archived_url), names):
        if names & {doi(row.url), doi(row.archived_url)} - {""}:
            found[row.pk] = Like(row, "the same DOI", row.title, True)
        if addresses & {canonical(row.url), canonical(row.archived_url)}:
            found[row.pk] = Like(row, "the same address", row.title, True)
    for column, text in (("title", title), ("original_title", original_title)):
        for row in _alike(rows, column, text):
            same = row.near > 0.99
            why = "the same title" if same else f"a title like it ({row.near:.0%})"
            found.setdefault(row.pk, Like(row, why, row.title, same))
    return list(found.values())[:_SHOWN]


def source_at(*, url: str = "", archived_url: str = "", title: str = "") -> Source | None:
    """The source at one of these addresses or with their DOI; without an address, one without an address that has this very title.

    Where that source was merged into another one, the other one.
    """
    addresses = {form for address in (url, archived_url) if (form := canonical(address))}
    if not addresses:
        return Source.objects.standing_alone().filter(url="", archived_url="", title=title).first() if title else None
    names = {name for address in (url, archived_url) if (name := doi(address))}
    for row in _candidates(Source.objects.all(), (url, archived_url), names):
        if addresses & {canonical(row.url), canonical(row.archived_url)} or names & {doi(row.url), doi(row.archived_url)} - {""}:
            while row.merged_into:
                row = row.merged_into
            return row
    return None


def _candidates(rows: QuerySet[Source], addresses: Iterable[str], names: Iterable[str]) -> Iterable[Source]:
    """Sources at an address that holds the telling piece of one of `addresses`, or one of the DOIs; shorter addresses first."""
    pieces = {piece for address in addresses if (piece := telling_piece(address))} | set(names)
    if not pieces:
        return []
    held = Q()
    for piece in pieces:
        held |= Q(url__icontains=piece) | Q(archived_url__icontains=piece)
    return rows.filter(held).order_by("url", "pk")[:_CANDIDATES]


def claims_like(*, statement: str, besides: int | None = None) -> list[Like]:
    """Claims, drafts too, with a statement like this one, the most alike first; `besides` is the claim's own primary key."""
    if len(statement.strip()) < 12:
        return []
    mine, found = _trigrams(statement), {}
    for claim in Claim.objects.filter(pk__in=_sharing_words(statement)).exclude(pk=besides).defer("search_vector"):
        its = _trigrams(claim.statement)
        near, within = len(mine & its) / len(mine | its), len(mine & its) / len(mine)
        if near >= ALIKE or within >= _WITHIN:
            found[claim.pk] = (near, near + within, claim, claim.statement, f"{claim.get_verdict_display()}: {claim.fact}")
    for review in _alike(Review.objects.open().exclude(claim=besides).select_related("claim"), "statement", statement):
        found.setdefault(review.claim_id, (review.near, 2 * review.near, review.claim, review.statement, "not published yet"))
    ranked = sorted(found.values(), key=lambda entry: -entry[1])[:_SHOWN]
    return [Like(claim, why, text, near >= NEARLY_THE_SAME) for near, _, claim, text, why in ranked]


def _trigrams(text: str) -> set[str]:
    """The trigrams of a text as pg_trgm takes them: of each word, with two blanks before and one after it."""
    return {f"  {word} "[i : i + 3] for word in re.findall(r"\w+", folded(text).lower()) for i in range(len(word) + 1)}


def _sharing_words(statement: str) -> list[int]:
    """Primary keys of public claims that share the longest words of `statement`, those that share most of them first."""
    longest = sorted(set(re.findall(r"\w{4,}", folded(statement).lower())), key=len, reverse=True)[:5]
    found: dict[int, None] = {}
    for least in range(len(longest), min(len(longest), 2) - 1, -1):
        rows = Claim.objects.public().filter(search_vector=sharing(longest, least)) if least else Claim.objects.none()
        found |= dict.fromkeys(rows.order_by().values_list("pk", flat=True)[:_CANDIDATES])
        if len(found) >= _CANDIDATES:
            break
    return list(found)


def _alike(rows: QuerySet, column: str, text: str) -> list:
    """Rows whose `column` is like `text`, each with `near`, the similarity; by the trigram index of the folded column."""
    plain = folded(text).lower().strip()
    if len(plain) < 4:
        return []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(ALIKE)])
        likely = rows.annotate(plain=Folded(column), near=TrigramSimilarity(Folded(column), plain))
        return list(likely.filter(plain__trigram_similar=plain).order_by("-near", "pk")[:_SHOWN])
