"""The description of the API: valid, complete, and true of what is answered."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from openapi_spec_validator import validate

from claims.api import documents
from claims.api.description import description
from claims.verdicts import Verdict

pytestmark = pytest.mark.django_db

ANSWERS = [
    "claims", "claims/SC-0001", "claims/SC-0001/reviews", "claims/SC-0001/reviews/1", "reviews", "sources", "sources/guofa2014-21", "topics",
    "topics/national-score", "collections", "collections/score-or-no-score", "glossary", "glossary/shehui-xinyong-tixi", "corrections", "",
]  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def whole_corpus(on_corpus):
    """These tests read the whole corpus."""


def test_it_is_valid_openapi_3_1():
    found = description()

    validate(found)
    assert found["openapi"].startswith("3.1")
    assert found["info"]["license"]["url"] == "https://creativecommons.org/licenses/by/4.0/"


def test_every_address_describes_its_errors():
    told = {path: set(item["get"]["responses"]) for path, item in description()["paths"].items()}

    assert {path for path, answers in told.items() if not {"200", "304", "400", "406", "429"} <= answers} == set()
    assert {path for path, answers in told.items() if ("404" in answers) != ("{" in path)} == set()
    assert {path for path, answers in told.items() if "410" in answers} == {"/api/v1/claims/{reference}"}


def test_filters_are_those_of_the_page_with_the_values_there_are():
    parameters = {p["name"]: p["schema"] for p in description()["paths"]["/api/v1/claims"]["get"]["parameters"] if p["in"] == "query"}

    assert set(parameters) == {"q", "verdict", "topic", "system", "place", "kind", "from", "to", "status", "sort", "cursor", "limit", "fields"}
    assert parameters["verdict"]["items"]["enum"] == Verdict.values
    assert "national-score" in parameters["topic"]["items"]["enum"]
    assert "rongcheng" in parameters["place"]["items"]["enum"]


def undescribed(schema: dict, value: object, components: dict, path: str) -> Iterator[str]:
    """The paths in `value` that `schema` does not name."""
    for part in [schema, *schema.get("allOf", []), *schema.get("oneOf", [])]:
        schema = components[part["$ref"].rsplit("/", 1)[1]] if "$ref" in part else part
        if "properties" in schema or "items" in schema:
            break
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in schema.get("properties", {}):
                yield f"{path}.{name}"
            else:
                yield from undescribed(schema["properties"][name], inner, components, f"{path}.{name}")
    for inner in value if isinstance(value, list) else []:
        yield from undescribed(schema["items"], inner, components, f"{path}[]")


@pytest.mark.parametrize("name", ANSWERS)
def test_nothing_is_answered_that_is_not_described(client, name):
    told = description()
    path = next(p for p in told["paths"] if _matches(p, f"/api/v1/{name}"))
    schema = told["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]

    answer = client.get(f"/api/v1/{name}").json()

    assert set(undescribed(schema, answer, told["components"]["schemas"], name)) == set()


def _matches(template: str, address: str) -> bool:
    ours, theirs = template.split("/"), address.split("/")
    return len(ours) == len(theirs) and all(part.startswith("{") or part == other for part, other in zip(ours, theirs, strict=True))


def test_every_field_described_is_answered_somewhere(client):
    rows = client.get("/api/v1/sources?limit=100").json()["results"]

    described = set(documents.SourceShape().get_fields())

    assert described - {name for row in rows for name in row} <= {
        "standing_note",
        "link_note",
        "date_note",
        "read_note",
        "archived_url",
        "merged_into",
    }


def test_the_page_for_people_names_every_address_and_value(client):
    text = client.get("/api/docs/").content.decode()

    assert [path for path in description()["paths"] if f"<code>{path}</code>" not in text] == []
    assert [verdict for verdict in Verdict.values if f"<code>{verdict}</code>" not in text] == []
    assert f"may ask {settings.REST_FRAMEWORK['DEFAULT_THROTTLE_RATES']['anon'].partition('/')[0]} times a minute" in text


def test_programs_find_it_at_its_address(client):
    response = client.get("/api/v1/openapi.json")

    assert response.json() == description()
    assert response["Access-Control-Allow-Origin"] == "*"
