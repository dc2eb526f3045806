"""The description of the API, for programs (OpenAPI 3.1) and for people (/api/docs/). Both are made from the code that answers."""

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from claims.markup.links import link
from claims.models import ContentVersion
from claims.reading.responses import json_response


@lru_cache(maxsize=2)
def _described(version: int) -> dict:
    """The description at a content version: it lists the topics, places and languages there are."""
    return SchemaGenerator(api_version="v1").get_schema(public=True)


def description() -> dict:
    """The OpenAPI document as it holds now."""
    return _described(ContentVersion.now().number) | {"servers": [{"url": link("")}]}


@require_safe
def openapi_json(request: HttpRequest) -> HttpResponse:
    return json_response(description())


@require_safe
def docs_page(request: HttpRequest) -> HttpResponse:
    """The same for people: every address with its parameters and answers, without script."""
    document = description()
    rate, _, per = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]["anon"].partition("/")
    operations = [_operation(path, item["get"]) for path, item in document["paths"].items()]
    context = {"document": document, "operations": operations, "rate": rate, "per": per}
    return TemplateResponse(request, "api_docs.html", context)


def _operation(path: str, operation: dict) -> dict:
    parameters = [parameter | {"takes": _takes(parameter["schema"])} for parameter in operation.get("parameters", []) if parameter["in"] != "header"]
    return {"path": path, "id": operation["operationId"], "parameters": parameters, "example": _example(path)} | {
        "summary": operation["summary"], "description": operation["description"], "responses": operation["responses"],
    }  # fmt: skip


def _takes(schema: dict) -> dict:
    """What a parameter takes, for the table: its values, or its kind and bounds in words."""
    schema = schema.get("items", schema)
    if values := schema.get("enum"):
        return {"values": values}
    if schema["type"] == "integer":
        return {"words": f"a whole number from {schema['minimum']}" + (f" to {schema['maximum']}" if "maximum" in schema else "")}
    if "maxLength" in schema:
        return {"words": f"text of at most {schema['maxLength']} characters"}
    return {"words": "a date: 2018, 2018-12 or 2018-12-06" if "[0-9]{4}(-" in schema.get("pattern", "") else "text"}


def _example(path: str) -> str:
    """An address to try."""
    filled = path.format(reference="SC-0001", number=1, key="liu2018", slug="{slug}")
    return "" if "{" in filled else filled
