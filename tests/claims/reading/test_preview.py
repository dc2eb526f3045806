import io
import re

import pytest
from PIL import Image

from claims.editorial import publishing
from claims.models import FormerSlug
from claims.outputs.preview import card
from tests.factories import claim, published, review

pytestmark = pytest.mark.django_db


def tags(client, address: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[a-z:]+)" content="([^"]*)">', client.get(address).content.decode()))


def test_a_claim_has_an_image_and_each_version_its_own(client):
    first = published(claim(slug="score"))
    published(first.claim, change="correction", reason="A better source.", verdict="mixed")

    live, one, two = (client.get(f"/claims/score/{part}preview.png") for part in ("", "reviews/1/", "reviews/2/"))

    assert (live.status_code, live["Content-Type"]) == (200, "image/png")
    assert Image.open(io.BytesIO(live.content)).size == (1200, 630)
    assert live.content == two.content != one.content


def test_an_image_is_drawn_once_and_then_kept(client, monkeypatch):
    published(claim(slug="score"))
    first = client.get("/claims/score/preview.png").content
    monkeypatch.setattr(card, "draw", None)

    assert client.get("/claims/score/preview.png").content == first


def test_a_page_names_the_image_of_the_version_it_shows_and_says_what_is_on_it(client):
    of = published(claim(slug="score"), fact="Nobody has one.").claim

    found = tags(client, of.get_absolute_url())

    assert found["og:image"] == "http://127.0.0.1:8000/claims/score/reviews/1/preview.png"
    assert found["og:image:alt"] == "False: Nobody has one."
    assert (found["og:image:width"], found["og:image:height"], found["twitter:card"]) == ("1200", "630", "summary_large_image")
    assert client.get(found["og:image"].removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_a_withdrawn_claim_says_so_on_its_image(client):
    made = published(claim(slug="score"))
    before = client.get("/claims/score/preview.png").content
    publishing.withdraw(review=made, reason="It rested on a forged document.")

    assert client.get("/claims/score/preview.png").content != before
    assert tags(client, "/claims/score/")["og:image:alt"] == "Withdrawn: It rested on a forged document."


def test_other_pages_show_the_image_of_the_site(client):
    found = tags(client, "/claims/")

    assert found["og:image"] == "http://127.0.0.1:8000/preview.png"
    assert Image.open(io.BytesIO(client.get("/preview.png").content)).size == (1200, 630)


def test_drafts_have_none_and_former_names_lead_on(client):
    review(claim(slug="draft"))
    FormerSlug.objects.create(claim=published(claim(slug="new")).claim, slug="old")

    assert client.get("/claims/draft/preview.png").status_code == 404
    assert client.get("/claims/new/reviews/2/preview.png").status_code == 404
    assert client.get("/claims/old/preview.png")["Location"] == "/claims/new/preview.png"
    assert client.get("/claims/old/reviews/1/preview.png")["Location"] == "/claims/new/reviews/1/preview.png"
