"""Claims, their reviews, and what was corrected in them."""

from rest_framework import serializers as s

from claims.api.documents.shape import MOMENT, PartialDate, Shape
from claims.api.documents.sources import CitedSource
from claims.models import Change, ClaimStanding, Confidence
from claims.outputs import as_json
from claims.verdicts import Stance, System, Verdict


class VerdictShape(s.Serializer):
    name = s.ChoiceField(Verdict.choices)
    label = s.CharField()
    meaning = s.CharField(help_text="What the verdict says about a claim, in a plain sentence.")
    rating = s.IntegerField(required=False, min_value=1, max_value=5, help_text="1 (false) to 5 (true); absent for verdicts off that line.")


class EvidenceShape(s.Serializer):
    source = CitedSource()
    stance = s.ChoiceField(Stance.choices)
    finding = s.CharField(help_text="What the source shows about this claim, in our words.")
    locator = s.CharField(required=False)
    quotation = s.CharField(required=False)
    quotation_language = s.CharField(required=False)
    translation = s.CharField(required=False)


class AppearanceShape(s.Serializer):
    """A place where the claim was made."""

    claimant = s.CharField()
    date = PartialDate(required=False)
    source = s.CharField(required=False, help_text="Key of the source.")
    url = s.CharField(required=False)
    archived_url = s.CharField(required=False)
    wording = s.CharField(required=False, help_text="The claimant’s own words.")
    language = s.CharField(required=False)
    note = s.CharField(required=False)


class ScopeShape(s.Serializer):
    """What the verdict holds for."""

    systems = s.ListField(child=s.ChoiceField(System.choices))
    places = s.ListField(child=s.CharField())
    to = PartialDate(required=False)
    as_of = PartialDate()
    note = s.CharField(required=False)

    def get_fields(self):
        """`from` is a Python keyword, so it cannot be declared as an attribute."""
        return {**super().get_fields(), "from": PartialDate(required=False)}


class ReviewShape(Shape):
    """One version of our assessment of a claim."""

    shape = staticmethod(as_json.review_full)

    claim = s.CharField(help_text="Reference of the claim, as SC-0007.")
    number = s.IntegerField(min_value=1)
    url = s.CharField(help_text="Page of this version, which never changes.")
    change = s.ChoiceField(Change.choices)
    reason = s.CharField(required=False, help_text="Public reason of the change.")
    statement = s.CharField()
    fact = s.CharField(help_text="What is the case, in one sentence.")
    verdict = s.ChoiceField(Verdict.choices)
    answer = s.CharField()
    rationale = s.CharField(help_text="Markdown.")
    scope = ScopeShape()
    why_checked = s.CharField()
    would_change = s.ListField(child=s.CharField())
    review_by = s.DateField()
    confidence = s.ChoiceField(Confidence.choices)
    confidence_note = s.CharField(required=False)
    override_note = s.CharField(required=False)
    published = s.DateTimeField(**MOMENT)
    second_reading = s.DateField(required=False)
    appearances = AppearanceShape(many=True)
    evidence = EvidenceShape(many=True)
    withdrawn = s.DateTimeField(required=False, **MOMENT)
    withdrawn_reason = s.CharField(required=False)
    merged_into = s.CharField(required=False, help_text="Reference of the claim in favour of which it was withdrawn.")
    merged_into_url = s.CharField(required=False, help_text="Its page.")


class EvidenceCounts(s.Serializer):
    refutes = s.IntegerField(min_value=0)
    supports = s.IntegerField(min_value=0)
    context = s.IntegerField(min_value=0)


class ClaimSummary(Shape):
    """What lists say of a claim."""

    shape = staticmethod(as_json.claim_summary)

    reference = s.CharField(help_text="Never reused, as SC-0007.")
    url = s.CharField()
    verdict = VerdictShape()
    fact = s.CharField(help_text="What is the case, in one sentence.")
    statement = s.CharField(help_text="The claim as someone who believes it would put it.")
    answer = s.CharField()
    systems = s.ListField(child=s.ChoiceField(System.choices))
    places = s.ListField(child=s.CharField())
    topics = s.ListField(child=s.CharField(), help_text="Slugs.")
    as_of = PartialDate()
    review_by = s.DateField()
    first_made = PartialDate(allow_null=True)
    evidence = EvidenceCounts()
    first_published = s.DateTimeField(**MOMENT)
    published = s.DateTimeField(help_text="Of the current review. UTC, ISO 8601 with a Z.")


class ClaimFull(ClaimSummary):
    """A claim with its current review, evidence and appearances."""

    shape = staticmethod(as_json.claim_with_review)

    standing = s.ChoiceField([choice for choice in ClaimStanding.choices if choice[0] != ClaimStanding.DRAFT])
    review = ReviewShape()
    licence = s.CharField()


class CorrectionShape(Shape):
    """A public change of a published review (all but typos), or a withdrawal."""

    shape = staticmethod(as_json.correction)

    claim = s.CharField(help_text="Reference.")
    review = s.IntegerField(min_value=1)
    url = s.CharField()
    deed = s.ChoiceField([*(choice for choice in Change.choices if choice[0] not in ("first", "typo")), ("withdrawal", "Withdrawal")])
    at = s.DateTimeField(**MOMENT)
    reason = s.CharField()
    verdict = s.ChoiceField(Verdict.choices)
    verdict_before = s.ChoiceField(Verdict.choices, required=False)
    statement = s.CharField()
