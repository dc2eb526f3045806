"""A reader comes by a link that is old, short, mistaken or withdrawn, and always finds a way on."""

import json

import pytest

from claims.editorial import publishing
from claims.models import Claim, FormerSlug


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/claims/a-former-name/", "/claims/score-for-every-citizen-by-2020/"),
        ("/claims/a-former-name.json", "/claims/score-for-every-citizen-by-2020.json"),
        ("/claims/a-former-name/history/", "/claims/score-for-every-citizen-by-2020/history/"),
        ("/claims/a-former-name/reviews/1/", "/claims/score-for-every-citizen-by-2020/reviews/1/"),
        ("/SC-0007", "/claims/score-for-every-citizen-by-2020/"),
        ("/SC-0007/1", "/claims/score-for-every-citizen-by-2020/reviews/1/"),
        ("/claims", "/claims/"),
        ("/feed.atom", "/claims.atom"),
    ],
)
def test_old_and_short_addresses_lead_on_for_good(reader, old, new):
    FormerSlug.objects.create(slug="a-former-name", claim=Claim.objects.get(reference="SC-0007"))
    answer = reader.client.get(old)

    assert (answer.status_code, answer["Location"]) == (301, new)
    assert reader.open(old).status == 200


@pytest.mark.parametrize(
    "address", ["/nowhere/", "/claims/nowhere/", "/SC-9999", "/SC-0007/99", "/topics/nowhere/", "/sources/nowhere/", "/collections/nowhere/"]
)
def test_a_wrong_address_says_so_and_offers_search_and_claims(reader, address):
    reader.open(address)
    said, offered = reader.text("h1"), reader.claims()
    reader.choose(form="main form", q="blacklist")

    assert said == "There is no such page"
    assert len(offered) == 4
    assert reader.address == "/claims/?q=blacklist"


def test_a_wrong_address_of_data_is_answered_as_data(reader):
    reader.open("/claims/nowhere.json")

    assert reader.status == 404
    assert json.loads(reader.body)["title"] == "There is no claim at “nowhere”."


def test_a_withdrawn_claim_is_gone_and_says_why_and_where_its_text_is(reader):
    review = Claim.objects.get(reference="SC-0007").current
    publishing.withdraw(review=review, reason="Its main source was retracted.")
    reader.open("/claims/score-for-every-citizen-by-2020/")
    status, said = reader.status, reader.text(".lead")
    listed = reader.open("/claims.csv").body.decode()
    reader.open("/claims/score-for-every-citizen-by-2020/").follow("version 1")

    assert (status, said) == (410, "Its main source was retracted.")
    assert "SC-0007," not in listed
    assert "This review was withdrawn" in reader.text(".notice")


@pytest.mark.parametrize("query", ["verdict=wrong", "colour=red", "page=99", "page=0", "from=2018-13", "q=a&q=b", "from=2019&to=2018", "q=%00"])
def test_a_filter_that_is_not_understood_shows_nothing_and_a_way_on(reader, query):
    reader.open(f"/claims/?{query}")
    shown = reader.status, reader.text("#count"), reader.claims()
    reader.follow("see all claims")

    assert shown == (400, "The filters are not understood", {})
    assert (reader.status, len(reader.claims())) == (200, 20)
