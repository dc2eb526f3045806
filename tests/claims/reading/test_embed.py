"""What other sites show of a claim."""

import json
import xml.etree.ElementTree as ElementTree

import pytest
from django.conf import settings

from claims.editorial import publishing
from tests import factories
from tests.factories import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    return factories.published()


def test_the_card_shows_verdict_fact_and_date_and_may_be_framed_by_anyone(client, review):
    response = client.get(f"/claims/{review.claim.slug}/embed/")

    page = response.content.decode()
    assert "False" in page
    assert "Nobody has a national score." in page
    assert "X-Frame-Options" not in response.headers
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "Set-Cookie" not in response.headers


def test_no_other_page_may_be_framed(client, review):
    response = client.get(review.claim.get_absolute_url())

    assert response["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_a_pinned_card_keeps_its_version(client, review):
    factories.published(review.claim, fact="There are lists.")

    pinned = client.get(f"/claims/{review.claim.slug}/reviews/1/embed/").content.decode()
    live = client.get(f"/claims/{review.claim.slug}/embed/").content.decode()

    assert "Nobody has a national score." in pinned
    assert "There are lists." in live


def test_a_withdrawn_claim_says_so_in_its_card(client, review):
    publishing.withdraw(review=review, reason="It repeated another claim.")

    response = client.get(f"/claims/{review.claim.slug}/embed/")

    assert response.status_code == 410
    assert "Withdrawn" in response.content.decode()


def test_oembed_gives_a_frame_within_the_size_asked_for(client, review):
    address = f"{settings.SITE_URL}{review.claim.get_absolute_url()}"

    answer = client.get("/oembed", {"url": address, "maxwidth": "400"}).json()

    assert answer["type"] == "rich"
    assert (answer["width"], answer["height"]) == (400, 320)
    assert answer["title"] == "False: “Everyone has a score.”"
    assert f'src="{settings.SITE_URL}/claims/{review.claim.slug}/embed/"' in answer["html"]


def test_oembed_speaks_xml_and_pins_a_version(client, review):
    address = f"{settings.SITE_URL}{review.get_absolute_url()}"

    response = client.get("/oembed", {"url": address, "format": "xml"})

    assert response["Content-Type"] == "text/xml; charset=utf-8"
    assert "/reviews/1/embed/" in ElementTree.fromstring(response.content).findtext("html")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"url": "https://elsewhere.example/claims/x/"}, 404),
        ({"url": ""}, 404),
        ({"url": f"{settings.SITE_URL}/glossary/"}, 404),
        ({"url": "x", "format": "yaml"}, 501),
        ({"url": "x", "maxwidth": "wide"}, 400),
    ],
)
def test_oembed_refuses_what_it_cannot_show(client, query, status):
    response = client.get("/oembed", query, headers={"Accept": "application/json"})

    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"


def test_the_qr_code_is_svg_of_the_pinned_short_link(client, review):
    response = client.get(f"/claims/{review.claim.slug}/qr.svg")

    assert response["Content-Type"] == "image/svg+xml"
    assert ElementTree.fromstring(response.content).tag == "{http://www.w3.org/2000/svg}svg"


def test_the_claim_page_carries_one_claimreview_and_a_version_page_none(client, review):
    page = client.get(review.claim.get_absolute_url()).content.decode()
    version = client.get(review.get_absolute_url()).content.decode()

    block = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(block)["@type"] == "ClaimReview"
    assert "ClaimReview" not in version


def test_text_cannot_end_the_data_block(client):
    review = factories.published(statement="A </script><script>alert(1)</script> score.")

    page = client.get(review.claim.get_absolute_url()).content.decode()

    assert "<script>alert" not in page


@pytest.mark.parametrize("address", ["qr.png", "reviews/1/qr.png"])
def test_the_qr_code_is_a_png_too_the_same_each_time(client, review, address):
    response = client.get(f"/claims/{review.claim.slug}/{address}")

    assert response["Content-Type"] == "image/png"
    assert response.content.startswith(b"\x89PNG\r\n\x1a\n")
    assert response.content == client.get(f"/claims/{review.claim.slug}/{address}").content


def test_the_qr_code_of_a_version_stays_that_of_the_version(client, review):
    before = client.get(f"/claims/{review.claim.slug}/reviews/1/qr.svg").content
    published(review.claim, change="update", reason="News.")

    assert client.get(f"/claims/{review.claim.slug}/reviews/1/qr.svg").content == before
    assert client.get(f"/claims/{review.claim.slug}/qr.svg").content != before


def test_there_is_no_qr_code_of_a_version_that_nobody_published(client, review):
    assert client.get(f"/claims/{review.claim.slug}/reviews/7/qr.svg").status_code == 404
