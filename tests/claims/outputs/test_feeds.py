"""Feeds as a reader's program takes them: feedparser finds no fault, and the verdict stands before the claim."""

from datetime import timedelta

import feedparser
import jsonschema
import pytest
import time_machine

from claims.editorial import publishing
from claims.models import Claim, Review
from claims.outputs import feeds
from tests.factories import NOON, claim, published

pytestmark = pytest.mark.django_db


def link(path: str) -> str:
    return f"https://example.org{path}"


CLAIMS = feeds.Feed("Claims", "Each with its verdict.", "https://example.org/claims/", "https://example.org/claims.atom")
CORRECTIONS = feeds.Feed("Corrections", "All but typos.", "https://example.org/corrections/", "https://example.org/corrections.atom")


def claims_feed():
    rows = Claim.objects.published().newest_first()
    return feedparser.parse(feeds.atom(CLAIMS, feeds.of_claims(rows, link)))


def corrections_feed():
    rows = Review.objects.in_corrections_log().newest_first().select_related("claim")
    return feedparser.parse(feeds.atom(CORRECTIONS, feeds.of_corrections(rows, link)))


def test_a_claim_is_an_entry_with_its_verdict_first_and_an_id_that_outlives_its_address():
    published(claim(reference="SC-0007", slug="score"), at=NOON)

    entry = claims_feed().entries[0]

    assert entry.title == "False: “Everyone has a score.”"
    assert entry.summary == "Nobody has a national score. There is no such score anywhere."
    assert entry.id == "tag:social-credit-claims,2026:SC-0007"
    assert entry.link == "https://example.org/claims/score/"
    assert (entry.published, entry.updated) == ("2026-11-22T12:00:00+00:00", "2026-11-22T12:00:00+00:00")


def test_a_feed_names_itself_its_page_and_its_licence():
    published(at=NOON)

    parsed = claims_feed()

    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert parsed.feed.title == "Claims"
    assert parsed.feed.id == "tag:social-credit-claims,2026:https://example.org/claims.atom"
    assert parsed.feed.rights == "CC BY 4.0 https://creativecommons.org/licenses/by/4.0/"
    assert {(one.rel, one.href) for one in parsed.feed.links} == {
        ("alternate", "https://example.org/claims/"),
        ("self", "https://example.org/claims.atom"),
    }
    assert parsed.feed.updated == "2026-11-22T12:00:00+00:00"


def test_an_entry_keeps_its_id_and_first_date_through_changes():
    first = published(claim(reference="SC-0007"), at=NOON)
    published(first.claim, at=NOON + timedelta(days=1), verdict="mixed")

    entries = claims_feed().entries

    assert [(e.id, e.title, e.published, e.updated) for e in entries] == [
        (
            "tag:social-credit-claims,2026:SC-0007",
            "Mixed: “Everyone has a score.”",
            "2026-11-22T12:00:00+00:00",
            "2026-11-23T12:00:00+00:00",
        )
    ]


def test_markup_in_a_statement_is_text():
    published(statement="A <b>bold</b> & 失信 ]]> score")

    parsed = claims_feed()

    assert not parsed.bozo
    assert "&lt;b&gt;bold" in parsed.entries[0].title or "<b>bold" in parsed.entries[0].title
    assert parsed.entries[0].title_detail.type == "text/plain"


def test_corrections_say_what_was_done_and_why():
    of = published(claim(reference="SC-0007", slug="score"), at=NOON).claim
    published(of, change="correction", reason="We had missed a list.", verdict="mixed", at=NOON + timedelta(days=1))

    entries = corrections_feed().entries

    assert [(e.title, e.summary, e.id, e.link) for e in entries] == [
        (
            "Correction: Mixed: “Everyone has a score.”",
            "We had missed a list.",
            "tag:social-credit-claims,2026:SC-0007/2:published",
            "https://example.org/claims/score/reviews/2/",
        )
    ]


def test_a_withdrawal_is_an_entry_of_its_own_dated_when_it_happened():
    gone = published(claim(reference="SC-0007"), at=NOON)
    publishing.withdraw(review=gone, reason="It rested on a forged document.", at=NOON + timedelta(days=2))

    entry = corrections_feed().entries[0]

    assert entry.title == "Withdrawn: False: “Everyone has a score.”"
    assert entry.summary == "It rested on a forged document."
    assert entry.id == "tag:social-credit-claims,2026:SC-0007/1:withdrawn"
    assert (entry.published, entry.updated) == ("2026-11-22T12:00:00+00:00", "2026-11-24T12:00:00+00:00")


def test_a_feed_without_corrections_is_whole_and_does_not_change():
    parsed = corrections_feed()

    assert not parsed.bozo
    assert (parsed.entries, parsed.feed.updated) == ([], "2026-01-01T00:00:00+00:00")


JSON_FEED = {  # the parts of JSON Feed 1.1 that we use, as https://www.jsonfeed.org/version/1.1/ words them
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string"},
        "home_page_url": {"type": "string", "format": "uri"},
        "feed_url": {"type": "string", "format": "uri"},
        "language": {"type": "string"},
        "authors": {"type": "array", "items": {"type": "object", "minProperties": 1}},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_text"],
                "properties": {
                    "id": {"type": "string"},
                    "url": {"type": "string", "format": "uri"},
                    "date_published": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"},
                    "date_modified": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"},
                },
                "propertyNames": {"pattern": "^(id|url|title|content_text|date_published|date_modified|_claim)$"},
            },
        },
    },
}


@pytest.mark.parametrize("address", ["/claims.feed.json", "/corrections.feed.json"])
def test_a_json_feed_is_valid_and_says_the_same_as_the_atom_feed(client, address):
    of = published(claim(reference="SC-0007"), at=NOON).claim
    published(of, at=NOON + timedelta(days=1), verdict="mixed", change="correction", reason="A better source.")
    publishing.withdraw(review=published(), reason="It rested on a forged document.")

    response = client.get(address)
    data, other = response.json(), feedparser.parse(client.get(address.replace(".feed.json", ".atom")).content)

    jsonschema.validate(data, JSON_FEED)
    assert response["Content-Type"] == "application/feed+json"
    assert [(item["id"], item["title"], item["content_text"], item["url"]) for item in data["items"]] == [
        (entry.id, entry.title, entry.summary, entry.link) for entry in other.entries
    ]


def test_an_item_of_a_json_feed_has_verdict_and_fact_as_data(client):
    published(claim(reference="SC-0007", slug="score"), at=NOON)

    assert client.get("/claims.feed.json?verdict=false").json()["items"] == [
        {
            "id": "tag:social-credit-claims,2026:SC-0007",
            "url": "http://127.0.0.1:8000/claims/score/",
            "title": "False: “Everyone has a score.”",
            "content_text": "Nobody has a national score. There is no such score anywhere.",
            "date_published": "2026-11-22T12:00:00Z",
            "date_modified": "2026-11-22T12:00:00Z",
            "_claim": {"verdict": "false", "fact": "Nobody has a national score."},
        }
    ]


@pytest.mark.parametrize("address", ["/claims.atom", "/corrections.atom", "/claims.feed.json"])
def test_an_empty_feed_is_the_same_each_time(client, address):
    with time_machine.travel("2026-12-01"):
        first = client.get(address).content
    with time_machine.travel("2026-12-02"):
        second = client.get(address).content

    assert first == second


def test_a_wrong_filter_is_a_problem_in_a_json_feed_too(client):
    response = client.get("/claims.feed.json?verdict=red")

    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
