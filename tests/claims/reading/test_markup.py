"""Structured data as a crawler finds it: on the pages, and all of it in one feed."""

import json
import re

import pytest

from claims.editorial import publishing
from claims.markup.extract import claimreviews
from claims.models import Appearance, Claim, Collection, Term
from tests.factories import claim, published, review, topic

pytestmark = pytest.mark.django_db


def blocks(client, address: str) -> list[dict]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.get(address).content.decode(), re.S)
    return [json.loads(text) for text in found]


def feed(client) -> dict:
    return client.get("/claimreview.json").json()


def test_the_feed_has_each_published_claim_word_for_word_as_on_its_page(client):
    first = published(claim(reference="SC-0001", slug="one"))
    published(first.claim, change="correction", reason="We had mistaken a list for a score.")
    published(claim(reference="SC-0002", slug="two"), verdict="unproven")
    publishing.withdraw(review=published(claim(reference="SC-0003")), reason="It rested on a forged document.")
    review(claim(reference="SC-0004"), statement="A secret draft.")

    response = client.get("/claimreview.json")

    assert response["Content-Type"] == "application/ld+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    pages = [one for slug in ("one", "two") for one in claimreviews(client.get(f"/claims/{slug}/").content.decode())]
    assert claimreviews(response.content.decode()) == pages
    assert [item["url"] for item in response.json()["dataFeedElement"]] == [page["url"] for page in pages]


def test_what_the_feed_says_can_be_read_back_into_a_claim(client):
    of = claim(reference="SC-0001", appearances=2)
    Appearance.objects.filter(claim=of, position=0).update(archived_url="https://archive.example/1", date="2017")
    made = published(of, verdict="mostly-false")

    (item,) = feed(client)["dataFeedElement"]

    data, rated = item["item"], item["item"]["reviewRating"]
    assert (data["identifier"], data["version"], data["claimReviewed"], data["abstract"]) == ("SC-0001", "1", made.statement, made.fact)
    assert (rated["alternateName"], rated["ratingValue"]) == ("Mostly false", 2)
    assert rated["ratingExplanation"] == f"{made.fact} {made.answer}"
    works = [data["itemReviewed"]["firstAppearance"], *data["itemReviewed"]["appearance"]]
    seen = list(Claim.objects.get().appearances.order_by("date"))
    assert [(w["url"], w["datePublished"], w.get("archivedAt", "")) for w in works] == [(a.source.url, a.date, a.archived_url) for a in seen]
    assert [c["url"] for c in data["citation"]] == [piece.source.url for piece in made.evidence.all()]


def test_the_feed_takes_a_fixed_number_of_queries(client, page_queries):
    for _ in range(3):
        published()

    with page_queries(2):  # which claims; everything of a few hundred of them
        client.get("/claimreview.json")


def test_an_empty_feed_is_a_feed(client):
    assert feed(client)["dataFeedElement"] == []
    assert "dateModified" not in feed(client)


def test_the_way_to_a_page_stands_there_for_readers_and_for_machines(client):
    of = published(claim(reference="SC-0001", slug="one", topics=[topic(slug="lists", name="Lists")])).claim

    (way,) = [block for block in blocks(client, of.get_absolute_url()) if block["@type"] == "BreadcrumbList"]
    shown = re.search(r'<nav class="crumbs".*?</nav>', client.get(of.get_absolute_url()).content.decode(), re.S)[0]

    assert [step["name"] for step in way["itemListElement"]] == ["Home", "Claims", "Lists"] == re.findall(r">([^<>]+)</a>", shown)
    assert way["itemListElement"][2]["item"] == "http://127.0.0.1:8000/topics/lists/"


@pytest.mark.parametrize(
    ("address", "kinds"),
    [
        ("/claims/one/", {"ClaimReview", "BreadcrumbList"}),
        ("/claims/one/reviews/1/", {"BreadcrumbList"}),
        ("/claims/one/history/", {"BreadcrumbList"}),
        ("/claims/one/embed/", set()),
        ("/claims/", {"BreadcrumbList"}),
        ("/topics/lists/", {"BreadcrumbList"}),
        ("/collections/first-look/", {"BreadcrumbList"}),
        ("/glossary/", {"DefinedTermSet", "BreadcrumbList"}),
        ("/data/", {"Dataset", "BreadcrumbList"}),
        ("/", set()),
    ],
)
def test_each_kind_of_markup_stands_on_its_page_only(client, address, kinds):
    published(claim(slug="one", topics=[topic(slug="lists")]))
    Collection.objects.create(slug="first-look", title="A first look", summary="…", level="…", minutes=45)
    Term.objects.create(slug="xinyong", hanzi="信用", pinyin="xìnyòng", english="credit", explanation="…", sort_key="xinyong")

    assert {block["@type"] for block in blocks(client, address)} == kinds
    assert len(blocks(client, address)) == len(kinds)


def test_every_form_of_the_data_set_answers(client):
    published()

    (data,) = [block for block in blocks(client, "/data/") if block["@type"] == "Dataset"]

    answers = {form["contentUrl"]: client.get(form["contentUrl"].removeprefix("http://127.0.0.1:8000")) for form in data["distribution"]}
    assert {address for address, answer in answers.items() if answer.status_code != 200} == set()
    assert len(answers) >= 6
    assert {form["encodingFormat"] for form in data["distribution"]} <= {answer["Content-Type"].partition(";")[0] for answer in answers.values()}
