"""Who gets an error as JSON: by the address asked for, else by what is accepted."""

import json

import pytest
from django.test import RequestFactory

from claims.markup.links import link
from claims.reading.responses import problem_response, wants_json

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("path", "accept", "expected"),
    [
        ("/claims.json", BROWSER, True),
        ("/api/v1/claims", BROWSER, True),
        ("/claims/", BROWSER, False),
        ("/claims/", "application/json", True),
        ("/claims/", "application/json, text/html", False),
        ("/claims/", "*/*", False),
        ("/claims/", "text/plain", False),
    ],
)
def test_json_is_for_those_who_asked_for_it(path, accept, expected):
    request = RequestFactory().get(path, HTTP_ACCEPT=accept)

    assert wants_json(request) is expected


def test_addresses_are_made_absolute():
    assert link("/SC-0007") == "http://127.0.0.1:8000/SC-0007"


def test_a_problem_is_readable_from_other_sites_and_keeps_characters():
    response = problem_response(400, "Not understood.", {"q": ["“失信”"]})

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "失信" in response.content.decode()
    assert json.loads(response.content)["errors"] == [{"parameter": "q", "detail": "“失信”"}]
