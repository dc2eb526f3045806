"""Everything a page shows of a claim, in a pinned number of queries."""

from datetime import timedelta

import pytest

from claims.editorial import publishing
from claims.models import ClaimLink
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


@pytest.mark.parametrize("rows", [1, 3])
def test_the_claim_page_takes_eleven_queries_whatever_the_number_of_rows(client, rows, page_queries):
    large(rows)

    # the version; claim with review; topics; appearances; authors; evidence; authors; public reviews; ties; alarms; merged claims
    with page_queries(11):
        response = client.get("/claims/score/")

    assert len(response.context["ties"]["related"]) == rows


_CLAIM = 6  # claim with review; topics; appearances; their authors; evidence; its authors
OTHERS = {
    "/claims/score.json": _CLAIM,
    "/claims/score/reviews/1/": 6,  # review with claim; evidence; its authors; appearances; topics; the next review
    "/claims/score/history/": _CLAIM + 3,  # public reviews; their evidence; its authors
}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("address", OTHERS)
def test_other_pages_of_a_claim_take_few_queries_whatever_the_number_of_rows(client, rows, address, page_queries):
    large(rows, versions=rows)

    with page_queries(OTHERS[address]):
        response = client.get(address)

    assert response.status_code == 200
