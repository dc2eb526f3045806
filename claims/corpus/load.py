"""Corpus files into the database: checked first, then one transaction, idempotent, with a report.

What the files and the database share is found by natural key. A row whose data equals its file is left alone. Reviews go through
`claims.editorial.publishing`, so that a corpus file can do no more than an editor can.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pghistory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.db import transaction

from claims.corpus import files, shapes
from claims.corpus.conflicts import conflicts
from claims.corpus.files import Document, Problem
from claims.corpus.schema import problems
from claims.editorial import alarms, projection, publishing
from claims.models import Appearance, Claim, ClaimLink, ClaimTopic, Collection, CollectionItem, Evidence, FormerSlug, Review, Term, Topic
from claims.text_search import folded
from sources.models import Source, SourceAuthor


class CorpusRefused(Exception):
    """The corpus was not loaded; `problems` lists every fault found."""

    def __init__(self, found: list[Problem]):
        super().__init__("\n".join(str(problem) for problem in found))
        self.problems = found


@dataclass
class Report:
    """What a load did: counts of (kind, "created" | "changed" | "unchanged"), and names that only the database has."""

    counts: Counter = field(default_factory=Counter)
    only_in_database: dict[str, list[str]] = field(default_factory=dict)


def load(root: Path, *, step: Callable[[str], None] = lambda name: None) -> Report:
    """Load the corpus below `root` and report. `step` is called with the name of each document as it is written.

    Raises CorpusRefused with all faults at once, having changed nothing.
    """
    documents, found = files.read(root)
    if not documents and not found:
        raise CorpusRefused([Problem(root.as_posix(), 1, "", "holds no corpus files; name the folder that holds sources/, claims/, …")])
    found += problems(documents)
    if found:
        raise CorpusRefused(sorted(found))
    with pghistory.context(kind="import", files=root.name), transaction.atomic():
        return _Load(documents, step).run()


class _Load:
    """One load: the documents, and the rows that the database has of them."""

    def __init__(self, documents: list[Document], step: Callable[[str], None]):
        self.documents, self.step = documents, step
        self.report = Report()
        self.rows = {kind: shapes.all_of(kind) for kind in shapes.ROWS}
        self.stale: set[str] = set()  # references of claims whose projection must be written again

    def run(self) -> Report:
        rows = self.rows["claim"]
        published = [document for document in self.documents if document.kind == "claim" and document.name in rows]
        self._refuse([problem for document in published for problem in conflicts(document, rows[document.name])])
        changed = {kind: self._changed(kind) for kind in shapes.ROWS}
        changed["claim"].sort(key=shapes.merged_at)
        for document in changed["topic"]:
            Topic.objects.update_or_create(slug=document.name, defaults=_fields(document.data, "name", "position", "summary"))
        self._sources(changed["source"])
        claims = {document.name: self._claim(document) for document in changed["claim"]}
        self._links(changed["claim"], claims)
        for document in changed["term"]:
            self._term(document.data)
        self._refuse([problem for document in changed["claim"] for problem in self._publish(document, claims[document.name])])
        for claim in Claim.objects.filter(reference__in=self.stale):
            projection.refresh(claim)
        for document in changed["collection"]:
            self._collection(document.data)
        if changed["source"]:
            alarms.raise_due()
        return self.report

    def _refuse(self, found: list[Problem]) -> None:
        if found:
            raise CorpusRefused(sorted(found))

    def _changed(self, kind: str) -> list[Document]:
        """The documents of `kind` that differ from the database; counts them all."""
        rows, mine = self.rows[kind], [document for document in self.documents if document.kind == kind]
        differing = []
        for document in mine:
            state = "created"
            if document.name in rows:
                state = "unchanged" if rows[document.name] == shapes.normal(kind, document.data) else "changed"
            self.report.counts[kind, state] += 1
            if state != "unchanged":
                differing.append(document)
        if missing := sorted(set(rows) - {document.name for document in mine}):
            self.report.only_in_database[kind] = missing
        return differing

    def _sources(self, documents: list[Document]) -> None:
        for document in documents:
            data = document.data
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
            self.step(document.name)
        for document in documents:
            source = Source.objects.get(key=document.name)
            if "read_in" in document.data:
                source.read, source.read_in = document.data["read"], Source.objects.get(key=document.data["read_in"])
                source.save(update_fields=["read", "read_in"])
            if "merged_into" in document.data:
                Source.objects.filter(pk=source.pk).update(merged_into=document.data["merged_into"])
            source.authors.all().delete()
            SourceAuthor.objects.bulk_create(
                SourceAuthor(source=source, position=i, **author) for i, author in enumerate(document.data.get("authors", []))
            )
        leaning = Claim.objects.filter(current__evidence__source__key__in=[document.name for document in documents])
        self.stale |= set(leaning.values_list("reference", flat=True))

    def _claim(self, document: Document) -> Claim:
        data = document.data
        claim, _ = Claim.objects.update_or_create(reference=data["reference"], defaults=_fields(data, "slug", "leaning"))
        claim.former_slugs.all().delete()
        FormerSlug.objects.bulk_create(FormerSlug(claim=claim, slug=slug) for slug in data.get("former_slugs", []))
        claim.claimtopic_set.all().delete()
        ClaimTopic.objects.bulk_create(
            ClaimTopic(claim=claim, topic=Topic.objects.get(slug=slug), position=i) for i, slug in enumerate(data["topics"])
        )
        claim.appearances.all().delete()
        Appearance.objects.bulk_create(
            Appearance(claim=claim, position=i, **{**fields, "source": _source(fields.get("source"))})
            for i, fields in enumerate(data.get("appearances", []))
        )
        self.stale.add(claim.reference)
        self.step(claim.reference)
        return claim

    def _links(self, documents: list[Document], claims: dict[str, Claim]) -> None:
        for document in documents:
            claim = claims[document.name]
            claim.links.all().delete()
            for name, tie in (("part_of", ClaimLink.Tie.PART_OF), ("related", ClaimLink.Tie.RELATED)):
                for reference in document.data.get(name, []):
                    ClaimLink.objects.create(claim=claim, other=Claim.objects.get(reference=reference), tie=tie)

    def _publish(self, document: Document, claim: Claim) -> list[Problem]:
        """Bring the claim's reviews to the state that the file gives them, through the door. Returns what a gate refuses."""
        for i, data in enumerate(document.data["reviews"]):
            try:
                self._bring(claim, data)
            except publishing.Refused as refused:
                return [document.problem(("reviews", i), fault.message) for fault in refused.faults]
        return []

    def _bring(self, claim: Claim, data: dict) -> None:
        """Bring the review that `data` describes to its state. Raises Refused."""
        review = claim.reviews.filter(number=int(data["number"])).first()
        if review is None or not review.is_public:
            review = _drafted(claim, review, data)
            if data["state"] == "draft":
                return
            review = publishing.submit(review=review)
            if data["state"] == "submitted":
                return
            approver = _account(data.get("approver", shapes.SECOND_READERS))
            review = publishing.publish(review=review, approver=approver, at=datetime.fromisoformat(data["published"]))
            self.stale.discard(claim.reference)
        if data["state"] == "withdrawn" and review.state == "published":
            other = Claim.objects.filter(reference=data.get("merged_into")).first()
            publishing.withdraw(review=review, reason=data["withdrawn_reason"], merged_into=other, at=datetime.fromisoformat(data["withdrawn"]))

    def _term(self, data: dict) -> None:
        term, _ = Term.objects.update_or_create(
            slug=data["slug"],
            defaults=_fields(data, "hanzi", "traditional", "pinyin", "english", "explanation", "confusion")
            | {"words": data["words"], "sort_key": folded(data["pinyin"]).lower()},
        )
        before = set(term.claims.values_list("reference", flat=True))
        term.claims.set(Claim.objects.filter(reference__in=data.get("claims", [])))
        self.stale |= before | set(data.get("claims", []))
        self.step(term.slug)

    def _collection(self, data: dict) -> None:
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
        self.step(collection.slug)


def _drafted(claim: Claim, review: Review | None, data: dict) -> Review:
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
    review.author = _account(data.get("author", shapes.COMPILERS))
    review.save()
    review.evidence.all().delete()
    Evidence.objects.bulk_create(
        Evidence(review=review, position=i, **{**piece, "source": _source(piece["source"])}) for i, piece in enumerate(data.get("evidence", []))
    )
    return review


def _account(username: str) -> AbstractUser:
    """The account of that name; a new one can sign in nowhere until an administrator gives it a password."""
    account, created = get_user_model().objects.get_or_create(username=username, defaults={"is_active": False})
    if created:
        account.set_unusable_password()
        account.save()
    return account


def _source(key: str | None) -> Source | None:
    return Source.objects.get(key=key) if key else None


def _fields(data: dict, *names: str) -> dict[str, str]:
    return {name: data.get(name, "") for name in names}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
