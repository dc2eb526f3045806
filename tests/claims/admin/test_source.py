import pytest

from tests import factories
from tests.desk import filled, signed_in

pytestmark = pytest.mark.django_db


def test_claims_are_found_by_the_new_title_and_kind_of_a_source_they_lean_on():
    source, client = factories.source(kind="journalism"), signed_in()
    review = factories.review(evidence=1)
    factories.piece(review, source=source)
    claim = factories.publishing.publish(review=factories.publishing.submit(review=review), approver=factories.account()).claim
    page = f"/admin/sources/source/{source.pk}/change/"

    response = client.post(page, filled(client.get(page)) | {"title": "Zebra crossings", "kind": "law"})

    claim.refresh_from_db()
    assert response.status_code == 302
    assert claim.source_kinds == ["journalism", "law"]
    assert "zebra" in claim.search_vector
