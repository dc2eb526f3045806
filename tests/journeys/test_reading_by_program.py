"""A programmer walks the JSON, the CSV and the feed, and finds the same claims everywhere."""

import csv
import io
import json
from datetime import UTC, datetime

import feedparser
import pytest

from claims.markup.lint import lint

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:feedparser")


def _walk(reader, address: str) -> list[dict]:
    """Every claim of a JSON list, page after page."""
    found, pages = [], 0
    while address:
        page = json.loads(reader.open(address).body)
        found += page["claims"]
        pages += 1
        address = page["next"]
    assert (len(found), pages) == (page["count"], page["pages"])
    return found


def _table(reader, address: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO(reader.open(address).body.decode())))


def test_a_programmer_finds_the_same_claims_in_every_output(reader):
    reader.follow("Data and feeds").follow("JSON")
    claims = _walk(reader, reader.address)
    rows = _table(reader, "/claims.csv")
    page = reader.open("/claims/").text("#count")

    assert page == f"{len(claims)} claims"
    assert [claim["reference"] for claim in claims] == [row["reference"] for row in rows]
    assert [claim["fact"] for claim in claims] == [row["fact"] for row in rows]
    assert [claim["verdict"]["name"] for claim in claims] == [row["verdict"] for row in rows]


def test_a_filtered_list_is_the_same_list_in_every_output(reader):
    reader.open("/claims/?topic=travel&sort=evidence")
    shown = list(reader.claims())
    links = {name: reader.page.query_one(f"#results a[href^='/claims.{name}']").attrs["href"] for name in ("json", "csv", "atom")}
    as_json = [claim["url"] for claim in _walk(reader, links["json"])]
    as_csv = [row["url"] for row in _table(reader, links["csv"])]
    feed = feedparser.parse(reader.open(links["atom"]).body)

    assert as_json == as_csv == [f"http://127.0.0.1:8000{address}" for address in shown]
    assert not feed.bozo
    assert {entry.link for entry in feed.entries} == set(as_json)
    assert all(":" in entry.title for entry in feed.entries)


def test_a_claim_as_json_holds_what_its_page_shows(reader):
    reader.open("/claims/every-citizen-will-get-a-score/")
    fact, pieces = reader.text(".fact"), len(reader.page.query(".source"))
    reader.follow("This claim as JSON")
    data = json.loads(reader.body)

    assert reader.address == "/claims/every-citizen-will-get-a-score.json"
    assert (data["reference"], data["verdict"]["name"], data["fact"]) == ("SC-0001", "misleading", fact)
    assert len(data["review"]["evidence"]) == pieces
    assert all({"stance", "finding", "source"} <= set(piece) for piece in data["review"]["evidence"])


def test_a_program_gets_a_problem_and_no_claims_for_a_filter_that_is_not_one(reader):
    reader.open("/claims.json?verdict=wrong&colour=red")
    problem = json.loads(reader.body)

    assert (reader.status, problem["status"]) == (400, 400)
    assert sorted(error["parameter"] for error in problem["errors"]) == ["colour", "verdict"]


def test_a_programmer_asks_the_api_and_validates_the_markup_of_the_page_it_names(reader):
    found = json.loads(reader.open("/api/v1/claims?verdict=false&limit=1&fields=reference,url,fact").body)["results"][0]
    reader.open(found["url"])
    blocks = [json.loads(node.children[0].data) for node in reader.page.query("script[type='application/ld+json']")]
    review = next(block for block in blocks if block["@type"] == "ClaimReview")
    findings = lint(review, page=found["url"], today=datetime.now(UTC).date())

    assert [finding for finding in findings if finding.level == "error"] == []
    assert (review["url"], review["reviewRating"]["alternateName"]) == (found["url"], "False")
    assert found["fact"] in json.dumps(review, ensure_ascii=False)
    assert review["citation"]
