"""What a review must have before readers see it.

A *refusal* stops the publication. A *warning* stops it too, until an editor overrides it with a public note: the reader is then told what is
weak. The database holds the refusals again (claims/models/review.py), so that no other route gets round them.

    refused   markup that readers of ClaimReview would refuse (claims/markup/lint) · an appearance by nobody · a finding that an import left open
              · no appearance · no evidence with a locator and a finding · a field that readers need is empty · every source "not yet checked"
              · only one person
    warned    fewer than two independent sources · no source read in full · a supporting or refuting verdict without such evidence
Independent: not by the same publisher, and not known only through the other one.
"""

from dataclasses import dataclass
from datetime import UTC

from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone

from claims.markup.claimreview import claimreview
from claims.markup.links import link
from claims.markup.lint import Finding, lint
from claims.models import Appearance, Change, Evidence, Review
from claims.verdicts import Stance, Verdict
from sources.models import Read, Standing

UNWRITTEN = "Not written yet: what this source shows."
"""The finding of evidence that was imported with no more than its source."""


@dataclass(frozen=True)
class Fault:
    """One thing a review lacks: a stable code, and what to do, in words for an editor."""

    code: str
    message: str


class Refused(Exception):
    """The deed was not done. `faults` say why, in words for an editor."""

    def __init__(self, faults: list[Fault]):
        super().__init__(" ".join(fault.message for fault in faults))
        self.faults = faults


_NEEDED = {
    "statement": "Write the statement: the claim as someone who believes it would put it.",
    "fact": "Write the fact: what is the case, in one sentence.",
    "verdict": "Choose a verdict.",
    "answer": "Write the short answer.",
    "rationale": "Write the rationale: why we say this.",
    "systems": "Say which system the verdict is about.",
    "places": "Say which place the verdict is about.",
    "as_of": "Say as of when the verdict holds.",
    "why_checked": "Say why we checked this claim.",
    "would_change": "Say what would change the verdict.",
    "review_by": "Set the date by which the review is to be looked at again.",
    "confidence": "Say how confident we are.",
}


def refusals(review: Review) -> list[Fault]:
    """Everything that keeps `review` from being published, in the order of the form; empty when it may be."""
    claimants = list(review.claim.appearances.values_list("claimant", flat=True))
    faults = lacking(review, evidence=list(review.evidence.select_related("source")), claimants=claimants)
    return faults or [Fault("markup", f"{f.path}: {f.message}") for f in _markup(review) if f.level == "error"]


def lacking(review: Review, *, evidence: list[Evidence], claimants: list[str]) -> list[Fault]:
    """The refusals that need no markup: of `review`, its `evidence` with sources, and who made the claim in each of its appearances. No query."""
    faults = [Fault(f"needs_{field}", message) for field, message in _NEEDED.items() if not getattr(review, field)]
    if not claimants:
        faults.append(Fault("needs_appearance", "Add at least one appearance of the claim: who said it, where and when."))
    if not any(piece.locator and piece.finding for piece in evidence):
        faults.append(Fault("needs_evidence", "Add at least one piece of evidence with a finding and a locator (where in the source)."))
    if unwritten := [piece.source.key for piece in evidence if piece.finding == UNWRITTEN]:
        faults.append(Fault("finding_unwritten", f"Write what each source shows, or leave it out: {', '.join(unwritten)}."))
    if evidence and all(piece.source.read == Read.UNCHECKED for piece in evidence):
        faults.append(Fault("all_unchecked", "Every source is marked “not yet checked”. Read at least one of them."))
    if any(piece.source.standing == Standing.RETRACTED and piece.stance != Stance.CONTEXT for piece in evidence):
        faults.append(Fault("retracted_source", "A retracted source cannot support or refute a claim. Use it as context, or leave it out."))
    if review.change != Change.FIRST and not review.reason:
        faults.append(Fault("needs_reason", "Give the public reason for this change."))
    if not all(claimants):
        faults.append(Fault("needs_claimant", "Say of each appearance of the claim who made it there."))
    return faults


def warnings(review: Review) -> list[Fault]:
    """What is weak about `review`: it is published only with a public note (`override_note`)."""
    return weaknesses(review, evidence=list(review.evidence.select_related("source__read_in")))


def weaknesses(review: Review, *, evidence: list[Evidence]) -> list[Fault]:
    """The warnings about `review` with that `evidence`, whose sources are at hand. No query."""
    stances = {piece.stance for piece in evidence}
    faults = []
    if len(independent_publishers(evidence)) < 2:
        faults.append(Fault("one_source", "Fewer than two independent sources."))
    if not any(piece.source.read == Read.FULL for piece in evidence):
        faults.append(Fault("none_in_full", "None of the sources was read in full."))
    if review.verdict in (Verdict.FALSE, Verdict.MOSTLY_FALSE) and Stance.REFUTES not in stances:
        faults.append(Fault("nothing_refutes", "The verdict says that the claim fails, but no evidence refutes it."))
    if review.verdict in (Verdict.TRUE, Verdict.MOSTLY_TRUE) and Stance.SUPPORTS not in stances:
        faults.append(Fault("nothing_supports", "The verdict says that the claim holds, but no evidence supports it."))
    return faults


def hints(review: Review) -> list[Fault]:
    """What would make the review's ClaimReview stronger; keeps nobody from publishing it."""
    return [] if refusals(review) else [Fault("markup", f"{f.path}: {f.message}") for f in _markup(review) if f.level == "warning"]


def _markup(review: Review) -> list[Finding]:
    """What the linter says of the ClaimReview that the page would carry if `review`, as it is saved, were published today."""
    appearances = Appearance.objects.select_related("source").prefetch_related("source__authors")
    evidence = Evidence.objects.select_related("source")
    rows = Review.objects.select_related("claim").prefetch_related(Prefetch("evidence", evidence), Prefetch("claim__appearances", appearances))
    review = rows.get(pk=review.pk)
    history = [review, *review.claim.reviews.public().order_by("-number")]
    data = claimreview(review.claim, review, history, link, settings.SITE_NAME)
    return lint(data, page=link(review.claim.get_absolute_url()), today=timezone.now().astimezone(UTC).date())


def independent_publishers(evidence) -> set[str]:
    """The publishers that `evidence` rests on, each once; a source known through another one counts as that one's publisher."""
    return {(piece.source.read_in or piece.source).publisher for piece in evidence if piece.source.read != Read.UNCHECKED}
