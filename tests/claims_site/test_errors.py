"""What is not there, and what is not understood: a page for readers, problem+json for programs."""

import pytest
from django.core.exceptions import PermissionDenied

from claims_site import views
from tests.factories import published

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/nowhere/", "/claims/none/", "/sources/none/", "/SC-9999", "/claims/%00/", "/..%2f..%2fetc/passwd"])
def test_a_page_that_is_not_there_offers_a_search_and_claims(client, address):
    published(statement="An offered claim.")

    response = client.get(address)
    text = response.content.decode()

    assert response.status_code == 404
    assert "<h1>There is no such page</h1>" in text
    assert '<meta name="robots" content="noindex">' in text
    assert '<form action="/claims/" method="get">' in text
    assert "“An offered claim.”" in text


@pytest.mark.parametrize("claims", [1, 6])
def test_a_page_that_is_not_there_takes_few_queries_whatever_the_number_of_claims(client, claims, page_queries):
    for _ in range(claims):
        published()

    with page_queries(1, index=True):  # the rows of the claims with the most evidence
        text = client.get("/nowhere/").text

    assert text.count('<li class="row">') == min(claims, 4)


def test_a_missing_claim_is_named(client):
    assert "There is no claim at “none”." in client.get("/claims/none/").content.decode()


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/claims/none.json", "There is no claim at “none”."),
        ("/nowhere.json", "There is no such page."),
        ("/api/v1/nothing", "There is no such page."),
    ],
)
def test_data_that_are_not_there_are_a_problem(client, address, title):
    response = client.get(address)

    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert response.json() == {"type": "about:blank", "title": title, "status": 404, "errors": []}


def test_a_program_that_accepts_only_json_gets_a_problem(client):
    response = client.get("/nowhere/", HTTP_ACCEPT="application/json")

    assert response["Content-Type"] == "application/problem+json"


def test_a_request_for_another_host_is_not_understood(client):
    response = client.get("/claims/", HTTP_HOST="evil.example.org")

    assert response.status_code == 400
    assert "<h1>The request is not understood</h1>" in response.content.decode()


def test_data_asked_of_another_host_are_a_problem(client):
    response = client.get("/claims.json", HTTP_HOST="evil.example.org")

    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert response.json()["title"] == "The request is not understood."


def test_a_missing_slash_is_added(client):
    response = client.get("/claims?q=a")

    assert (response.status_code, response["Location"]) == (301, "/claims/?q=a")


def test_a_malformed_host_is_not_understood(client):
    assert client.get("/claims/", HTTP_HOST="localhost:notaport").status_code == 400


def test_a_program_is_told_in_json_that_it_may_not(rf):
    request = rf.get("/admin/claims/review/", headers={"accept": "application/json"})

    answer = views.forbidden(request, PermissionDenied())

    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
    assert b"Your role does not include this." in answer.content


def test_a_program_is_told_in_json_to_wait(rf):
    answer = views.too_many(rf.post("/account/login/", headers={"accept": "application/json"}))

    assert (answer.status_code, answer["Content-Type"]) == (429, "application/problem+json")
