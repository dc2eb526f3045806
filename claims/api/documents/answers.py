"""Answers that are no document of ours: where everything is, and what went wrong."""

from rest_framework import serializers as s


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


class FaultShape(s.Serializer):
    parameter = s.CharField()
    detail = s.CharField()


class Problem(s.Serializer):
    """What went wrong, as RFC 9457 problem details."""

    type = s.CharField()
    title = s.CharField()
    status = s.IntegerField()
    errors = FaultShape(many=True)
