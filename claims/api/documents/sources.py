"""Sources, as evidence names them and with all that we know of them."""

from rest_framework import serializers as s

from claims.api.documents.shape import PartialDate, Shape
from claims.outputs import as_json
from claims.verdicts import Stance, Verdict
from sources.models import Kind, Link, Read, Standing


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


class LeaningClaim(s.Serializer):
    """A published claim that rests on the source."""

    reference = s.CharField()
    url = s.CharField()
    verdict = s.ChoiceField(Verdict.choices)
    fact = s.CharField()
    stance = s.ChoiceField(Stance.choices)
    finding = s.CharField()
    locator = s.CharField(required=False)


class SourceShape(Shape):
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
    """A source with the published claims that rest on it. Where they do not fit on one page, `count` and `next` stand after them."""

    shape = staticmethod(as_json.source_full)

    claims = LeaningClaim(many=True)
    count = s.IntegerField(required=False, min_value=0, help_text="Number of claims on all pages.")
    next = s.CharField(required=False, allow_null=True, help_text="Address of the next page of claims; null on the last one.")
