"""The API as a program meets it: fields, cursors, errors."""

from datetime import timedelta

import pytest

from claims.models import Collection, Term
from tests.claims.outputs.test_as_json import a_claim
from tests.factories import NOON, claim, published, source, topic

pytestmark = pytest.mark.django_db

HERE = "http://127.0.0.1:8000"
LISTS = ["claims", "reviews", "claims/SC-0007/reviews", "sources", "topics", "collections", "glossary", "corrections"]


@pytest.mark.parametrize("name", LISTS)
def test_only_the_fields_asked_for_are_answered(client, name):
    a_claim()
    whole = client.get(f"/api/v1/{name}").json()["results"]
    field = "key" if name == "sources" else "url"

    cut = client.get(f"/api/v1/{name}?fields={field}").json()["results"]

    assert cut == [{field: row[field]} for row in whole]


@pytest.mark.parametrize(
    ("query", "parameter", "detail"),
    [
        ("limit=0", "limit", "is not a whole number from 1 to 100."),
        ("limit=101", "limit", "is not a whole number from 1 to 100."),
        ("limit=²", "limit", "is not a whole number from 1 to 100."),
        ("limit=5&limit=6", "limit", "stands more than once."),
        ("cursor=abc", "cursor", "is not a cursor that we gave out for this list and this order. Start without one."),
        ("cursor=", "cursor", "is empty. Leave it out, or give it a value."),
        ("cursor=%00", "cursor", "holds a null byte."),
        ("fields=", "fields", "is empty. Leave it out, or give it a value."),
        ("colour=red", "colour", None),
        ("page=2", "page", None),
    ],
)
@pytest.mark.parametrize("name", LISTS)
def test_what_is_not_understood_is_a_problem_in_every_list(client, name, query, parameter, detail):
    a_claim()

    response = client.get(f"/api/v1/{name}?{query}")

    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert response.json()["errors"][0]["parameter"] == parameter
    assert detail in (None, response.json()["errors"][0]["detail"])


@pytest.mark.parametrize(("name", "parameter"), [("claims", "sort"), ("claims", "q"), ("claims", "verdict"), ("sources", "q"), ("sources", "kind")])
def test_an_empty_filter_is_refused_where_a_page_would_pass_over_it(client, name, parameter):
    response = client.get(f"/api/v1/{name}?{parameter}=")

    assert response.status_code == 400
    assert response.json()["errors"] == [{"parameter": parameter, "detail": "is empty. Leave it out, or give it a value."}]


def test_an_unknown_field_is_named_with_those_there_are(client):
    (fault,) = client.get("/api/v1/topics?fields=slug,colour").json()["errors"]

    assert fault == {"parameter": "fields", "detail": "“colour” is not a field; there are: slug, url, name, summary, claims."}


def test_a_row_published_meanwhile_neither_repeats_nor_hides_another(client):
    for _ in range(4):
        published()
    first = client.get("/api/v1/claims?limit=2").json()

    published(claim(reference="SC-9000"))
    second = client.get(first["next"].removeprefix(HERE)).json()

    references = [row["reference"] for row in first["results"] + second["results"]]
    assert len(set(references)) == 4
    assert "SC-9000" not in references


def test_a_cursor_of_another_list_or_order_is_refused(client):
    for _ in range(2):
        published()
        source()
    cursor = client.get("/api/v1/claims?limit=1").json()["next"].partition("cursor=")[2]

    assert client.get(f"/api/v1/claims?limit=1&cursor={cursor}").status_code == 200
    assert client.get(f"/api/v1/claims?sort=oldest&cursor={cursor}").status_code == 400
    assert client.get(f"/api/v1/sources?cursor={cursor}").status_code == 400


def test_the_same_page_has_the_same_bytes(client):
    for _ in range(2):
        published()

    assert client.get("/api/v1/claims?limit=1").content == client.get("/api/v1/claims?limit=1").content


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_writing_is_refused(client, method):
    response = getattr(client, method)("/api/v1/claims")

    assert (response.status_code, response["Allow"], response["Content-Type"]) == (405, "GET, HEAD, OPTIONS", "application/problem+json")


def test_another_format_is_refused_as_a_problem(client):
    response = client.get("/api/v1/claims", headers={"accept": "text/csv"})

    assert (response.status_code, response.json()["title"]) == (406, "The API answers with application/json only.")


@pytest.mark.parametrize("address", ["/api/v1/claims", "/api/v1/claims?limit=0", "/api/v1/claims/SC-9999", "/api/v1/"])
def test_scripts_on_other_sites_may_read_every_answer(client, address):
    answer, before = client.get(address), client.options(address)

    assert (answer["Access-Control-Allow-Origin"], before["Access-Control-Allow-Origin"]) == ("*", "*")
    assert (before.status_code, before["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert "ETag" in answer["Access-Control-Expose-Headers"]


@pytest.mark.parametrize("rows", [1, 4])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("claims", 1), ("reviews", 7), ("claims/SC-0007", 3), ("sources", 6), ("topics", 2), ("collections", 4), ("glossary", 3), ("corrections", 4)],
)
def test_an_answer_takes_few_queries_whatever_the_number_of_rows(client, rows, name, queries, page_queries, monkeypatch):
    monkeypatch.setattr("claims.api.throttle.PerAddress.THROTTLE_RATES", {"anon": None})  # test_throttle.py pins its query
    heading = topic()
    for n in range(rows):
        of = published(claim(topics=[heading], **({"reference": "SC-0007"} if n == 0 else {}))).claim
        published(of, change="update", reason="News.")
        lesson = Collection.objects.create(slug=f"l{n}", title="L", summary="…", level="…", minutes=45)
        lesson.items.create(claim=of, position=0, question="?", prompt="!")
        term = Term.objects.create(slug=f"t{n}", hanzi="信", pinyin="xìn", english="trust", explanation="…", sort_key=f"t{n}")
        term.claims.add(of)
        lesson.terms.add(term)

    with page_queries(queries, index=name in ("claims", "topics")):  # kept records: keys, the version, the rows and four or five that belong to them
        assert client.get(f"/api/v1/{name}").status_code == 200


@pytest.mark.parametrize("name", ["reviews", "corrections"])
def test_a_walk_through_versions_goes_on_where_it_was(client, name):
    of = published(claim(reference="SC-0007")).claim
    for number in range(2, 6):
        published(of, change="update", reason=f"News {number}.")  # all at the same moment, so that the primary key decides
    first = client.get(f"/api/v1/{name}?limit=2").json()

    published(of, change="update", reason="Later.", at=NOON + timedelta(minutes=1))
    second = client.get(first["next"].removeprefix(HERE)).json()

    assert [row["url"][-2] for row in first["results"] + second["results"]] == ["5", "4", "3", "2"]
