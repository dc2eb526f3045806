"""Subject headings."""

from django.db import models
from django.urls import reverse

from sources.history import remembered


@remembered()
class Topic(models.Model):
    """A subject heading that claims stand under."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=100, help_text="Place in lists of topics.")
    summary = models.TextField(help_text="What the topic is about, in a few plain sentences.")

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])
