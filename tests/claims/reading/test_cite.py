"""Downloads of references."""

import pytest
from django.conf import settings

from claims.editorial import publishing
from claims.models import FormerSlug
from claims.outputs.citations import FORMATS
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("style", FORMATS)
def test_a_claim_is_cited_in_every_format_pinned_to_its_version(client, style):
    review = factories.published()

    response = client.get(f"/claims/{review.claim.slug}/cite/{style}")

    assert response["Content-Type"] == f"{FORMATS[style][2]}; charset=utf-8"
    assert f"{settings.SITE_URL}{review.get_absolute_url()}" in response.content.decode()
    assert "False" in response.content.decode()


def test_an_older_version_can_still_be_cited(client):
    first = factories.published()
    factories.published(first.claim)

    text = client.get(f"/claims/{first.claim.slug}/reviews/1/cite/apa").content.decode()

    assert "version 1" in text
    assert "/reviews/1/" in text


def test_a_source_is_cited_as_itself(client):
    source = factories.source(title="A report", publisher="An office", date="2018-12")

    text = client.get(f"/sources/{source.key}/cite/apa").content.decode()

    assert text == f"A report. (2018, December). An office. {source.url}"


def test_an_unknown_format_is_not_found_and_names_the_known_ones(client):
    review = factories.published()

    response = client.get(f"/claims/{review.claim.slug}/cite/vancouver")

    assert response.status_code == 404
    assert "bibtex" in response.content.decode()


def test_a_draft_cannot_be_cited(client):
    draft = factories.review()

    assert client.get(f"/claims/{draft.claim.slug}/cite/apa").status_code == 404
    assert client.get(f"/claims/{draft.claim.slug}/reviews/1/cite/apa").status_code == 404


def test_a_withdrawn_or_renamed_claim_is_still_cited_and_says_so(client):
    review = factories.published()
    FormerSlug.objects.create(slug="old-name", claim=review.claim)
    renamed = client.get("/claims/old-name/cite/apa")
    publishing.withdraw(review=review, reason="A source was forged.")
    gone = client.get(f"/claims/{review.claim.slug}/cite/apa")

    assert (renamed.status_code, renamed["Location"]) == (301, f"/claims/{review.claim.slug}/reviews/1/cite/apa")
    assert gone.status_code == 200
    assert "Withdrawn: “Everyone has a score.”" in gone.content.decode()
