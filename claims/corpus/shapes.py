"""Rows as corpus data: for each kind one function, row in, dict out, keys in the schema's order, empty fields left out.

The loader compares these with the files to see what changed; the dump writes them.
"""

from datetime import datetime

from claims.models import Appearance, Claim, ClaimLink, Collection, Evidence, Review, State, Term, Topic
from claims.record import moment
from sources.models import Source, Standing

COMPILERS, SECOND_READERS = "compilers", "second-readers"


def topic(row: Topic) -> dict:
    return {"slug": row.slug, "name": row.name, "position": str(row.position), "summary": row.summary}


def source(row: Source) -> dict:
    return _filled(
        key=row.key,
        title=row.title,
        original_title=row.original_title,
        language=row.language,
        authors=[_filled(family=a.family, given=a.given, literal=a.literal) for a in row.authors.all()],
        publisher=row.publisher,
        date=row.date,
        date_note=row.date_note,
        kind=row.kind,
        url=row.url,
        link=row.link,
        link_note=row.link_note,
        archived_url=row.archived_url,
        read=row.read,
        read_in=row.read_in.key if row.read_in else "",
        read_note=row.read_note,
        summary=row.summary,
        caution=row.caution,
        standing="" if row.standing == Standing.CURRENT else row.standing,
        standing_note=row.standing_note,
        merged_into=row.merged_into_id,
    )


def claim(row: Claim) -> dict:
    ties = list(row.links.all())
    return _filled(
        reference=row.reference,
        slug=row.slug,
        former_slugs=[former.slug for former in row.former_slugs.all()],
        topics=[place.topic.slug for place in row.claimtopic_set.all()],
        leaning=row.leaning,
        part_of=[tie.other.reference for tie in ties if tie.tie == ClaimLink.Tie.PART_OF],
        related=[tie.other.reference for tie in ties if tie.tie == ClaimLink.Tie.RELATED],
        appearances=[appearance(a) for a in row.appearances.all()],
        reviews=[review(r) for r in row.reviews.all()],
    )


def appearance(row: Appearance) -> dict:
    return _filled(
        claimant=row.claimant,
        source=row.source.key if row.source else "",
        date=row.date,
        url=row.url,
        archived_url=row.archived_url,
        wording=row.wording,
        language="" if row.language == "en" else row.language,
        note=row.note,
    )


def review(row: Review) -> dict:
    return _filled(
        number=str(row.number),
        state=row.state,
        change=row.change,
        reason=row.reason,
        statement=row.statement,
        fact=row.fact,
        verdict=row.verdict,
        answer=row.answer,
        rationale=f"{row.rationale}\n" if row.rationale else "",
        scope=_filled(
            systems=row.systems,
            places=row.places,
            **{"from": row.scope_from, "to": row.scope_to},
            as_of=row.as_of,
            note=row.scope_note,
        ),
        why_checked=row.why_checked,
        would_change=row.would_change,
        review_by=row.review_by.isoformat() if row.review_by else "",
        confidence=row.confidence,
        confidence_note=row.confidence_note,
        override_note=row.override_note,
        missing=row.missing,
        author="" if row.author.get_username() == COMPILERS else row.author.get_username(),
        approver="" if row.approver is None or row.approver.get_username() == SECOND_READERS else row.approver.get_username(),
        published=moment(row.published_at),
        second_reading=row.second_reading.isoformat() if row.second_reading else "",
        withdrawn=moment(row.withdrawn_at) if row.state == State.WITHDRAWN else "",
        withdrawn_reason=row.withdrawn_reason,
        merged_into=row.merged_into.reference if row.merged_into else "",
        evidence=[evidence(e) for e in row.evidence.all()],
    )


def evidence(row: Evidence) -> dict:
    return _filled(
        source=row.source.key,
        stance=row.stance,
        finding=row.finding,
        locator=row.locator,
        quotation=row.quotation,
        quotation_language=row.quotation_language,
        translation=row.translation,
    )


def term(row: Term) -> dict:
    return _filled(
        slug=row.slug,
        hanzi=row.hanzi,
        traditional=row.traditional,
        pinyin=row.pinyin,
        english=row.english,
        words=[{key: word[key] for key in ("hanzi", "pinyin", "gloss")} for word in row.words],
        explanation=row.explanation,
        confusion=row.confusion,
        claims=sorted(c.reference for c in row.claims.all()),
    )


def collection(row: Collection) -> dict:
    return _filled(
        slug=row.slug,
        title=row.title,
        position=str(row.position),
        summary=row.summary,
        level=row.level,
        minutes=str(row.minutes),
        aims=row.aims,
        plan=[{key: step[key] for key in ("minutes", "text")} for step in row.plan],
        terms=sorted(t.slug for t in row.terms.all()),
        claims=[{"claim": item.claim.reference, "question": item.question, "prompt": item.prompt} for item in row.items.all()],
    )


ROWS = {
    "topic": (topic, lambda: Topic.objects.all()),
    "source": (source, lambda: Source.objects.select_related("read_in").prefetch_related("authors")),
    "claim": (
        claim,
        lambda: Claim.objects.prefetch_related(
            "former_slugs", "claimtopic_set__topic", "links__other", "appearances__source",
            "reviews__author", "reviews__approver", "reviews__merged_into", "reviews__evidence__source",
        ),
    ),
    "term": (term, lambda: Term.objects.prefetch_related("claims")),
    "collection": (collection, lambda: Collection.objects.prefetch_related("terms", "items__claim")),
}  # fmt: skip
"""For each kind: its shape, and the rows with what the shape reads."""


def all_of(kind: str) -> dict[str, dict]:
    """Every row of `kind` as corpus data, by its name (key, reference or slug)."""
    shape, rows = ROWS[kind]
    shapes = [shape(row) for row in rows()]
    return {data[next(iter(data))]: data for data in shapes}


def _filled(**fields) -> dict:
    return {name: value for name, value in fields.items() if value not in ("", None, [], {})}


def normal(kind: str, data: dict) -> dict:
    """Corpus data as a shape would give it: defaults left out, unordered lists sorted. For comparing a hand-written file with a row."""
    data = dict(data)
    if kind == "source" and data.get("standing") == Standing.CURRENT:
        del data["standing"]
    if kind in ("term", "collection"):
        field = "claims" if kind == "term" else "terms"
        data |= {field: sorted(data[field])} if field in data else {}
    if kind == "claim":
        data["reviews"] = [_normal_review(r) for r in data["reviews"]]
        if "appearances" in data:
            data["appearances"] = [{k: v for k, v in a.items() if (k, v) != ("language", "en")} for a in data["appearances"]]
    return data


def merged_at(document) -> str:
    """When the claim of `document` was merged into another, "" if it never was: what it leads to must be there before it."""
    return max((review["withdrawn"] for review in document.data["reviews"] if "merged_into" in review), default="")


def _normal_review(data: dict) -> dict:
    defaults = {("author", COMPILERS), ("approver", SECOND_READERS)}
    data = {"change": "first"} | {k: v for k, v in data.items() if not isinstance(v, str) or (k, v) not in defaults}
    if "withdrawn_reason" in data:
        data["withdrawn_reason"] = data["withdrawn_reason"].strip()
    if "rationale" in data:
        data["rationale"] = data["rationale"].strip() + "\n"
    return data | {name: moment(datetime.fromisoformat(data[name])) for name in ("published", "withdrawn") if name in data}
