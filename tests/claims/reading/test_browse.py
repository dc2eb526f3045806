"""The list as a page, JSON, CSV and Atom: the same rows, the same strictness."""

import csv
import io
from datetime import date, timedelta

import feedparser
import pytest
import time_machine

from tests.claims.reading.lists import headings, many
from tests.factories import NOON, claim, published, review

pytestmark = pytest.mark.django_db

BAD = [
    "colour=red",
    "verdict=red",
    "from=2018-02-30",
    "page=0",
    "page=" + str(10**12),
    "page=1.5",
    "q=a%00b",
    "q=" + "a" * 1_000,
    "sort=relevance&q=!!!",
]


def test_the_list_shows_verdict_fact_and_statement_newest_first(client):
    many(2)

    page = client.get("/claims/").content.decode()

    assert page.index("“Statement 1.”") < page.index("“Statement 0.”")
    assert '<p class="finding">Nobody has a national score.</p>' in page
    assert '<span class="vh">Verdict: </span>False</span>' in page
    assert '<h2 id="count" tabindex="-1">2 claims</h2>' in page


def test_twenty_claims_are_shown_a_page_and_all_in_the_table(client):
    many(21)

    first, second, table = client.get("/claims/"), client.get("/claims/?page=2"), client.get("/claims.csv")

    assert len(table.content.decode().splitlines()) == 1 + 21
    assert headings(first) == [f"Statement {n}." for n in range(20, 0, -1)]
    assert headings(second) == ["Statement 0."]
    assert 'href="?page=2#count"' in first.content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sort=newest", ["Young.", "Old.", "Rich."]),
        ("sort=oldest", ["Old.", "Young.", "Rich."]),
        ("sort=evidence", ["Rich.", "Young.", "Old."]),
        ("q=words&sort=relevance", ["Rich.", "Old."]),
    ],
)
def test_the_list_is_sorted_as_asked(client, query, expected):
    made = [("Rich.", "", 4, "Words, words, words."), ("Old.", "2013", 2, "Few words."), ("Young.", "2019", 2, "None.")]
    for n, (statement, first_made, evidence, answer) in enumerate(made):
        of = claim()
        of.appearances.update(date=first_made)
        published(of, at=NOON + timedelta(minutes=n), statement=statement, evidence=evidence, answer=answer)

    assert headings(client.get(f"/claims/?{query}")) == expected


@pytest.mark.parametrize("query", BAD)
def test_what_is_not_understood_is_said_on_the_page_and_shows_no_claim(client, query):
    published(statement="A statement that must not show.")

    response = client.get(f"/claims/?{query}")

    assert response.status_code == 400
    assert '<div class="empty" role="alert">' in response.content.decode()
    assert "The filters are not understood" in response.content.decode()
    assert "must not show" not in response.content.decode()


@pytest.mark.parametrize("query", BAD)
@pytest.mark.parametrize("output", ["json", "csv", "atom"])
def test_what_is_not_understood_is_a_problem_for_machines(client, query, output):
    if output != "json" and query.startswith("page="):
        query = "page=x"

    response = client.get(f"/claims.{output}?{query}")

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["title"] == "The query string is not understood."
    assert response.json()["errors"][0]["parameter"] in query


def test_a_page_past_the_last_one_is_said(client):
    published()

    page, data = client.get("/claims/?page=2"), client.get("/claims.json?page=2")

    assert (page.status_code, data.status_code) == (400, 400)
    assert "There is no page 2; the last one is 1." in page.content.decode()
    assert data.json() == {
        "type": "about:blank",
        "title": "There is no such page.",
        "status": 400,
        "errors": [{"parameter": "page", "detail": "There is no page 2; the last one is 1."}],
    }


def test_what_a_reader_sent_is_shown_escaped(client):
    response = client.get("/claims/?%3Cscript%3E=1&q=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E")

    assert "<script>" not in response.content.decode().replace('<script src="/static/', "")
    assert "<img" not in response.content.decode()
    assert "&lt;script&gt;" in response.content.decode()


@pytest.mark.parametrize(
    ("asked", "clean"),
    [
        ("/claims/?q=&from=&to=", "/claims/"),
        ("/claims/?q=&verdict=false&from=", "/claims/?verdict=false"),
        ("/claims/?q=+&verdict=false&verdict=true&sort=", "/claims/?verdict=false&verdict=true"),
        ("/claims/?q", "/claims/"),
    ],
)
def test_empty_fields_of_a_form_leave_the_address(client, asked, clean):
    response = client.get(asked)

    assert (response.status_code, response["Location"]) == (302, clean)


@pytest.mark.parametrize("address", ["/claims/", "/claims.json", "/claims.csv", "/claims.atom"])
@pytest.mark.parametrize("query", ["", "?q=secret", "?verdict=false", "?sort=oldest"])
def test_drafts_show_in_no_output(client, address, query):
    review(statement="A secret draft.")

    response = client.get(address + query)

    assert response.status_code == 200
    assert "secret draft" not in response.content.decode()


def test_every_output_has_the_same_claims(client):
    published(statement="One.", verdict="mixed")
    many(2)

    page, data, table, feed = (client.get(f"/claims{ending}?verdict=false") for ending in ("/", ".json", ".csv", ".atom"))

    expected = ["Statement 1.", "Statement 0."]
    assert headings(page) == expected
    assert [c["statement"] for c in data.json()["claims"]] == expected
    assert [row["statement"] for row in csv.DictReader(io.StringIO(table.content.decode()))] == expected
    assert [entry.title for entry in feedparser.parse(feed.content).entries] == [f"False: “{statement}”" for statement in expected]


def test_other_sites_may_read_data(client):
    table, data = client.get("/claims.csv"), client.get("/claims.json")

    assert table["Content-Type"] == "text/csv; charset=utf-8"
    assert table["Content-Disposition"] == 'attachment; filename="social-credit-claims.csv"'
    assert (table["Access-Control-Allow-Origin"], data["Access-Control-Allow-Origin"]) == ("*", "*")


def test_a_misspelling_is_answered_with_a_way_on(client):
    published(statement="The blacklist.")

    page = client.get("/claims/?q=blaklist").content.decode()

    assert 'Did you mean <a href="/claims/?q=blacklist#count"><b>blacklist</b></a>?' in page
    assert "No claims match" in page


def test_filters_that_exclude_each_other_are_answered_with_ways_out(client):
    published(verdict="mixed", systems=["court-list"])
    published(verdict="false", systems=["local-pilot"])

    page = client.get("/claims/?verdict=mixed&system=local-pilot").content.decode()

    assert '<a href="/claims/?system=local-pilot#count">Drop “Mixed”</a> to see 1 claim' in page
    assert '<a href="/claims/?verdict=mixed#count">Drop “Local pilot”</a> to see 1 claim' in page


@pytest.mark.parametrize("address", ["/claims/", "/claims.json", "/claims.csv", "/claims.atom"])
def test_lists_can_only_be_read(client, address):
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200


def test_a_row_says_that_its_review_is_overdue(client):
    published(review_by=date(2026, 12, 1))

    with time_machine.travel("2026-12-01", tick=False):
        before = client.get("/claims/").content.decode()
    with time_machine.travel("2026-12-02", tick=False):
        after = client.get("/claims/").content.decode()

    assert "Overdue for review." not in before
    assert "Overdue for review." in after


def test_a_search_with_too_many_matches_says_that_only_the_newest_are_ranked(client, monkeypatch):
    monkeypatch.setattr("claims.reading.matches.RANKED", 2)
    many(3)

    every, some = client.get("/claims/?q=score").content.decode(), client.get("/claims/?q=score&sort=newest").content.decode()

    assert "only the newest 2 are sorted by how well" in every
    assert "only the newest" not in some
