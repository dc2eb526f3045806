"""Lists of the API on the whole corpus: the same rows as the pages, each once."""

import pytest

from claims.models import Claim, Topic
from sources.models import Source

pytestmark = pytest.mark.django_db

HERE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module", autouse=True)
def whole_corpus(on_corpus):
    """These tests read the whole corpus."""


@pytest.fixture(autouse=True)
def nobody_counts(monkeypatch):
    """Walking takes more requests than one address has a minute."""
    monkeypatch.setattr("claims.api.throttle.PerAddress.THROTTLE_RATES", {"anon": None})


def walk(client, address: str, limit: int) -> list[dict]:
    """Every row of a list, page after page."""
    page, rows = client.get(f"{address}{'&' if '?' in address else '?'}limit={limit}").json(), []
    while True:
        rows += page["results"]
        assert len(page["results"]) <= limit
        if page["next"] is None:
            assert page["count"] == len(rows)
            return rows
        page = client.get(page["next"].removeprefix(HERE)).json()


def test_the_same_filters_give_the_same_claims_as_the_page(client):
    for query in ("verdict=false&verdict=mixed", "q=score", "q=社會信用", "system=court-list&sort=oldest", "from=2018&to=2019", "sort=evidence"):
        listed, address = [], f"/claims.json?{query}"
        while address:
            page = client.get(address.removeprefix(HERE)).json()
            listed, address = listed + page["claims"], page["next"]

        assert [row["reference"] for row in walk(client, f"/api/v1/claims?{query}", 7)] == [row["reference"] for row in listed]


@pytest.mark.parametrize("limit", [1, 7, 100])
def test_walking_a_list_meets_every_row_once(client, limit):
    counts = {"claims": Claim.objects.published().count(), "sources": Source.objects.count(), "topics": Topic.objects.count()}
    keys = {"claims": "reference", "sources": "key", "topics": "slug"}

    for name, total in counts.items():
        if limit == 1 and name == "sources":
            continue  # 276 requests would show nothing that 72 do not
        met = [row[keys[name]] for row in walk(client, f"/api/v1/{name}", limit)]
        assert len(met) == len(set(met)) == total
