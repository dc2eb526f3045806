"""Everything a page shows of a claim, in a pinned number of queries."""

from datetime import timedelta

import pytest

from claims.editorial import publishing
from claims.models import Claim, ClaimLink, FormerSlug
from claims.reading.loading import by_reference, public_claim
from sources.models import SourceAuthor
from tests.factories import NOON, account, claim, published, review, topic

pytestmark = pytest.mark.django_db


def large(rows: int, versions: int = 1) -> None:
    """A claim at /claims/score/ with `rows` of everything that its pages list."""
    of = claim(slug="score", topics=[topic() for _ in range(rows)], appearances=rows)
    for version in range(versions):
        draft = review(of, evidence=rows, override_note="Thin.")
        for evidence in draft.evidence.all():
            SourceAuthor.objects.create(source=evidence.source, position=0, family="Liu")
        publishing.publish(review=publishing.submit(review=draft), approver=account(), at=NOON + timedelta(days=version))
    for _ in range(rows):
        ClaimLink.objects.create(claim=of, other=published().claim, tie="related")


QUERIES = {
    "/claims/score/": 2,  # the version; everything
    "/claims/score.json": 3,  # which claim it is; the version; everything
    "/claims/score/reviews/1/": 3,  # everything of the claim as it stands; the evidence of this version; its authors
    "/claims/score/reviews/3/": 1,  # the version that stands
    "/claims/score/qr.svg": 1,
    "/claims/score/history/": 3,  # everything; the evidence of the other versions; its authors
}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("address", QUERIES)
def test_pages_of_a_claim_take_few_queries_whatever_the_number_of_rows(client, rows, address, page_queries):
    large(rows, versions=3)

    with page_queries(QUERIES[address]):
        response = client.get(address)

    assert response.status_code == 200


def test_a_former_address_leads_to_the_whole_claim():
    of = published(claim(slug="new-name"))
    FormerSlug.objects.create(claim=of.claim, slug="old-name")

    whole = public_claim("old-name")

    assert (whole.claim, whole.history) == (of.claim, [of])


def test_claims_come_by_reference_without_drafts():
    for number in (9003, 9001, 9002):
        published(claim(reference=f"SC-{number}"))
    claim(reference="SC-9000")

    found = [whole.claim.reference for whole in by_reference(Claim.objects.exclude(reference="SC-9002"))]

    assert found == ["SC-9001", "SC-9003"]
