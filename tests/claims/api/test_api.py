"""The API as a program meets it: documents, fields, cursors, errors."""

from datetime import timedelta

import pytest

from claims.editorial import publishing
from claims.models import Collection, Term
from tests.claims.outputs.test_as_json import SUMMARY, a_claim
from tests.factories import NOON, claim, published, review, source, topic

pytestmark = pytest.mark.django_db

HERE = "http://127.0.0.1:8000"
LISTS = ["claims", "reviews", "claims/SC-0007/reviews", "sources", "topics", "collections", "glossary", "corrections"]


def test_a_list_answers_with_the_summaries_that_the_json_pages_have(client):
    a_claim()

    page = client.get("/api/v1/claims").json()

    assert page == {
        "count": 1,
        "next": None,
        "licence": "https://creativecommons.org/licenses/by/4.0/",
        "results": [SUMMARY | {"url": f"{HERE}/claims/score/"}],
    }


def test_a_claim_is_the_document_of_its_json_page(client):
    a_claim()

    assert client.get("/api/v1/claims/SC-0007").json() == client.get("/claims/score.json").json()


def test_a_version_is_the_review_of_its_claim(client):
    a_claim()
    whole = client.get("/api/v1/claims/SC-0007").json()

    assert client.get("/api/v1/claims/SC-0007/reviews/1").json() == whole["review"]
    assert client.get("/api/v1/claims/SC-0007/reviews").json()["results"] == [whole["review"]]
    assert client.get("/api/v1/reviews").json()["results"] == [whole["review"]]


def test_a_source_says_which_claims_rest_on_it_and_how(client):
    a_claim()

    found = client.get("/api/v1/sources/doc").json()

    assert found["claims"] == [
        {
            "reference": "SC-0007",
            "url": f"{HERE}/claims/score/",
            "verdict": "false",
            "fact": "Nobody has a national score.",
            "stance": "refutes",
            "finding": found["claims"][0]["finding"],
            "locator": found["claims"][0]["locator"],
        }
    ]
    assert (found["page"], found["authors"], found["language"]) == (f"{HERE}/sources/doc/", [{"family": "刘", "given": "军"}], "zh-Hans")


def test_topics_count_published_claims_only(client):
    heading = topic(slug="lists", name="Lists")
    published(claim(topics=[heading]))
    review(claim(topics=[heading]))

    assert client.get("/api/v1/topics/lists").json() | {"summary": ""} == {
        "slug": "lists", "url": f"{HERE}/topics/lists/", "name": "Lists", "summary": "", "claims": 1,
    }  # fmt: skip


def test_a_lesson_has_its_claims_in_order_and_no_draft(client):
    lesson = Collection.objects.create(slug="first-look", title="A first look", summary="…", level="16+", minutes=45)
    for place, of in enumerate([published(claim(reference="SC-0009")).claim, review(claim()).claim, published(claim(reference="SC-0002")).claim]):
        lesson.items.create(claim=of, position=place, question="Is it so?", prompt="Why?")

    found = client.get("/api/v1/collections/first-look").json()

    assert [item["claim"] for item in found["claims"]] == ["SC-0009", "SC-0002"]
    assert found == client.get("/api/v1/collections").json()["results"][0]


def test_a_term_names_published_claims_only(client):
    term = Term.objects.create(slug="xinyong", hanzi="信用", pinyin="xìnyòng", english="credit", explanation="Trust.", sort_key="xinyong")
    term.claims.set([published(claim(reference="SC-0003")).claim, review(claim()).claim])

    assert client.get("/api/v1/glossary/xinyong").json() == {
        "slug": "xinyong", "url": f"{HERE}/glossary/#xinyong", "hanzi": "信用", "pinyin": "xìnyòng", "english": "credit",
        "explanation": "Trust.", "claims": ["SC-0003"],
    }  # fmt: skip


def test_corrections_have_the_verdict_before(client):
    of = published(claim(reference="SC-0007", slug="score"), verdict="mixed").claim
    published(of, change="correction", reason="A better source.", verdict="false")
    published(of, change="typo", reason="A letter.", verdict="false")

    answer = client.get("/api/v1/corrections").json()

    assert (answer["count"], answer["typos"]) == (1, 1)
    assert answer["results"] == [
        {
            "claim": "SC-0007",
            "review": 2,
            "url": f"{HERE}/claims/score/reviews/2/",
            "deed": "correction",
            "at": "2026-11-22T12:00:00Z",
            "reason": "A better source.",
            "verdict": "false",
            "verdict_before": "mixed",
            "statement": "Everyone has a score.",
        }
    ]


def test_a_withdrawn_claim_comes_with_410_and_the_reason(client):
    publishing.withdraw(review=published(claim(reference="SC-0008")), reason="It rested on a forged document.")

    response = client.get("/api/v1/claims/SC-0008")

    assert (response.status_code, response.json()["standing"]) == (410, "withdrawn")
    assert response.json()["review"]["withdrawn_reason"] == "It rested on a forged document."
    assert client.get("/api/v1/corrections").json()["results"][0]["deed"] == "withdrawal"


@pytest.mark.parametrize("address", ["claims/SC-0001", "claims/SC-0001/reviews", "claims/SC-0001/reviews/1"])
def test_a_draft_is_nowhere(client, address):
    review(claim(reference="SC-0001"), statement="A secret draft.")

    response = client.get(f"/api/v1/{address}")

    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert all("secret" not in client.get(f"/api/v1/{name}").content.decode() for name in ("claims", "reviews", "corrections"))


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
    [("claims", 1), ("reviews", 7), ("claims/SC-0007", 8), ("sources", 6), ("topics", 2), ("collections", 4), ("glossary", 3), ("corrections", 4)],
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
