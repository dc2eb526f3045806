"""What leads readers to claims: topics, lesson packs, the glossary."""

from rest_framework import serializers as s

from claims.api.documents.shape import Shape
from claims.outputs import as_json


class TopicShape(Shape):
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


class CollectionShape(Shape):
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


class TermShape(Shape):
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
