"""Many new claims published at once: for the first load of a large record.

The same door as `publishing`, as wide as a file. What holds for one review holds for each of these: an author and a different approver, the gates
(all but the linter of ClaimReview, which reads the finished page: `manage.py lint_claimreview` looks at every claim afterwards), the guards of the
database, the ledger, the projection, the vocabulary. Only the way in differs: rows arrive by COPY, each table at once, and a row is written once,
as readers will see it. No guard is switched off: evidence and appearances come first, so that each review, which arrives published, meets the same
trigger that looks at a draft when it is published.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.auth.models import AbstractUser
from django.db import connection, transaction

from claims.editorial import gates, ledger, projection
from claims.editorial.arriving import copy_claims, in_columns
from claims.editorial.copying import copy_columns, copy_objects, reserved
from claims.editorial.publishing import Refused
from claims.models import Appearance, Claim, ClaimTopic, Evidence, LedgerEntry, Review, State, Topic, Word
from claims.text_search import searchable, words_of_folded

_LATER = ("current_id", "review_id")
"""Columns that name a review, which comes after its claim and its evidence."""


@dataclass
class Drafted:
    """A claim that is not in the database yet, with its first review and all that belongs to them, unsaved.

    Sources and topics are saved ones; the sources have their `authors` and `read_in` at hand.
    """

    claim: Claim
    review: Review
    topics: list[Topic]
    appearances: list[Appearance]
    evidence: list[Evidence]
    at: datetime


@transaction.atomic
def publish_new(*, drafts: list[Drafted], author: AbstractUser, approver: AbstractUser) -> int:
    """Publish all `drafts`, each at its moment, or none; the number of them. Raises Refused with the first draft's faults.

    The ledger is locked last and for a short time, so that several processes can load at once.
    """
    if not drafts:
        return 0
    for draft, claim_key, review_key in zip(drafts, reserved(Claim, len(drafts)), reserved(Review, len(drafts)), strict=True):
        draft.claim.pk, draft.review.pk = claim_key, review_key
        _join(draft)
        if faults := _faults(draft, author, approver):
            raise Refused(faults)
    texts = [_show(draft, author, approver) for draft in drafts]
    leant_on = {piece.source_id: piece.source for draft in drafts for piece in draft.evidence}
    sources = {key: searchable(projection.searched_of_source(source)) for key, source in leant_on.items()}
    _index_in_lots()
    _check_references(besides=_LATER)
    leaning = [[piece.source_id for piece in draft.evidence] for draft in drafts]
    copy_claims([draft.claim for draft in drafts], texts=texts, leaning=leaning, sources=sources)
    _copy_topics(drafts)
    copy_objects([appearance for draft in drafts for appearance in draft.appearances])
    copy_objects([piece for draft in drafts for piece in draft.evidence])
    copy_objects([draft.review for draft in drafts])
    records = ledger.records_of_new((draft.review, draft.appearances, draft.evidence) for draft in drafts)
    _check_references()
    _learn([*texts, *sources.values()])
    _append(drafts, records)
    return len(drafts)


def _join(draft: Drafted) -> None:
    """Tie the parts of `draft` to one another."""
    claim, review = draft.claim, draft.review
    review.claim, review.number = claim, 1
    for i, appearance in enumerate(draft.appearances):
        appearance.claim_id, appearance.position = claim.pk, i
    for i, piece in enumerate(draft.evidence):
        piece.review_id, piece.position = review.pk, i


def _faults(draft: Drafted, author: AbstractUser, approver: AbstractUser) -> list[gates.Fault]:
    """Why `draft` may not be published; empty when it may."""
    review = draft.review
    faults = gates.lacking(review, evidence=draft.evidence, claimants=[appearance.claimant for appearance in draft.appearances])
    if author.pk == approver.pk:
        faults.append(gates.Fault("same_person", "Whoever wrote a review cannot publish it. Ask a second person."))
    if review.review_by and review.review_by <= draft.at.astimezone(UTC).date():
        faults.append(gates.Fault("overdue_already", "“Review by” must lie after the day of publication. Set a later date."))
    if not review.override_note:
        faults += gates.weaknesses(review, evidence=draft.evidence)
    return faults


def _show(draft: Drafted, author: AbstractUser, approver: AbstractUser) -> list[str]:
    """Write on the claim, in memory, what readers will see of it; what a search looks through but for the sources, `in_columns`."""
    claim, review = draft.claim, draft.review
    review.author_id, review.approver_id, review.state = author.pk, approver.pk, State.PUBLISHED
    review.submitted_at = review.published_at = draft.at
    claim.first_made = min((a.date for a in draft.appearances if a.date), default="")
    projection.show(claim, review=review, evidence=draft.evidence, first_published_at=draft.at)
    claimants = [appearance.claimant for appearance in draft.appearances]
    return in_columns(projection.searched(review, reference=claim.reference, terms=(), claimants=claimants))


def _index_in_lots() -> None:
    """Have the search index take in some 12,000 claims at a time and not 1,500: it then touches each word's list an eighth as often."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL gin_pending_list_limit = '32MB'; SET LOCAL work_mem = '128MB'")


def _copy_topics(drafts: list[Drafted]) -> None:
    rows = [(draft.claim.pk, topic.pk, position) for draft in drafts for position, topic in enumerate(draft.topics)]
    if rows:
        claims, topics, positions = zip(*rows, strict=True)
        columns = {"id": reserved(ClaimTopic, len(rows)), "claim_id": claims, "topic_id": topics, "position": positions}
        copy_columns(ClaimTopic._meta.db_table, columns)


def _learn(texts: list[Sequence[str]]) -> None:
    """Add the words that no claim has used before; two who learn the same one take turns, in the order of the alphabet."""
    found = words_of_folded(" ".join(parts[::3]) for parts in texts)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM unnest(string_to_array(%s, ' ')) AS word WHERE NOT EXISTS (SELECT FROM claims_word WHERE text = word)",
            [" ".join(found)],
        )
        new = sorted(word for (word,) in cursor.fetchall())
    Word.objects.bulk_create([Word(word) for word in new], ignore_conflicts=True)


def _check_references(besides: tuple[str, ...] = ()) -> None:
    """Have foreign keys, `besides` those in columns of these names, checked now and after each statement, and not at the end of the transaction.

    A statement's rows are at hand then; and the ledger must not stay locked for it, since others wait.
    """
    tables = [model._meta.db_table for model in (Claim, Review, ClaimTopic, Appearance, Evidence)]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT conname FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
            WHERE contype = 'f' AND condeferrable AND conrelid::regclass::text = ANY(%s) AND attname <> ALL(%s)
            """,
            [tables, list(besides)],
        )
        names = ", ".join(f'"{name}"' for (name,) in cursor.fetchall())
        cursor.execute(f"SET CONSTRAINTS {names} IMMEDIATE")


def _append(drafts: list[Drafted], records: list[str]) -> None:
    """Chain one entry for each draft."""
    keys = reserved(LedgerEntry, len(drafts))
    moments, reviews = [draft.at for draft in drafts], [draft.review.pk for draft in drafts]
    links = ledger.chained(ledger.locked_head(), deed=LedgerEntry.Deed.PUBLISHED, moments=moments, records=records)
    positions, before, digests = zip(*links, strict=True)
    columns = {"id": keys, "position": positions, "deed": [LedgerEntry.Deed.PUBLISHED] * len(drafts), "review_id": reviews}
    copy_columns(LedgerEntry._meta.db_table, columns | {"at": moments, "record": records, "previous": before, "digest": digests})
