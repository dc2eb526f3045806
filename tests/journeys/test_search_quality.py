"""How well the search finds what it should: sixty judged queries against the whole corpus, as a reader would ask them.

`make search-quality` prints every query with the places of the claims expected of it. A query that finds nothing and is offered another spelling is
followed there, as the reader would.
"""

import statistics
import sys
from typing import NamedTuple

import pytest
import yaml
from django.conf import settings
from django.test import Client

from claims.models import Claim
from claims.reading.index.current import current
from claims.reading.suggestions import did_you_mean

pytestmark = pytest.mark.usefixtures("on_corpus")
FLOOR = 0.9  # of the mean reciprocal rank
SEEN = 10  # how far down a reader looks
KINDS = {
    "english", "simplified", "traditional", "pinyin with tones", "pinyin", "pinyin in one word", "misspelt", "phrase", "name", "number",
}  # fmt: skip


class Judged(NamedTuple):
    """A query, the spelling it was answered under when that was another one, and the place of each expected claim, from 1; None when not found."""

    kind: str
    query: str
    followed: str
    places: dict[str, int | None]


def judged_queries() -> list[dict]:
    return yaml.safe_load((settings.BASE_DIR / "tests" / "journeys" / "judged_queries.yaml").read_text("utf-8"))


def found(query: str) -> list[str]:
    """The references on the first page of the answer, best first."""
    return [claim["reference"] for claim in Client().get("/claims.json", {"q": query}).json()["claims"]]


def judged(kind: str, query: str, expected: list[str]) -> Judged:
    answer, followed = found(query), ""
    if not answer and (followed := did_you_mean(query, current())):
        answer = found(followed)
    return Judged(kind, query, followed, {reference: answer.index(reference) + 1 if reference in answer else None for reference in expected})


def reciprocal_rank(places: dict[str, int | None]) -> float:
    """1 when an expected claim comes first, 1/2 when the first of them comes second, 0 when none is found."""
    return max((1 / place for place in places.values() if place), default=0)


def too_far_down(places: dict[str, int | None]) -> list[str]:
    return [reference for reference, place in places.items() if place is None or place > SEEN]


@pytest.fixture(scope="module")
def results(on_corpus) -> list[Judged]:
    asked = [judged(**each) for each in judged_queries()]
    for each in asked:
        places = ", ".join(f"{reference} at {place or '–'}" for reference, place in each.places.items())
        sys.stdout.write(f"{reciprocal_rank(each.places):.2f}  {each.kind}: {each.query}{each.followed and f' → {each.followed}'}   {places}\n")
    sys.stdout.write(f"Mean reciprocal rank of {len(asked)} queries: {statistics.mean(reciprocal_rank(each.places) for each in asked):.3f}\n")
    return asked


def test_every_expected_claim_is_among_the_first_ten(results):
    assert {each.query: too_far_down(each.places) for each in results if too_far_down(each.places)} == {}


def test_an_expected_claim_comes_first_nearly_always(results):
    assert statistics.mean(reciprocal_rank(each.places) for each in results) >= FLOOR


def test_the_set_has_sixty_queries_of_every_kind_about_published_claims(results):
    expected = {reference for each in results for reference in each.places}

    assert len({each.query for each in results}) == len(results) == 60
    assert {each.kind for each in results} == KINDS
    assert set(Claim.objects.published().filter(reference__in=expected).values_list("reference", flat=True)) == expected


def test_the_measures_see_a_claim_that_comes_late_or_not_at_all():
    assert reciprocal_rank({"SC-0001": 4, "SC-0002": 2}) == 0.5
    assert reciprocal_rank({"SC-0001": None}) == 0
    assert too_far_down({"SC-0001": 10, "SC-0002": 11, "SC-0003": None}) == ["SC-0002", "SC-0003"]
