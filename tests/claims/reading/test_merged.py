"""A claim that was merged into another: every address of it still answers, and says where it went."""

import json

import pytest

from claims.editorial import publishing
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    """The old claim's review and the claim that took its place."""
    old, new = factories.published(statement="An old statement."), factories.published(fact="There are lists.")
    publishing.withdraw(review=old, reason="It says the same.", merged_into=new.claim)
    return old, new.claim


def test_its_page_leads_to_the_other_which_says_so(client, pair):
    old, new = pair
    response = client.get(old.claim.get_absolute_url())
    page = client.get(new.get_absolute_url()).content.decode()

    assert (response.status_code, response["Location"]) == (302, f"{new.get_absolute_url()}#{old.claim.reference}")
    assert f'id="{old.claim.reference}"' in page
    assert f"This page also answers {old.claim.reference}, “An old statement.”" in page
    assert "It says the same." in page


def test_none_of_its_addresses_is_lost(client, pair):
    old, _ = pair
    base = old.claim.get_absolute_url()
    tails = ["history/", "reviews/1/", "embed/", "reviews/1/embed/", "handout/", "reviews/1/handout/", "qr.svg", "preview.png", "cite/apa"]
    answers = {tail: client.get(base + tail).status_code for tail in tails} | {"short": client.get(f"/{old.claim.reference}").status_code}

    assert answers == {
        "history/": 200, "reviews/1/": 200, "embed/": 410, "reviews/1/embed/": 200, "handout/": 410, "reviews/1/handout/": 200,
        "qr.svg": 200, "preview.png": 200, "cite/apa": 200, "short": 301,
    }  # fmt: skip


@pytest.mark.parametrize("tail", ["reviews/1/", "embed/", "handout/"])
def test_what_is_shown_of_it_names_the_other(client, pair, tail):
    old, new = pair

    assert new.reference in client.get(old.claim.get_absolute_url() + tail).content.decode()


def test_data_are_gone_and_name_the_other(client, pair):
    old, new = pair
    page, api = client.get(f"/claims/{old.claim.slug}.json"), client.get(f"/api/v1/claims/{old.claim.reference}")
    correction = client.get("/api/v1/corrections").json()["results"][0]

    assert (page.status_code, api.status_code) == (410, 410)
    assert page.json()["review"]["merged_into"] == api.json()["review"]["merged_into"] == correction["merged_into"] == new.reference
    assert page.json()["review"]["merged_into_url"] == f"http://127.0.0.1:8000{new.get_absolute_url()}"


def test_the_corrections_page_links_the_other(client, pair):
    _, new = pair

    assert f'It was merged into <a href="{new.get_absolute_url()}">' in client.get("/corrections/").content.decode()


def test_whoever_comes_by_two_merges_arrives(client, pair):
    old, new = pair
    last = factories.published()
    publishing.withdraw(review=new.current, reason="It says the same too.", merged_into=last.claim)
    response = client.get(old.claim.get_absolute_url(), follow=True)

    assert [address for address, _ in response.redirect_chain] == [
        f"{new.get_absolute_url()}#{old.claim.reference}",
        f"{last.claim.get_absolute_url()}#{new.reference}",
    ]
    assert response.status_code == 200


def test_the_ledger_tells_it_to_outsiders(client, pair):
    _, new = pair
    lines = [json.loads(line) for line in client.get("/ledger.jsonl").getvalue().decode().splitlines()]

    assert json.loads(lines[-1]["record"])["merged_into"] == new.reference
