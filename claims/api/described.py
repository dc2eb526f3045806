"""The API’s description of itself (OpenAPI 3.1): parameters from the FilterSets, answers from the documents, errors as problem details."""

from functools import lru_cache

import django_filters
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

from claims.api.documents import Problem
from claims.api.paging import LIMIT, MOST
from claims.reading.filters import PartialDateFilter

_PROBLEM = "application/problem+json"
_YEAR = r"([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
_DAY = r"(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31"
PARTIAL_DATE = rf"^{_YEAR}(-(0[1-9]|1[0-2]))?$|^{_YEAR}-({_DAY})$"
"""Years, months and days that every year has; a 29 February is taken too where there is one, which a pattern cannot say."""

_CONTROLS = {
    "cursor": ({"type": "string", "minLength": 1}, "Where to go on: the cursor in `next`. Leave it out for the first page."),
    "limit": ({"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}, "How many rows a page has."),
    "fields": (None, "The fields to answer with; all when left out."),
}
_PATH = {
    "reference": ({"type": "string", "pattern": "^SC-[0-9]{4,9}$"}, "Reference of a claim, as SC-0007."),
    "number": ({"type": "integer", "minimum": 1, "maximum": 9999}, "Number of a review, from 1."),
    "slug": ({"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}, "Last part of its address."),
    "key": ({"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}, "Key of a source, as liu2018."),
}
_VALIDATORS = [
    OpenApiParameter("ETag", str, OpenApiParameter.HEADER, response=[200, 304, 410], description="Send it back as If-None-Match."),
    OpenApiParameter("Retry-After", int, OpenApiParameter.HEADER, response=[429], description="Seconds to wait."),
]


class Described(AutoSchema):
    """Describes a view of `claims.api.base`."""

    def get_operation_id(self) -> str:
        return self.view.__class__.__name__[0].lower() + self.view.__class__.__name__[1:]

    def get_tags(self) -> list[str]:
        return [self.path.removeprefix("/api/v1/").partition("/")[0] or "index"]

    def get_summary(self) -> str:
        return self.get_description().partition(". ")[0].rstrip(".")

    def is_deprecated(self) -> bool:
        return False

    def get_override_parameters(self) -> list[OpenApiParameter]:
        path = [_parameter(name, *_PATH[name], place=OpenApiParameter.PATH) for name in _PATH if f"{{{name}}}" in self.path]
        filterset = getattr(self.view, "filterset", None)
        return [*path, *(_filters(filterset) if filterset else []), *self._controls(), *_VALIDATORS]

    def _controls(self) -> list[OpenApiParameter]:
        found = []
        for name in self.view.controls:
            schema, words = _CONTROLS[name]
            if name == "fields":
                item = {"type": "string", "enum": list(self.view.serializer_class().get_fields())}
                schema = {"type": "array", "items": item, "minItems": 1}
            found.append(_parameter(name, schema, words, explode=False if name == "fields" else None))
        return found

    def get_request_serializer(self):
        return None

    def get_response_serializers(self) -> dict:
        shape = _cuttable(self.view.serializer_class) if "fields" in self.view.controls else self.view.serializer_class
        body = shape if not hasattr(self.view, "filterset") else _envelope(shape, tuple(self.view.beside.items()))
        answers = {
            200: OpenApiResponse(body, description="What was asked for."),
            304: OpenApiResponse(description="Nothing has changed since the version named in If-None-Match."),
            (400, _PROBLEM): OpenApiResponse(Problem, description="The query string is not understood; `errors` says why."),
            (406, _PROBLEM): OpenApiResponse(Problem, description="Only application/json is offered."),
            (429, _PROBLEM): OpenApiResponse(Problem, description="Too many requests from this address."),
        }
        if "{" in self.path:
            answers[404, _PROBLEM] = OpenApiResponse(Problem, description="There is no such thing.")
        if getattr(self.view, "gone", False):
            answers[410] = OpenApiResponse(shape, description="The claim was withdrawn; its last review says why.")
        return dict(sorted(answers.items(), key=lambda item: str(item[0] if isinstance(item[0], int) else item[0][0])))


@lru_cache
def _cuttable(shape: type) -> type:
    """The document as `fields` may cut it: every field may be absent."""

    def get_fields(self):
        fields = super(cut, self).get_fields()
        for field in fields.values():
            field.required = False
        return fields

    name = f"{shape.__name__.removesuffix('Shape')}Document"
    cut = type(name, (shape,), {"get_fields": get_fields, "__doc__": f"{shape.__doc__} Without `fields`, whole; with it, only those."})
    return cut


@lru_cache
def _envelope(shape: type, beside: tuple[tuple[str, str], ...]) -> type:
    """What a page of rows stands in. One class for each document, or the description would hold it twice."""
    fields = {
        "count": serializers.IntegerField(min_value=0, help_text="Number of rows on all pages."),
        **{name: serializers.IntegerField(min_value=0, help_text=words) for name, words in beside},
        "next": serializers.CharField(allow_null=True, help_text="Address of the next page; null on the last one."),
        "licence": serializers.CharField(),
        "results": shape(many=True),
    }
    return inline_serializer(f"{shape.__name__.removesuffix('Document')}Page", fields)


def _filters(filterset) -> list[OpenApiParameter]:
    """The parameters of a FilterSet, with the values that it takes at this moment."""
    form = filterset.offered().form
    found = []
    for name, kind in filterset.base_filters.items():
        if name == "page":
            continue
        field = form.fields[name]
        values = [str(value) for value, _ in getattr(field, "choices", []) if value != ""]
        schema: dict = {"type": "string"}
        if values:
            schema["enum"] = values
        elif isinstance(kind, PartialDateFilter):
            schema["pattern"] = PARTIAL_DATE
        elif getattr(field, "max_length", None):
            schema |= {"maxLength": field.max_length, "pattern": r"^[^\u0000]*\S[^\u0000]*$"}
        many = isinstance(kind, django_filters.MultipleChoiceFilter)
        words = f"{field.label}." + (" May be repeated: any of them." if many else "")
        found.append(_parameter(name, {"type": "array", "items": schema} if many else schema, words))
    return found


def _parameter(name: str, schema: dict, words: str, *, place: str = OpenApiParameter.QUERY, explode: bool | None = None) -> OpenApiParameter:
    required = place == OpenApiParameter.PATH
    return OpenApiParameter(name, schema, place, required=required, description=words, explode=explode, style="form" if explode is False else None)
