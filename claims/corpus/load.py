"""Corpus files into the database: checked first, then one transaction, idempotent, with a report.

What the files and the database share is found by natural key. A row whose data equals its file is left alone. Reviews go through
`claims.editorial.publishing`, so that a corpus file can do no more than an editor can.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pghistory
from django.db import transaction

from claims.corpus import files, shapes
from claims.corpus.conflicts import conflicts
from claims.corpus.files import Document, Problem
from claims.corpus.schema import problems
from claims.corpus.writing import account, tie_claim, tie_source, write_claim, write_collection, write_draft, write_source, write_term, write_topic
from claims.editorial import alarms, projection, publishing
from claims.models import Claim


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
            write_topic(document.data)
        self._sources(changed["source"])
        claims = {document.name: self._claim(document) for document in changed["claim"]}
        for document in changed["claim"]:
            tie_claim(claims[document.name], document.data)
        for document in changed["term"]:
            self.stale |= write_term(document.data)
            self.step(document.name)
        self._refuse([problem for document in changed["claim"] for problem in self._publish(document, claims[document.name])])
        for claim in Claim.objects.filter(reference__in=self.stale):
            projection.refresh(claim)
        for document in changed["collection"]:
            write_collection(document.data)
            self.step(document.name)
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
            write_source(document.data)
            self.step(document.name)
        for document in documents:
            tie_source(document.data)
        leaning = Claim.objects.filter(current__evidence__source__key__in=[document.name for document in documents])
        self.stale |= set(leaning.values_list("reference", flat=True))

    def _claim(self, document: Document) -> Claim:
        claim = write_claim(document.data)
        self.stale.add(claim.reference)
        self.step(claim.reference)
        return claim

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
            review = write_draft(claim, review, data)
            if data["state"] == "draft":
                return
            review = publishing.submit(review=review)
            if data["state"] == "submitted":
                return
            approver = account(data.get("approver", shapes.SECOND_READERS))
            review = publishing.publish(review=review, approver=approver, at=datetime.fromisoformat(data["published"]))
            self.stale.discard(claim.reference)
        if data["state"] == "withdrawn" and review.state == "published":
            other = Claim.objects.filter(reference=data.get("merged_into")).first()
            publishing.withdraw(review=review, reason=data["withdrawn_reason"], merged_into=other, at=datetime.fromisoformat(data["withdrawn"]))
