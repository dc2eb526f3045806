"""The copy of the latest public review that `Claim` carries, so that lists need no joins. Written here only."""

from collections.abc import Iterable
from datetime import datetime
from itertools import chain

from claims.models import Claim, ClaimStanding, Evidence, Review, State, Term, Word
from claims.text_search import folded, spellings, vector, words
from claims.verdicts import Stance
from sources.models import Source

SOURCES = "D"
"""The weight of the sources in a search."""


def refresh(claim: Claim) -> None:
    """Write to `claim` what readers now see of it: its latest public review, its appearances, its search vector."""
    review = claim.reviews.public().order_by("-number").first()
    dates = sorted(date for date in claim.appearances.values_list("date", flat=True) if date)
    claim.first_made = dates[0] if dates else ""
    if review is None:
        claim.save(update_fields=["first_made"])
        return
    evidence = list(review.evidence.select_related("source"))
    first = claim.reviews.public().order_by("number").values_list("published_at", flat=True).first()
    show(claim, review=review, evidence=evidence, first_published_at=first)
    claimants = list(claim.appearances.values_list("claimant", flat=True))
    absorbed = list(claim.absorbed.values_list("statement", flat=True))
    terms = list(claim.terms.all())
    sources = [searched_of_source(piece.source) for piece in evidence]
    texts = searched(review, reference=claim.reference, terms=terms, claimants=claimants, sources=sources, absorbed=absorbed)
    claim.search_vector = vector(texts)
    claim.save()
    found = words(" ".join(chain.from_iterable(texts.values())))
    Word.objects.bulk_create([Word(word) for word in sorted(found)], ignore_conflicts=True)


def show(claim: Claim, *, review: Review, evidence: list[Evidence], first_published_at: datetime) -> None:
    """Set on `claim`, unsaved, what lists show of `review` and its `evidence`. No query when the evidence has its sources."""
    stances = [piece.stance for piece in evidence]
    claim.current_id = review.pk
    claim.standing = ClaimStanding.WITHDRAWN if review.state == State.WITHDRAWN else ClaimStanding.PUBLISHED
    for field in ("statement", "fact", "verdict", "answer", "systems", "places", "as_of", "review_by", "published_at"):
        setattr(claim, field, getattr(review, field))
    claim.first_published_at = first_published_at
    claim.source_kinds = sorted({piece.source.kind for piece in evidence})
    claim.refuting, claim.supporting = stances.count(Stance.REFUTES), stances.count(Stance.SUPPORTS)
    claim.contextual, claim.evidence_count = stances.count(Stance.CONTEXT), len(evidence)


def searched(
    review: Review, *, reference: str, terms: list[Term], claimants: list[str], sources: Iterable[str] = (), absorbed: Iterable[str] = ()
) -> dict[str, list[str]]:
    """What a search looks through, by weight: A statement, B fact, answer, what was `absorbed`, terms, C rationale, D claimants and `sources`.

    A term that the statement names stands with A too: who searches for 芝麻信用 wants claims about "Sesame Credit" before claims that touch on it.
    """
    return {
        "A": [" . ".join([review.statement, *(_spelt(term) for term in terms if _names(review.statement, term))])],
        "B": [" . ".join([reference, review.fact, review.answer, *absorbed, *(_spelt(term) for term in terms)])],
        "C": [review.rationale],
        SOURCES: [" . ".join(claimants), *sources],
    }


def searched_of_source(source: Source) -> str:
    """What a search for claims looks through of a source that they lean on."""
    return f"{source.title} {source.original_title} {source.publisher}"


def _spelt(term: Term) -> str:
    return f"{term.hanzi} {spellings(term.pinyin)} {term.english}"


def _names(statement: str, term: Term) -> bool:
    """Whether one of the term's English names stands in `statement`."""
    plain = folded(statement).lower()
    return any(folded(name).lower() in plain for name in term.english_names)
