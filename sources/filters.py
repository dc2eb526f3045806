"""A query string about sources, read as strictly as one about claims."""

import django_filters
from django.http import QueryDict

from sources.models import Kind, Read, Source

TRACKERS = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")
"""How the parameters begin that other sites append to links."""
REPEATABLE = ("kind", "language", "read")


class SourceFilter(django_filters.FilterSet):
    """The sources that a query string asks for; `qs` is empty when `faults()` is not."""

    q = django_filters.CharFilter(method="naming", label="Words in title, author or publisher", max_length=200)
    kind = django_filters.MultipleChoiceFilter(choices=Kind.choices, method="of_kinds", label="Kind")
    language = django_filters.MultipleChoiceFilter(method="in_languages", label="Language")
    read = django_filters.MultipleChoiceFilter(choices=Read.choices, method="as_read", label="How we read it")
    page = django_filters.NumberFilter(method="leave", label="Page", min_value=1, max_value=10**6, decimal_places=0)

    class Meta:
        model = Source
        fields: list[str] = []

    def __init__(self, data, queryset):
        super().__init__(data, queryset=queryset)
        tags = sorted({tag.split("-")[0] for tag in Source.objects.order_by().values_list("language", flat=True).distinct()})
        self.form.fields["language"].choices = [(tag, LANGUAGES.get(tag, tag)) for tag in tags]
        for field in self.form.fields.values():
            field.error_messages["invalid_choice"] = f"“%(value)s” is not a {str(field.label).lower()} we know."

    @classmethod
    def offered(cls) -> "SourceFilter":
        """The filter with nothing asked of it: its form has the values that each parameter takes now."""
        return cls(QueryDict(), Source.objects.all())

    def faults(self) -> dict[str, list[str]]:
        found = {name: [str(message) for message in messages] for name, messages in self.form.errors.items()}
        found |= {name: ["is not a filter we know."] for name in self.data if name not in self.filters and not name.startswith(TRACKERS)}
        for name, values in self.data.lists():
            if name in self.filters and name not in REPEATABLE and len(values) > 1:
                found[name] = ["stands more than once."]
        if any("\x00" in value for values in dict(self.data.lists()).values() for value in values):
            found["q"] = ["holds a null byte."]
        return found

    @property
    def choices(self) -> list[dict]:
        """The tick boxes: for each filter its name and label, and its options with whether they are on."""
        groups = []
        for name in REPEATABLE:
            field, on = self.form.fields[name], set(self.data.getlist(name))
            options = [{"value": value, "label": label, "on": value in on} for value, label in field.choices]
            groups.append({"name": name, "label": field.label, "options": options})
        return groups

    @property
    def page_number(self) -> int:
        return int(self.form.cleaned_data.get("page") or 1)

    def naming(self, rows, name, value):
        return rows.naming(value)

    def of_kinds(self, rows, name, value):
        return rows.of_kinds(value)

    def in_languages(self, rows, name, value):
        return rows.in_languages(value)

    def as_read(self, rows, name, value):
        return rows.as_read(value)

    def leave(self, rows, name, value):
        return rows


LANGUAGES = {"en": "English", "zh": "Chinese", "da": "Danish", "de": "German", "fr": "French", "it": "Italian", "ko": "Korean", "ja": "Japanese"}
"""Names of the languages that sources are in, by the first part of their BCP 47 tag."""
