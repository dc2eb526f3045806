"""What the API answers with: the fields, their kinds and their meaning, from which its description (OpenAPI) is made.

The values come from `claims.outputs.as_json`, as on the JSON pages, so that both agree; these classes only say what stands in them. A test holds the
two together: nothing is answered that is not described. A field that may be absent is `required=False`.
"""

from rest_framework import serializers as s

from claims.models import Change, ClaimStanding, Confidence
from claims.outputs import as_json
from claims.verdicts import Stance, System, Verdict
from sources.models import Kind, Link, Read, Standing

_MOMENT = {"help_text": "UTC, ISO 8601 with a Z."}


class PartialDate(s.CharField):
    """A year, month or day, to the precision known."""

    def __init__(self, **options):
        super().__init__(**{"help_text": "A date to the precision known: 2018, 2018-12 or 2018-12-06."} | options)


class VerdictShape(s.Serializer):
    name = s.ChoiceField(Verdict.choices)
    label = s.CharField()
    meaning = s.CharField(help_text="What the verdict says about a claim, in a plain sentence.")
    rating = s.IntegerField(required=False, min_value=1, max_value=5, help_text="1 (false) to 5 (true); absent for verdicts off that line.")


class AuthorShape(s.Serializer):
    family = s.CharField(required=False)
    given = s.CharField(required=False)
    literal = s.CharField(required=False, help_text="A body, or a name that is not split.")


class CitedSource(s.Serializer):
    """A source as a piece of evidence names it."""

    key = s.CharField()
    title = s.CharField()
    original_title = s.CharField(required=False)
    language = s.CharField(help_text="BCP 47.")
    authors = AuthorShape(many=True, required=False)
    publisher = s.CharField()
    date = PartialDate(required=False)
    kind = s.ChoiceField(Kind.choices)
    url = s.CharField(required=False)
    link = s.ChoiceField(Link.choices, help_text="How sure we are of the address.")
    archived_url = s.CharField(required=False)
    read = s.ChoiceField(Read.choices, help_text="How we read it.")
    read_in = s.CharField(required=False, help_text="Key of the source through which we know it.")
    standing = s.ChoiceField(Standing.choices)


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


class _Shape(s.Serializer):
    """A document whose values come from `shape`, a function of a row and of `link`, which makes addresses absolute."""

    shape = None


class ReviewShape(_Shape):
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
    published = s.DateTimeField(**_MOMENT)
    second_reading = s.DateField(required=False)
    appearances = AppearanceShape(many=True)
    evidence = EvidenceShape(many=True)
    withdrawn = s.DateTimeField(required=False, **_MOMENT)
    withdrawn_reason = s.CharField(required=False)
    merged_into = s.CharField(required=False, help_text="Reference of the claim in favour of which it was withdrawn.")
    merged_into_url = s.CharField(required=False, help_text="Its page.")


class EvidenceCounts(s.Serializer):
    refutes = s.IntegerField(min_value=0)
    supports = s.IntegerField(min_value=0)
    context = s.IntegerField(min_value=0)


class ClaimSummary(_Shape):
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
    first_published = s.DateTimeField(**_MOMENT)
    published = s.DateTimeField(help_text="Of the current review. UTC, ISO 8601 with a Z.")


class ClaimFull(ClaimSummary):
    """A claim with its current review, evidence and appearances."""

    shape = staticmethod(as_json.claim_with_review)

    standing = s.ChoiceField([choice for choice in ClaimStanding.choices if choice[0] != ClaimStanding.DRAFT])
    review = ReviewShape()
    licence = s.CharField()


class LeaningClaim(s.Serializer):
    """A published claim that rests on the source."""

    reference = s.CharField()
    url = s.CharField()
    verdict = s.ChoiceField(Verdict.choices)
    fact = s.CharField()
    stance = s.ChoiceField(Stance.choices)
    finding = s.CharField()
    locator = s.CharField(required=False)


class SourceShape(_Shape):
    """A document that evidence rests on."""

    shape = staticmethod(as_json.source_summary)

    key = s.CharField()
    page = s.CharField(help_text="Our page of it.")
    title = s.CharField()
    original_title = s.CharField(required=False)
    language = s.CharField(help_text="BCP 47.")
    authors = AuthorShape(many=True, required=False)
    publisher = s.CharField()
    date = PartialDate(required=False)
    date_note = s.CharField(required=False)
    kind = s.ChoiceField(Kind.choices)
    url = s.CharField(required=False)
    link = s.ChoiceField(Link.choices, help_text="How sure we are of the address.")
    link_note = s.CharField(required=False)
    archived_url = s.CharField(required=False)
    read = s.ChoiceField(Read.choices, help_text="How we read it.")
    read_in = s.CharField(required=False, help_text="Key of the source through which we know it.")
    read_note = s.CharField(required=False)
    standing = s.ChoiceField(Standing.choices)
    merged_into = s.CharField(required=False, help_text="Key of the source that took its place, when both were one document.")
    standing_note = s.CharField(required=False)
    summary = s.CharField()
    caution = s.CharField(required=False)


class SourceFull(SourceShape):
    """A source with every published claim that rests on it."""

    shape = staticmethod(as_json.source_full)

    claims = LeaningClaim(many=True)


class TopicShape(_Shape):
    """A subject heading."""

    shape = staticmethod(as_json.topic)

    slug = s.CharField()
    url = s.CharField()
    name = s.CharField()
    summary = s.CharField()
    claims = s.IntegerField(min_value=0, help_text="Number of published claims under it.")


class StepShape(s.Serializer):
    minutes = s.CharField()
    text = s.CharField()


class ItemShape(s.Serializer):
    claim = s.CharField(help_text="Reference.")
    url = s.CharField()
    question = s.CharField()
    prompt = s.CharField()


class CollectionShape(_Shape):
    """A lesson pack: claims in teaching order."""

    shape = staticmethod(as_json.collection)

    slug = s.CharField()
    url = s.CharField()
    title = s.CharField()
    summary = s.CharField()
    level = s.CharField()
    minutes = s.IntegerField(min_value=0)
    aims = s.ListField(child=s.CharField())
    plan = StepShape(many=True)
    terms = s.ListField(child=s.CharField(), help_text="Slugs of glossary entries.")
    claims = ItemShape(many=True)


class WordShape(s.Serializer):
    hanzi = s.CharField()
    pinyin = s.CharField()
    gloss = s.CharField()


class TermShape(_Shape):
    """A glossary entry."""

    shape = staticmethod(as_json.term)

    slug = s.CharField()
    url = s.CharField()
    hanzi = s.CharField(help_text="Simplified characters.")
    traditional = s.CharField(required=False)
    pinyin = s.CharField()
    english = s.CharField()
    words = WordShape(many=True, required=False)
    explanation = s.CharField()
    confusion = s.CharField(required=False)
    claims = s.ListField(child=s.CharField(), help_text="References of published claims.")


class CorrectionShape(_Shape):
    """A public change of a published review (all but typos), or a withdrawal."""

    shape = staticmethod(as_json.correction)

    claim = s.CharField(help_text="Reference.")
    review = s.IntegerField(min_value=1)
    url = s.CharField()
    deed = s.ChoiceField([*(choice for choice in Change.choices if choice[0] not in ("first", "typo")), ("withdrawal", "Withdrawal")])
    at = s.DateTimeField(**_MOMENT)
    reason = s.CharField()
    verdict = s.ChoiceField(Verdict.choices)
    verdict_before = s.ChoiceField(Verdict.choices, required=False)
    statement = s.CharField()


class FaultShape(s.Serializer):
    parameter = s.CharField()
    detail = s.CharField()


class Problem(s.Serializer):
    """What went wrong, as RFC 9457 problem details."""

    type = s.CharField()
    title = s.CharField()
    status = s.IntegerField()
    errors = FaultShape(many=True)


class IndexShape(s.Serializer):
    claims = s.CharField()
    reviews = s.CharField()
    sources = s.CharField()
    topics = s.CharField()
    collections = s.CharField()
    glossary = s.CharField()
    corrections = s.CharField()
    openapi = s.CharField()
    docs = s.CharField()
