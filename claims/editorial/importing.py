"""ClaimReviews become drafts: claim, appearances, sources, evidence, all or nothing.

Whoever imports is the author of what comes in, so a second person publishes it. No verdict but our own comes with it, and nothing that a source shows
is invented: where the markup says only that a work is cited, the finding says that it is not written yet, and the gates refuse it as it stands.
"""

import re
from itertools import count

import pghistory
from django.contrib.auth.models import AbstractUser
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from claims.editorial import incoming, incoming_words, projection, references, rights
from claims.editorial.gates import UNWRITTEN, Fault, Refused
from claims.editorial.incoming import Incoming
from claims.editorial.incoming_sources import Works
from claims.markup.reader import Checked, Work
from claims.models import Appearance, Claim, Comment, Evidence, FormerSlug, Review
from claims.verdicts import Stance
from sources.models import Source


def import_reviews(*, reviews: list[Checked], numbers: set[int], user: AbstractUser, file: str) -> list[Review]:
    """Take those of `reviews` whose place in the file (from 1) is in `numbers`, as drafts by `user`. Raises Refused, having changed nothing.

    They are looked at again, so that what came here meanwhile is seen.
    """
    if why := rights.against_import(user=user):
        raise Refused([Fault("no_right", why)])
    try:
        with pghistory.context(files=file), transaction.atomic():
            entries, works = incoming.look(reviews=reviews)
            chosen = [entry for entry in entries if entry.number in numbers]
            if faults := [_refusal(entry) for entry in chosen if not entry.is_possible]:
                raise Refused(faults)
            if not chosen:
                raise Refused([Fault("none_chosen", "Tick at least one entry.")])
            return _Import(works, user).take(chosen)
    except IntegrityError as error:
        words = "Somebody entered the same claim or source at this moment, so nothing was imported. Look at the file again."
        raise Refused([Fault("at_once", words)]) from error


def _refusal(entry: Incoming) -> Fault:
    return Fault("not_possible", f"Number {entry.number}: {' '.join(entry.faults or entry.why)}")


class _Import:
    """One import: whose it is, and the works of the file."""

    def __init__(self, works: Works, user: AbstractUser):
        self.works, self.user = works, user

    def take(self, entries: list[Incoming]) -> list[Review]:
        own: dict[str, int] = {}
        for entry in entries:
            if reference := _own_reference(entry.checked):
                own.setdefault(reference, entry.number)
        number = max([references.highest(), *(int(reference[3:]) for reference in own)])
        kept = {place: reference for reference, place in own.items()}
        fresh = (f"SC-{n:04d}" for n in count(number + 1))
        return [self._review(entry, kept.get(entry.number) or next(fresh)) for entry in entries]

    def _review(self, entry: Incoming, reference: str) -> Review:
        words = entry.words
        claim = Claim.objects.create(reference=reference, slug=_slug(entry.checked, reference))
        self._appearances(entry, claim)
        projection.refresh(claim)
        review = Review(claim=claim, number=1, author=self.user)
        review.statement, review.fact, review.verdict = words.statement, words.fact, words.verdict
        review.answer, review.missing = words.answer, words.missing
        review.save(force_insert=True)
        self._evidence(entry, review)
        notes = [piece for note in words.notes for piece in incoming_words.split(note)]
        Comment.objects.bulk_create(Comment(review=review, author=self.user, text=piece) for piece in notes)
        return review

    def _appearances(self, entry: Incoming, claim: Claim) -> None:
        """Where the claim was made, the first place by whoever the markup says made it; without a place, as the reviewing article has it."""
        checked, claimants = entry.checked, entry.words.claimants
        rows = [self._appearance(work) for work in checked.appearances]
        if not rows and entry.article:
            rows = [Appearance(source=self.works.source(entry.article), note=f"As {incoming_words.who(checked)} reports it."[:400])]
        for position, (row, claimant) in enumerate(zip(rows, claimants, strict=False)):
            row.claim, row.position, row.claimant = claim, position, claimant
        if rows and not rows[0].date:
            rows[0].date = checked.claim_date
        Appearance.objects.bulk_create(rows)

    def _appearance(self, work: Work) -> Appearance:
        source = self.works.source(work)
        return Appearance(
            source=source,
            date=work.date,
            url=_other(work.url, source.url),
            archived_url=_other(work.archived_url, source.archived_url),
        )

    def _evidence(self, entry: Incoming, review: Review) -> None:
        """The reviewing article with its rating, then each work cited, once."""
        pieces: dict[int, Evidence] = {}
        if entry.article:
            source = self.works.source(entry.article)
            pieces[source.pk] = self._piece(source, entry.words.finding)
        for work in entry.checked.citations:
            source = self.works.source(work)
            pieces.setdefault(source.pk, self._piece(source, UNWRITTEN))
        for position, piece in enumerate(pieces.values()):
            piece.review, piece.position = review, position
        Evidence.objects.bulk_create(pieces.values())

    def _piece(self, source: Source, finding: str) -> Evidence:
        return Evidence(source=source, stance=Stance.CONTEXT, finding=finding)


def _other(address: str, known: str) -> str:
    """`address` where it is not that of the source."""
    return "" if address == known else address


def _own_reference(checked: Checked) -> str:
    """The reference that our own feed gives, when it is one and free; else ""."""
    fits = checked.is_ours and re.fullmatch(r"SC-[0-9]{4,9}", checked.reference)
    return checked.reference if fits and not Claim.objects.filter(reference=checked.reference).exists() else ""


def _slug(checked: Checked, reference: str) -> str:
    """The address that our own feed gives, else one made of the statement; one that no claim has or had."""
    wanted = incoming.slug_of(checked) if checked.is_ours else ""
    stem = slugify(wanted or checked.statement)[:70].strip("-") or reference.lower()
    stem = wanted if wanted and len(wanted) <= 80 and slugify(wanted) == wanted else stem
    slug, number = stem, 1
    while Claim.objects.filter(slug=slug).exists() or FormerSlug.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem[:74]}-{number}"
    return slug
