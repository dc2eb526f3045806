"""The glossary: the Chinese words behind the claims."""

import re

from django.db import models
from django.urls import reverse

from claims.models.claim import Claim
from sources.history import remembered


@remembered()
class Term(models.Model):
    """A glossary entry: characters, pinyin, English, and what it is easily taken for."""

    slug = models.SlugField(max_length=80, unique=True)
    hanzi = models.CharField("characters", max_length=40, help_text="Simplified.")
    traditional = models.CharField(max_length=40, blank=True, help_text="Only when it differs.")
    pinyin = models.CharField(max_length=120, help_text="With tone marks.")
    english = models.CharField(max_length=160)
    words = models.JSONField(default=list, help_text='Word by word, as [{"hanzi": "社会", "pinyin": "shèhuì", "gloss": "society"}].')
    explanation = models.CharField(max_length=700)
    confusion = models.CharField(max_length=500, blank=True, help_text="What it is easily taken for.")
    sort_key = models.CharField(max_length=120, editable=False, help_text="Pinyin without tone marks.")
    claims = models.ManyToManyField(Claim, blank=True, related_name="terms")

    class Meta:
        ordering = ["sort_key", "slug"]

    def __str__(self) -> str:
        return f"{self.hanzi} {self.english}"

    def get_absolute_url(self) -> str:
        return f"{reverse('glossary')}#{self.slug}"

    @property
    def english_names(self) -> list[str]:
        """The English names one by one: "Sesame Credit (Zhima Credit)" has two, "debt dodger, deadbeat" as well."""
        return [name for name in (part.strip() for part in re.split(r"[(),;]", self.english)) if name]
