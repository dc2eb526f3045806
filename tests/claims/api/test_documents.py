"""What the API answers with: each kind of document, and none that is not public."""

import pytest

from claims.editorial import publishing
from claims.models import Collection, Term
from tests.claims.outputs.test_as_json import SUMMARY, a_claim
from tests.factories import account, claim, piece, published, review, source, topic

pytestmark = pytest.mark.django_db

HERE = "http://127.0.0.1:8000"


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


def test_a_source_with_many_claims_is_read_a_page_at_a_time(client):
    document = source(key="many")
    for _ in range(3):
        draft = review(statement="Many rest on it.")
        piece(draft, source=document)
        publishing.publish(review=publishing.submit(review=draft), approver=account())
    whole, first = (client.get(f"/api/v1/sources/many{query}").json() for query in ("", "?limit=2"))
    second = client.get(first["next"].removeprefix(HERE)).json()

    assert (first["count"], second["count"], second["next"]) == (3, 3, None)
    assert first["claims"] + second["claims"] == whole["claims"]
    assert not whole.keys() & {"count", "next"}


def test_a_cursor_of_another_source_is_refused(client):
    a_claim()
    address = "/api/v1/sources/doc?cursor=made-up"

    assert (client.get(address).status_code, client.get(address).json()["errors"][0]["parameter"]) == (400, "cursor")


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
