"""What the data of one document becomes in the database: its rows, written over those that are there.

Nothing here asks whether it may: files are checked before (`claims.corpus.schema`), and reviews leave their draft through the door only
(`claims.corpus.load`).
"""

from datetime import date

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser

from claims.corpus import shapes
from claims.models import Appearance, Claim, ClaimLink, ClaimTopic, Collection, CollectionItem, Evidence, FormerSlug, Review, Term, Topic
from claims.text_search import folded
from sources.models import Source, SourceAuthor


def write_topic(data: dict) -> None:
    """The topic; claims come under it when they are written."""
    Topic.objects.update_or_create(slug=data["slug"], defaults=_fields(data, "name", "position", "summary"))


def write_source(data: dict) -> None:
    """The source by itself; `tie_source` says how it hangs together with others when all are there."""
    Source.objects.update_or_create(
        key=data["key"],
        defaults=_fields(
            data, "title", "original_title", "language", "publisher", "date", "date_note", "kind", "url", "link", "link_note",
            "archived_url", "read_note", "summary", "caution", "standing_note",
        ) | {
            "standing": data.get("standing", "current"), "read": "unchecked" if "read_in" in data else data["read"],
            "read_in": None, "merged_into": None,
        },
    )  # fmt: skip


def tie_source(data: dict) -> None:
    """The source through which it was read, the one that took its place, and its authors."""
    source = Source.objects.get(key=data["key"])
    if "read_in" in data:
        source.read, source.read_in = data["read"], Source.objects.get(key=data["read_in"])
        source.save(update_fields=["read", "read_in"])
    if "merged_into" in data:
        Source.objects.filter(pk=source.pk).update(merged_into=data["merged_into"])
    source.authors.all().delete()
    SourceAuthor.objects.bulk_create(SourceAuthor(source=source, position=i, **author) for i, author in enumerate(data.get("authors", [])))


def write_claim(data: dict) -> Claim:
    """The claim with its addresses, topics and appearances, without reviews; `tie_claim` links it when all are there."""
    claim, _ = Claim.objects.update_or_create(reference=data["reference"], defaults=_fields(data, "slug", "leaning"))
    claim.former_slugs.all().delete()
    FormerSlug.objects.bulk_create(FormerSlug(claim=claim, slug=slug) for slug in data.get("former_slugs", []))
    claim.claimtopic_set.all().delete()
    ClaimTopic.objects.bulk_create(ClaimTopic(claim=claim, topic=Topic.objects.get(slug=slug), position=i) for i, slug in enumerate(data["topics"]))
    claim.appearances.all().delete()
    Appearance.objects.bulk_create(
        Appearance(claim=claim, position=i, **{**fields, "source": _source(fields.get("source"))})
        for i, fields in enumerate(data.get("appearances", []))
    )
    return claim


def tie_claim(claim: Claim, data: dict) -> None:
    """What it is a part of, and what it is related to."""
    claim.links.all().delete()
    for name, tie in (("part_of", ClaimLink.Tie.PART_OF), ("related", ClaimLink.Tie.RELATED)):
        for reference in data.get(name, []):
            ClaimLink.objects.create(claim=claim, other=Claim.objects.get(reference=reference), tie=tie)


def write_draft(claim: Claim, review: Review | None, data: dict) -> Review:
    """The open review `data` describes, written to the database with its evidence; `review` is the open one it replaces, if any."""
    review = review or Review(claim=claim, number=int(data["number"]))
    scope = data.get("scope", {})
    values = _fields(
        data, "reason", "statement", "fact", "verdict", "answer", "why_checked", "confidence", "confidence_note", "override_note", "missing"
    )
    for name, value in values.items():
        setattr(review, name, value)
    review.state, review.change = "draft", data.get("change", "first")
    review.rationale = data.get("rationale", "").strip()
    review.systems, review.places = scope.get("systems", []), scope.get("places", [])
    review.scope_from, review.scope_to = scope.get("from", ""), scope.get("to", "")
    review.as_of, review.scope_note = scope.get("as_of", ""), scope.get("note", "")
    review.would_change = data.get("would_change", [])
    review.review_by = _day(data.get("review_by"))
    review.second_reading = _day(data.get("second_reading"))
    review.author = account(data.get("author", shapes.COMPILERS))
    review.save()
    review.evidence.all().delete()
    Evidence.objects.bulk_create(
        Evidence(review=review, position=i, **{**piece, "source": _source(piece["source"])}) for i, piece in enumerate(data.get("evidence", []))
    )
    return review


def write_term(data: dict) -> set[str]:
    """The glossary entry. Returns the references of the claims that it names, or named before."""
    term, _ = Term.objects.update_or_create(
        slug=data["slug"],
        defaults=_fields(data, "hanzi", "traditional", "pinyin", "english", "explanation", "confusion")
        | {"words": data["words"], "sort_key": folded(data["pinyin"]).lower()},
    )
    before = set(term.claims.values_list("reference", flat=True))
    term.claims.set(Claim.objects.filter(reference__in=data.get("claims", [])))
    return before | set(data.get("claims", []))


def write_collection(data: dict) -> None:
    """The lesson pack with its glossary entries and its claims, which are there."""
    collection, _ = Collection.objects.update_or_create(
        slug=data["slug"],
        defaults=_fields(data, "title", "position", "summary", "level", "minutes") | {"aims": data["aims"], "plan": data["plan"]},
    )
    collection.terms.set(Term.objects.filter(slug__in=data.get("terms", [])))
    collection.items.all().delete()
    for i, item in enumerate(data["claims"]):
        CollectionItem.objects.create(
            collection=collection, position=i, claim=Claim.objects.get(reference=item["claim"]), question=item["question"], prompt=item["prompt"]
        )


def account(username: str) -> AbstractUser:
    """The account of that name; a new one can sign in nowhere until an administrator gives it a password."""
    found, created = get_user_model().objects.get_or_create(username=username, defaults={"is_active": False})
    if created:
        found.set_unusable_password()
        found.save()
    return found


def _source(key: str | None) -> Source | None:
    return Source.objects.get(key=key) if key else None


def _fields(data: dict, *names: str) -> dict[str, str]:
    return {name: data.get(name, "") for name in names}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
