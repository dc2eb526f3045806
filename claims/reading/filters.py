"""A query string about claims, read strictly: the one definition that pages, JSON, CSV and feeds share.

A fault is a visible message and an empty list, never silently all rows: an unknown parameter, a verdict that does not exist, a date that no calendar
has. Only the tracking parameters that other sites append to links are passed over.
"""

from copy import deepcopy
from functools import cached_property, lru_cache

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from claims.models import Claim
from claims.querysets import ClaimQuerySet
from claims.reading.index.current import current
from claims.text_search import Query
from claims.verdicts import System, Verdict, place_label
from sources.filters import TRACKERS
from sources.models import Kind
from sources.partial_dates import PartialDate

SORTS = {"newest": "Newest review", "oldest": "Oldest claim", "evidence": "Most evidence", "relevance": "Best match"}
FACETS = ("verdict", "topic", "system", "place", "kind")
LONGEST_QUERY = 200


class PartialDateFormField(forms.CharField):
    """A year, month or day, as PartialDate."""

    def clean(self, value):
        text = super().clean(value)
        try:
            return PartialDate(text) if text else ""
        except ValueError as error:
            raise ValidationError(str(error)) from None


class PartialDateFilter(django_filters.CharFilter):
    field_class = PartialDateFormField


class _Form(forms.Form):
    labels: dict[str, dict[str, str]] = {}
    """By field and value."""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("sort") == "relevance" and not Query(cleaned.get("q") or ""):
            self.add_error("sort", "“Best match” needs words to search for.")
        start, end = cleaned.get("from"), cleaned.get("to")
        if start and end and start > f"{end}~":
            self.add_error("to", "The end lies before the start.")
        return cleaned


class _Kept(dict):
    """Fields or filters that nobody changes once they are made, so a deep copy of them holds the same ones."""

    def __deepcopy__(self, memo) -> dict:
        return dict(self)


class ClaimFilter(django_filters.FilterSet):
    """The published claims that a query string asks for. `matching()` applies it; a facet lifts its own filter with `matching(without=…)`."""

    q = django_filters.CharFilter(
        method="search", label="Words", max_length=LONGEST_QUERY, strip=True,
        error_messages={"max_length": f"Search for {LONGEST_QUERY} characters at most."},
    )  # fmt: skip
    verdict = django_filters.MultipleChoiceFilter(choices=Verdict.choices, method="by_verdict", label="Verdict")
    topic = django_filters.MultipleChoiceFilter(method="by_topic", label="Topic")
    system = django_filters.MultipleChoiceFilter(choices=System.choices, method="by_system", label="System")
    place = django_filters.MultipleChoiceFilter(method="by_place", label="Place")
    kind = django_filters.MultipleChoiceFilter(choices=Kind.choices, method="by_kind", label="Kind of source")
    to = PartialDateFilter(method="until", label="Made until")
    status = django_filters.ChoiceFilter(choices=[("overdue", "Overdue for review")], method="by_status", label="Status", empty_label=None)
    sort = django_filters.ChoiceFilter(choices=list(SORTS.items()), method="ordered", label="Sort", empty_label=None)
    page = django_filters.NumberFilter(method="leave", label="Page", min_value=1, max_value=10**9, decimal_places=0)

    class Meta:
        model = Claim
        fields: list[str] = []
        form = _Form

    def __init__(self, data: QueryDict):
        self.index = current()
        self.is_bound, self.data, self.queryset, self.request, self.form_prefix = True, data, Claim.objects.published(), None, None

    @cached_property
    def filters(self) -> dict[str, django_filters.Filter]:
        """The filters, bound to this question. FilterSet makes them at once; but most answers come from the index and never apply one."""
        bound = deepcopy(self.base_filters)
        for one in bound.values():
            one.parent, one.model = self, Claim
        return bound

    def get_form_class(self) -> type[_Form]:
        """The form with the topics and places that there are now; made once for all questions at that state."""
        return _form_class(tuple((topic.slug, topic.name) for topic in self.index.topics), tuple(sorted(self.index.values["place"])))

    @classmethod
    def get_filters(cls):
        """`from` is a Python keyword, so its filter cannot be declared as an attribute."""
        filters = super().get_filters()
        filters["from"] = PartialDateFilter(method="since", label="Made from")
        return filters

    @classmethod
    def offered(cls) -> "ClaimFilter":
        """The filter with nothing asked of it: its form has the values that each parameter takes now."""
        return cls(QueryDict())

    def faults(self) -> dict[str, list[str]]:
        """What is wrong with the query string, by parameter; empty when nothing is."""
        found = {name: [str(m) for m in messages] for name, messages in self.form.errors.items()}
        for name in self.data:
            if name not in self.base_filters and not name.startswith(TRACKERS):
                found[name] = ["is not a filter we know."]
        for name, values in getattr(self.data, "lists", dict)():
            if name in self.base_filters and name not in FACETS and len(values) > 1:
                found[name] = ["stands more than once."]
        if any("\x00" in value for _, values in getattr(self.data, "lists", dict)() for value in values):
            found["q"] = ["holds a null byte."]
        return found

    @cached_property
    def words(self) -> Query:
        """The search words, parsed; falsy when there are none."""
        return Query(self.form.cleaned_data.get("q") or "")

    @property
    def sort_in_use(self) -> str:
        return self.form.cleaned_data.get("sort") or ("relevance" if self.words else "newest")

    @property
    def page_number(self) -> int:
        return int(self.form.cleaned_data.get("page") or 1)

    def labels(self, name: str) -> dict[str, str]:
        """What each value of a parameter is called, in the order of the form; empty where a reader writes the value."""
        return self.form.labels.get(name, {})

    def chosen(self, name: str) -> list[str]:
        return list(self.form.cleaned_data.get(name) or [])

    def matching(self, *, without: str = "") -> ClaimQuerySet:
        """The claims asked for, unsorted; `without` names one filter to lift. None when there are faults."""
        rows = self.queryset.all()
        if self.faults():
            return rows.none()
        for name, value in self.asked.items():
            if name != without:
                rows = self.filters[name].filter(rows, value)
        return rows

    @property
    def asked(self) -> dict:
        """What each parameter in use asks for; not the order or the page. Without the parameters that have faults."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if name not in ("sort", "page") and value not in ("", None, [])}

    def in_order(self) -> ClaimQuerySet:
        """The claims asked for, in the order asked for, as the database says; `Found` says the same from the index."""
        rows = self.matching()
        order = {"newest": "newest_first", "oldest": "oldest_claim_first", "evidence": "most_evidence_first", "relevance": "best_match_first"}
        return getattr(rows, order[self.sort_in_use])() if not self.faults() else rows

    def search(self, rows, name, value):
        query = Query(value)
        return rows.search(query) if query else rows.none()

    def by_verdict(self, rows, name, value):
        return rows.with_verdicts(value)

    def by_topic(self, rows, name, value):
        return rows.under_topics(value)

    def by_system(self, rows, name, value):
        return rows.about_systems(value)

    def by_place(self, rows, name, value):
        return rows.about_places(value)

    def by_kind(self, rows, name, value):
        return rows.resting_on_kinds(value)

    def since(self, rows, name, value):
        return rows.made_from(value)

    def until(self, rows, name, value):
        return rows.made_until(value)

    def leave(self, rows, name, value):
        return rows

    def ordered(self, rows, name, value):
        return rows

    def by_status(self, rows, name, value):
        return rows.overdue()


@lru_cache(maxsize=8)
def _form_class(topics: tuple[tuple[str, str], ...], places: tuple[str, ...]) -> type[_Form]:
    """A form class whose forms share their fields: they are read only, and to copy a hundred choices takes longer than to look something up."""
    fields = {name: filter_.field for name, filter_ in deepcopy(ClaimFilter.base_filters).items()}
    fields["topic"].choices = topics
    fields["place"].choices = [(place, place_label(place)) for place in places]
    for name in (*FACETS, "status", "sort"):
        called = fields[name].label.lower() if name in FACETS else name
        fields[name].error_messages["invalid_choice"] = f"“%(value)s” is not a {called} we know."
    form_class = type("ClaimForm", (_Form,), fields | {"labels": {}})
    form_class.base_fields = _Kept(form_class.base_fields)
    form_class.labels = {
        name: {str(value): str(label) for value, label in form_class.base_fields[name].choices} for name in (*FACETS, "status", "sort")
    }
    return form_class
