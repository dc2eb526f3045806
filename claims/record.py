"""The public record of a review: everything a reader sees of it, as plain data.

One description serves the JSON pages and the ledger, so that what is hashed is what was shown. Dates are ISO 8601; moments are UTC with a Z.
Empty fields are left out.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from claims.models import Appearance, Evidence, Review
from sources.models import Source

SourceTold = Callable[[Source], object]
"""What stands for a source in a record: a dict, or what a writer of JSON takes for one."""


def moment(at: datetime | None) -> str:
    """`at` (aware) in UTC, as 2026-11-22T12:00:00Z; the empty string for None."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else ""


def source_record(source: Source) -> dict:
    """A source as evidence names it; reads `authors`, `read_in`."""
    return filled(
        key=source.key,
        title=source.title,
        original_title=source.original_title,
        language=source.language,
        authors=[filled(family=a.family, given=a.given, literal=a.literal) for a in source.authors.all()],
        publisher=source.publisher,
        date=source.date,
        kind=source.kind,
        url=source.url,
        link=source.link,
        archived_url=source.archived_url,
        read=source.read,
        read_in=source.read_in.key if source.read_in else "",
        standing=source.standing,
        merged_into=source.merged_into_id,
    )


def appearance_record(appearance: Appearance) -> dict:
    source = appearance.source
    return filled(
        claimant=appearance.claimant,
        date=appearance.date,
        source=source.key if source else "",
        url=appearance.url or (source.url if source else ""),
        archived_url=appearance.archived_url or (source.archived_url if source else ""),
        wording=appearance.wording,
        language=appearance.language if appearance.wording else "",
        note=appearance.note,
    )


def evidence_record(evidence: Evidence, *, source: SourceTold = source_record) -> dict:
    return filled(
        source=source(evidence.source),
        stance=evidence.stance,
        finding=evidence.finding,
        locator=evidence.locator,
        quotation=evidence.quotation,
        quotation_language=evidence.quotation_language,
        translation=evidence.translation,
    )


def review_record(
    review: Review, *, appearances: list[Appearance] | None = None, evidence: list[Evidence] | None = None, source: SourceTold = source_record
) -> dict:
    """The review with its claim's reference, appearances and evidence, as a dict that JSON can hold.

    What is at hand of these two need not be read from the database. `source` tells what stands for a source.
    """
    appearances = review.claim.appearances.all() if appearances is None else appearances
    evidence = review.evidence.all() if evidence is None else evidence
    return filled(
        claim=review.claim.reference,
        number=review.number,
        change=review.change,
        reason=review.reason,
        statement=review.statement,
        fact=review.fact,
        verdict=review.verdict,
        answer=review.answer,
        rationale=review.rationale,
        scope=filled(
            systems=review.systems,
            places=review.places,
            **{"from": review.scope_from, "to": review.scope_to},
            as_of=review.as_of,
            note=review.scope_note,
        ),
        why_checked=review.why_checked,
        would_change=review.would_change,
        review_by=review.review_by.isoformat() if review.review_by else "",
        confidence=review.confidence,
        confidence_note=review.confidence_note,
        override_note=review.override_note,
        published=moment(review.published_at),
        second_reading=review.second_reading.isoformat() if review.second_reading else "",
        appearances=[appearance_record(a) for a in appearances],
        evidence=[evidence_record(e, source=source) for e in evidence],
    )


def withdrawal_record(review: Review) -> dict:
    """What readers see of a withdrawal beside the review; reads `merged_into`."""
    return filled(
        withdrawn=moment(review.withdrawn_at),
        withdrawn_reason=review.withdrawn_reason,
        merged_into=review.merged_into.reference if review.merged_into else "",
    )


def filled(**fields) -> dict:
    """The fields that hold something."""
    return {name: value for name, value in fields.items() if value or value == 0}
