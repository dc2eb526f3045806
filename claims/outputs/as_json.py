"""Claims and sources as JSON-ready dicts. Pure: an object with its relations at hand in, a dict out, no query inside.

Lists are put together from texts, so that what a list says of a claim is encoded once and not at each page. Addresses are absolute, built with
`link`, a function from a path to an address.
"""

import json
from collections.abc import Callable, Iterable

from claims.models import Claim, Collection, Review, State, Term, Topic
from claims.record import filled, moment, review_record, source_record, withdrawal_record
from claims.verdicts import Verdict
from sources.models import Source

Link = Callable[[str], str]
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def text(data: dict) -> bytes:
    """`data` as JSON in UTF-8, without white space."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def with_list(data: dict, name: str, texts: Iterable[bytes]) -> bytes:
    """`data`, which is not empty, as JSON with one member more: the list `name`, whose elements are JSON texts already."""
    return b'%s,"%s":[%s]}' % (text(data)[:-1], name.encode(), b",".join(texts))


def verdict(value: str) -> dict:
    """A verdict as its name, label, meaning and rating (1 to 5; absent for the three that are not on that line)."""
    member = Verdict(value)
    described = {"name": member.value, "label": member.label, "meaning": member.meaning}
    return described | ({"rating": member.rating} if member.rating else {})


def claim_summary(claim: Claim, link: Link) -> dict:
    """What a list says of a claim: the verdict and the fact before the statement. Reads `topic_slugs`."""
    return {
        "reference": claim.reference,
        "url": link(claim.get_absolute_url()),
        "verdict": verdict(claim.verdict),
        "fact": claim.fact,
        "statement": claim.statement,
        "answer": claim.answer,
        "systems": claim.systems,
        "places": claim.places,
        "topics": claim.topic_slugs,
        "as_of": claim.as_of,
        "review_by": claim.review_by.isoformat(),
        "first_made": claim.first_made or None,
        "evidence": {"refutes": claim.refuting, "supports": claim.supporting, "context": claim.contextual},
        "first_published": moment(claim.first_published_at),
        "published": moment(claim.published_at),
    }


def claim_full(claim: Claim, review: Review, link: Link) -> dict:
    """A claim with the review that readers see, its evidence and appearances. Reads all relations of the record."""
    return claim_summary(claim, link) | {"standing": claim.standing, "review": review_full(review, link), "licence": LICENCE}


def claim_with_review(claim: Claim, link: Link) -> dict:
    """A claim with its current review."""
    return claim_full(claim, claim.current, link)


def review_full(review: Review, link: Link) -> dict:
    """One version, published or withdrawn. Reads all relations of the record, and `merged_into`."""
    shown = review_record(review) | {"url": link(review.get_absolute_url())}
    if review.state == State.WITHDRAWN:
        shown |= withdrawal_record(review)
        if review.merged_into:
            shown["merged_into_url"] = link(review.merged_into.get_absolute_url())
    return shown


def claim_list(summaries: Iterable[bytes], *, total: int, page: int, pages: int, next_url: str | None) -> bytes:
    """A page of a list as JSON text, out of what `claim_summary` says of each claim, as `text` already."""
    return with_list({"count": total, "page": page, "pages": pages, "next": next_url, "licence": LICENCE}, "claims", summaries)


def source_summary(source: Source, link: Link) -> dict:
    """A source as it stands. Reads `authors`, `read_in`."""
    notes = filled(
        date_note=source.date_note,
        link_note=source.link_note,
        read_note=source.read_note,
        standing_note=source.standing_note,
        summary=source.summary,
        caution=source.caution,
    )
    return {"page": link(source.get_absolute_url())} | source_record(source) | notes


def source_full(source: Source, link: Link) -> dict:
    """A source with claims that rest on it: `leaning`, annotated by `ClaimQuerySet.leaning_on`. Where they are fewer than `of_all`, all there are,
    it says that number, and by `next` where they go on.
    """
    claims = [
        filled(
            reference=claim.reference,
            url=link(claim.get_absolute_url()),
            verdict=claim.verdict,
            fact=claim.fact,
            stance=claim.stance,
            finding=claim.finding,
            locator=claim.locator,
        )
        for claim in source.leaning
    ]
    paged = {"count": source.of_all, "next": source.next} if len({claim.pk for claim in source.leaning}) < source.of_all else {}
    return source_summary(source, link) | {"claims": claims} | paged


def topic(row: Topic, link: Link) -> dict:
    """A topic with `n`, the number of published claims under it."""
    return {"slug": row.slug, "url": link(row.get_absolute_url()), "name": row.name, "summary": row.summary, "claims": row.n}


def collection(row: Collection, link: Link) -> dict:
    """A lesson pack. Reads `terms` and `published_items`, a list with the claims."""
    return {
        "slug": row.slug,
        "url": link(row.get_absolute_url()),
        "title": row.title,
        "summary": row.summary,
        "level": row.level,
        "minutes": row.minutes,
        "aims": row.aims,
        "plan": row.plan,
        "terms": [term.slug for term in row.terms.all()],
        "claims": [
            {"claim": item.claim.reference, "url": link(item.claim.get_absolute_url()), "question": item.question, "prompt": item.prompt}
            for item in row.published_items
        ],
    }


def term(row: Term, link: Link) -> dict:
    """A glossary entry. Reads `published_claims`, a list."""
    described = filled(
        slug=row.slug,
        url=link(row.get_absolute_url()),
        hanzi=row.hanzi,
        traditional=row.traditional,
        pinyin=row.pinyin,
        english=row.english,
        words=row.words,
        explanation=row.explanation,
        confusion=row.confusion,
    )
    return described | {"claims": [claim.reference for claim in row.published_claims]}


def correction(review: Review, link: Link) -> dict:
    """A change or a withdrawal, as the log has it. Reads `claim`, `merged_into`, `before` (the version before, or None)."""
    withdrawn = review.state == State.WITHDRAWN
    return filled(
        claim=review.claim.reference,
        review=review.number,
        url=link(review.get_absolute_url()),
        deed="withdrawal" if withdrawn else review.change,
        at=moment(review.withdrawn_at if withdrawn else review.published_at),
        reason=review.withdrawn_reason if withdrawn else review.reason,
        merged_into=review.merged_into.reference if review.merged_into else "",
        verdict=review.verdict,
        verdict_before=review.before.verdict if review.before else "",
        statement=review.statement,
    )


def problem(status: int, title: str, faults: dict[str, list[str]]) -> dict:
    """An error as RFC 9457 problem details; `faults` maps parameters to what is wrong with them."""
    return {
        "type": "about:blank",
        "title": title,
        "status": status,
        "errors": [{"parameter": name, "detail": message} for name, messages in faults.items() for message in messages],
    }
