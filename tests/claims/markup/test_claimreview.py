"""ClaimReview as Google's guide and schema.org ask for it, with citations and corrections that nobody else emits."""

import pytest
from django.utils import timezone

from claims.markup.claimreview import claimreview, rating
from claims.models import Appearance
from claims.reading.loading import public_claim
from sources.models import SourceAuthor
from tests import factories

pytestmark = pytest.mark.django_db


def described(review) -> dict:
    claim = public_claim(review.claim.slug).claim
    return claimreview(claim, claim.current, list(claim.reviews.public()), lambda path: f"https://claims.example{path}", "Social Credit Claims")


def test_a_published_claim_has_everything_that_is_required_or_recommended():
    review = factories.published()

    data = described(review)

    page = f"https://claims.example/claims/{review.claim.slug}/"
    assert data["url"] == page
    assert data["@id"] == f"{page}#review-1"
    assert data["claimReviewed"] == "Everyone has a score."
    assert data["abstract"] == "Nobody has a national score."
    assert data["datePublished"] == data["dateModified"] == "2026-11-22T12:00:00Z"
    assert data["itemReviewed"]["@type"] == "Claim"
    assert data["itemReviewed"]["firstAppearance"]["url"].startswith("https://example.org/")
    assert data["reviewRating"] == {
        "@type": "Rating", "alternateName": "False", "ratingExplanation": "Nobody has a national score. There is no such score anywhere.",
        "ratingValue": 1, "worstRating": 1, "bestRating": 5,
    }  # fmt: skip


def test_each_piece_of_evidence_is_a_citation():
    data = described(factories.published())

    assert [work["@type"] for work in data["citation"]] == ["CreativeWork", "CreativeWork"]
    assert all(work["name"] and work["url"] and work["inLanguage"] == "en" for work in data["citation"])


@pytest.mark.parametrize("verdict", ["misleading", "unproven", "outdated"])
def test_a_verdict_off_the_line_has_words_and_no_number(verdict):
    made = rating(factories.review(verdict=verdict))

    assert made["alternateName"] == verdict.capitalize()
    assert not {"ratingValue", "worstRating", "bestRating"} & set(made)


def test_a_change_of_the_review_is_a_correction_and_a_typo_is_none():
    first = factories.published()
    factories.published(first.claim, change="correction", reason="We had mistaken a list for a score.")
    latest = factories.published(first.claim, change="typo", reason="A letter was missing.")

    data = described(latest)

    assert [note["text"] for note in data["correction"]] == ["We had mistaken a list for a score."]
    assert data["version"] == "3"


def test_the_claimant_is_a_person_a_body_or_left_out():
    claim = factories.claim(appearances=0)
    liu, firm = factories.source(), factories.source(publisher="ABC News")
    SourceAuthor.objects.create(source=liu, position=0, family="Liu", given="Jun")
    appearance = Appearance.objects.create(claim=claim, position=0, claimant="Jun Liu, ScienceNordic", source=liu, date="2018")
    review = factories.published(claim)
    assert described(review)["itemReviewed"]["author"] == [{"@type": "Person", "name": "Jun Liu"}]

    Appearance.objects.filter(pk=appearance.pk).update(claimant="ABC News", source=firm)
    assert described(review)["itemReviewed"]["author"] == [{"@type": "Organization", "name": "ABC News"}]

    Appearance.objects.filter(pk=appearance.pk).update(claimant="Many people")
    assert "author" not in described(review)["itemReviewed"]


def test_a_draft_is_described_as_if_it_were_published_now():
    draft = factories.review()

    data = claimreview(draft.claim, draft, [draft], lambda path: f"https://claims.example{path}", "Social Credit Claims")

    assert data["datePublished"] == data["dateModified"]
    assert data["datePublished"][:10] == data["sdDatePublished"] == timezone.now().date().isoformat()


def test_an_appearance_without_an_address_has_none_and_is_never_our_own_page():
    claim = factories.claim(appearances=0)
    Appearance.objects.create(
        claim=claim, position=0, claimant="A poster", source=factories.source(url="", link="none", title="A poster"), date="2018"
    )

    data = described(factories.published(claim))

    assert data["itemReviewed"]["firstAppearance"] == {"@type": "CreativeWork", "name": "A poster", "datePublished": "2018"}
