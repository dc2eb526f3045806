"""The words that published claims use, for suggestions when a search finds nothing."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models


class Word(models.Model):
    """One Latin word, folded and in lower case, that a published claim has used."""

    text = models.CharField(max_length=40, primary_key=True)

    class Meta:
        indexes = [GinIndex(OpClass("text", "gin_trgm_ops"), name="word_trgm")]

    def __str__(self) -> str:
        return self.text
