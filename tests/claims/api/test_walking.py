"""Lists of the API on the whole corpus: the same rows as the pages, each once."""

import random
import re
from urllib.parse import urlencode

import pytest

from claims.models import Claim, Review, Topic
from claims.reading.filters import FACETS, SORTS
from claims.reading.index.current import current
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


def a_question(chance: random.Random) -> str:
    """A query string that every list takes, with values that there are."""
    index, asked = current(), []
    values = {name: sorted(index.values[name]) for name in FACETS} | {"topic": [topic.slug for topic in index.topics]}
    for name in chance.sample(FACETS, chance.randint(0, 2)):
        asked += [(name, value) for value in chance.sample(values[name], chance.randint(1, 3))]
    words = chance.choice(["", "", "score", "court blacklist", "信用", "xinyong"])
    asked += [("q", words)] if words else []
    asked += [("from", chance.choice(["2014", "2018-03"]))] if chance.random() < 0.3 else []
    asked += [("to", chance.choice(["2019", "2023-12-31"]))] if chance.random() < 0.3 else []
    sort = chance.choice(["", *SORTS])
    return urlencode([*asked, *([("sort", sort)] if sort and (words or sort != "relevance") else [])])


@pytest.mark.parametrize("seed", range(15))
def test_page_json_and_api_list_the_same_for_any_question(client, seed):
    question = a_question(random.Random(seed))

    page = client.get(f"/claims/?{question}")
    listed = client.get(f"/claims.json?{question}").json()
    answered = client.get(f"/api/v1/claims?{question}&limit=20").json()

    assert re.findall(r'<h3><a href="(/claims/[^"]*?/)"', page.content.decode()) == [row["url"].removeprefix(HERE) for row in listed["claims"]]
    assert answered["results"] == listed["claims"]
    assert page.context["total"] == listed["count"] == answered["count"]
    assert (listed["next"] is None) == (answered["next"] is None) == (listed["count"] <= 20)


@pytest.mark.parametrize("limit", [1, 7, 100])
def test_walking_a_list_meets_every_row_once(client, limit):
    counts = {"claims": Claim.objects.published(), "sources": Source.objects, "topics": Topic.objects, "reviews": Review.objects.public()}
    counts = {name: rows.count() for name, rows in counts.items()}
    keys = {"claims": "reference", "sources": "key", "topics": "slug", "reviews": "url"}

    for name, total in counts.items():
        if limit == 1 and name == "sources":
            continue  # 276 requests would show nothing that 72 do not
        met = [row[keys[name]] for row in walk(client, f"/api/v1/{name}", limit)]
        assert len(met) == len(set(met)) == total
