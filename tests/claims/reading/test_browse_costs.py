"""What browse and search cost in queries, whatever the number of rows; long tables."""

import csv
import io
from datetime import timedelta

import pytest

from tests.claims.reading.lists import headings, many
from tests.factories import NOON, claim, published, topic

pytestmark = pytest.mark.django_db


def test_a_long_table_is_read_a_few_claims_at_a_time_and_goes_through_a_file(client, monkeypatch, page_queries):
    many(5)
    short = client.get("/claims.csv")
    monkeypatch.setattr("claims.reading.browse.AT_ONCE", 2)
    monkeypatch.setattr("claims.reading.responses.IN_MEMORY", 200)

    with page_queries(3, index=True):  # two claims, two more, the last one
        long = client.get("/claims.csv")

    assert (short.streaming, long.streaming) == (False, True)
    assert long.getvalue() == short.content
    assert {name: long[name] for name in ("Content-Type", "Content-Disposition", "ETag")} == {
        name: short[name] for name in ("Content-Type", "Content-Disposition", "ETag")
    }


def test_a_table_of_a_search_has_the_order_of_the_page(client, monkeypatch):
    monkeypatch.setattr("claims.reading.matches.RANKED", 2)
    for n, statement in enumerate(("Penguin, penguin, penguin.", "A penguin.", "Penguin penguin.", "Some penguin.")):
        published(at=NOON + timedelta(minutes=n), statement=statement, answer="None.")

    table, page = client.get("/claims.csv?q=penguin"), client.get("/claims/?q=penguin")

    assert [row["statement"] for row in csv.DictReader(io.StringIO(table.content.decode()))] == headings(page)


def test_json_leads_from_page_to_page(client):
    many(21)

    first = client.get("/claims.json?verdict=false").json()
    second = client.get(first["next"].removeprefix("http://127.0.0.1:8000")).json()

    assert (first["count"], first["page"], first["pages"], len(first["claims"])) == (21, 1, 2, 20)
    assert first["next"] == "http://127.0.0.1:8000/claims.json?verdict=false&page=2"
    assert (second["page"], second["next"], len(second["claims"])) == (2, None, 1)


@pytest.mark.parametrize("rows", [1, 5])
def test_browsing_takes_one_query_whatever_the_number_of_rows(client, rows, page_queries):
    for n in range(rows):
        published(claim(topics=[topic()]), at=NOON + timedelta(minutes=n))

    with page_queries(1, index=True):  # the claims of the page
        response = client.get("/claims/?verdict=false")

    assert len(response.context["rows"]) == rows


@pytest.mark.parametrize("rows", [1, 5])
def test_searching_takes_six_queries_whatever_the_number_of_rows(client, rows, page_queries):
    for n in range(rows):
        published(claim(topics=[topic()]), statement=f"Score {n} of {rows}.")  # marked in no other test

    with page_queries(6, index=True):  # notes of frequent words; all matches; the best of them; the claims; marks in all texts; glossary terms
        response = client.get("/claims/?q=score&verdict=false")

    assert response.context["total"] == rows


def test_a_search_that_finds_nothing_takes_seven_queries(client, page_queries):
    published(statement="The blacklist.")

    with page_queries(7, index=True):  # notes of frequent words; all matches; glossary terms; known words; the nearest; does it find any, by both
        response = client.get("/claims/?q=blaklist")

    assert response.context["did_you_mean"] == "blacklist"


@pytest.mark.parametrize("rows", [1, 5])
@pytest.mark.parametrize(("address", "queries"), [("/claims.json", 1), ("/claims.csv", 1), ("/claims.atom", 2)])
def test_data_take_one_query_or_two_whatever_the_number_of_rows(client, rows, address, queries, page_queries):
    for _ in range(rows):
        published(claim(topics=[topic()]))

    with page_queries(queries, index=True):  # the claims, with slugs of their topics; for a feed, the topics by themselves
        response = client.get(address)

    assert response.status_code == 200
