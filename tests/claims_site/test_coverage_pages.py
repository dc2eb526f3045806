"""What the record covers, on /data/, and how its claims lean, on /methodology/."""

import re

import pytest
from justhtml import JustHTML

from claims.reading import coverage
from tests.factories import claim, published

pytestmark = pytest.mark.django_db


def page(client, address: str):
    """The main part of a page, as a tree."""
    return JustHTML(client.get(address).content.decode(), sanitize=False, strict=True).query("main")[0]


def text_of(node) -> str:
    return re.sub(r"\s+", " ", node.to_text()).strip()


def test_the_data_page_shows_each_count_in_words_beside_a_bar(client):
    published(verdict="false")
    published(verdict="false")
    published(verdict="mixed")

    table = page(client, "/data/").query("table.bars")[0]
    cells = {text_of(row.query("th")[0]): (text_of(row.query("td")[0]), row.query("rect")[0].attrs["width"]) for row in table.query("tbody tr")}

    assert text_of(table.query("caption")[0]) == "Claims by verdict"
    assert [text_of(cell) for cell in table.query("thead th")] == ["Verdict", "Claims"]
    assert (cells["False"], cells["Mixed"], cells["True"]) == (("2", "100"), ("1", "50"), ("0", "0"))


def test_each_count_on_the_data_page_leads_to_a_list_of_that_length(client):
    published(claim(leaning="overstates"), systems=["court-list", "local-pilot"], places=["rongcheng"])
    published(verdict="mixed")

    rows = [row for row in page(client, "/data/").query("table.bars tbody tr") if row.query("a")]
    links = [(row.query("a")[0].attrs["href"], text_of(row.query("td")[0])) for row in rows]
    lists = {address: client.get(address.replace("/claims/", "/claims.json")) for address, _ in links if address.startswith("/claims/")}

    assert {address: str(found.json()["count"]) for address, found in lists.items()} == {address: n for address, n in links if address in lists}
    assert len(lists) == 8
    assert {client.get(address).status_code for address, _ in links} == {200}


def test_the_data_page_holds_no_inline_style(client):
    published()

    assert b"style=" not in client.get("/data/").content


def test_the_data_page_names_the_first_of_many_claims_with_one_publisher(client, monkeypatch):
    thin = sorted(published(evidence=1, override_note="Thin.").claim.reference for _ in range(3))

    whole = re.sub("<.*?>", "", client.get("/data/").content.decode())
    monkeypatch.setattr(coverage, "NAMED", 2)
    bounded = re.sub("<.*?>", "", client.get("/data/").content.decode())

    assert f"3 claims rest on fewer than two independent publishers: {', '.join(thin)}. 0 claims" in whole
    assert f"3 claims rest on fewer than two independent publishers; the first 2 are {thin[0]}, {thin[1]}. 0 claims" in bounded


def test_the_page_on_the_method_says_how_many_claims_lean_each_way_and_how_they_were_judged(client):
    published(claim(leaning="overstates"), verdict="false")
    published(claim(leaning="overstates"), verdict="mixed")
    published(claim(leaning="understates"), verdict="misleading")

    text = text_of(page(client, "/methodology/"))

    assert "2 overstate the system, 1 play it down and 0 do neither." in text
    assert "Overstates the system (2): 1 mixed, 1 false." in text
    assert "Plays the system down (1): 1 misleading." in text
