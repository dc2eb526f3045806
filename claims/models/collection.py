"""Lesson packs."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from claims.models.claim import Claim
from sources.history import remembered


@remembered()
class Collection(models.Model):
    """An ordered lesson pack of claims, with prompts and a plan."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=100)
    summary = models.CharField(max_length=500)
    level = models.CharField(max_length=120)
    minutes = models.PositiveSmallIntegerField(help_text="Length of the lesson.")
    aims = ArrayField(models.CharField(max_length=200), default=list)
    plan = models.JSONField(default=list, help_text='Steps in order, as [{"minutes": "10", "text": "…"}].')
    terms = models.ManyToManyField("claims.Term", blank=True, related_name="collections")

    class Meta:
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("collection", args=[self.slug])


@remembered()
class CollectionItem(models.Model):
    """A claim at a place in a collection, with the question before it and the prompt after it."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="items")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=300)
    prompt = models.CharField(max_length=400)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["collection", "claim"], name="collection_claim_once"),
            models.UniqueConstraint(fields=["collection", "position"], name="collection_position", deferrable=models.Deferrable.DEFERRED),
        ]

    def __str__(self) -> str:
        return f"{self.collection} {self.position}"
