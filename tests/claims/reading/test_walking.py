"""Whoever walks a list meets every claim that stays as it is once and in its order, whatever is done to the others between two steps."""

import random
from datetime import timedelta

import pytest
from django.http import QueryDict

from claims.editorial import publishing
from claims.models import Claim
from claims.reading import matches, walking
from claims.reading.filters import ClaimFilter
from claims.reading.found import Found
from tests.factories import NOON, account, claim, published, review

DATES = ["", "2016", "2016-04", "2016-04-02", "2016-04-03", "2019-11", "2020-01-31"]
ORDERS = ["sort=newest", "sort=oldest", "sort=evidence", "q=score", "q=score&verdict=false", "q=score&sort=oldest", "verdict=false&sort=evidence"]


def a_claim(chance: random.Random, **options) -> Claim:
    """A published claim, with random values of all that lists are sorted by, many of which others have too."""
    of = claim()
    of.appearances.update(date=chance.choice(DATES))
    at = options.get("at") or NOON + timedelta(minutes=chance.randint(0, 9))
    return published(of, at=at, **words(chance)).claim


def words(chance: random.Random) -> dict:
    answer = " ".join(["A score."] * chance.randint(1, 3))
    return {"evidence": chance.randint(2, 4), "verdict": chance.choice(["false", "mixed"]), "answer": answer, "override_note": "Thin."}


def deed(chance: random.Random, editor) -> Claim:
    """Publish, date back, revise or withdraw a claim, and say which."""
    what = chance.choice(["publish", "date back", "revise", "withdraw"])
    if what in ("publish", "date back"):
        return a_claim(chance, at=NOON + timedelta(hours=1 if what == "publish" else -chance.randint(1, 9)))
    of = chance.choice(list(Claim.objects.published()))
    if what == "revise":
        publishing.publish(review=publishing.submit(review=review(of, **words(chance))), approver=editor)
    else:
        publishing.withdraw(review=of.current, reason="It was wrong.")
    return of


def step(query: str, mark, number: int):
    """The next keys, and the mark after them, at the version that stands now."""
    claims = ClaimFilter(QueryDict(query))
    return walking.after(mark, number, claims, Found(claims))


def walk(query: str, number: int, between=lambda: None) -> list[int]:
    """Every key of a list, `number` at a time; `between` is called between two steps."""
    found, mark = step(query, None, number)
    while mark:
        between()
        keys, mark = step(query, mark, number)
        assert len(keys) <= number
        found += keys
    return found


def in_order(query: str) -> list[int]:
    return Found(ClaimFilter(QueryDict(query)))[0:10_000]


@pytest.fixture
def few_are_ranked(monkeypatch):
    """A search ranks the newest five, so that walks pass from the ranked to the rest."""
    monkeypatch.setattr(matches, "RANKED", 5)


@pytest.mark.parametrize("query", ORDERS)
def test_a_walk_meets_what_a_page_lists(own_database, few_are_ranked, query):
    chance = random.Random(3)
    for _ in range(14):
        a_claim(chance)

    assert [walk(query, number) for number in (1, 3, 5, 100)] == [in_order(query)] * 4


@pytest.mark.parametrize("seed", range(2))
def test_a_walk_through_what_is_published_meanwhile_skips_and_repeats_nothing(own_database, few_are_ranked, seed):
    chance, editor = random.Random(seed), account()
    for _ in range(12):
        a_claim(chance)
    for query in ORDERS:
        before, touched = in_order(query), set()

        met = walk(query, 3, between=lambda touched=touched: touched.add(deed(chance, editor).pk))

        assert [key for key in met if key not in touched] == [key for key in before if key not in touched], query
        assert touched


def test_a_walk_goes_on_after_a_claim_that_is_gone(own_database, few_are_ranked):
    chance = random.Random(5)
    for _ in range(8):
        a_claim(chance)
    for query in ORDERS[:4]:
        first, mark = step(query, None, 2)
        second, _ = step(query, mark, 2)
        publishing.withdraw(review=Claim.objects.get(pk=first[-1]).current, reason="It was wrong.")

        assert step(query, mark, 2)[0] == second


def test_who_is_on_the_way_through_the_ranked_sees_what_joins_them(own_database, few_are_ranked):
    for answer in ("A score. A score. A score.", "A score. A score.", "A score."):
        published(answer=answer)
    (best,), mark = step("q=score", None, 1)
    added = published(answer="A score.", at=NOON + timedelta(hours=1)).claim

    assert added.pk in walk("q=score", 1)[1:]
    assert added.pk in step("q=score", mark, 5)[0]
    assert best not in step("q=score", mark, 5)[0]


def test_a_mark_among_the_ranked_is_refused_when_too_many_have_joined_them(own_database, few_are_ranked, monkeypatch):
    monkeypatch.setattr(matches, "_FOLLOWED", 6)
    for _ in range(6):
        published()
    _, mark = step("q=score", None, 1)
    published(at=NOON + timedelta(hours=1))
    assert step("q=score", mark, 1)[0]
    published(at=NOON + timedelta(hours=2))

    with pytest.raises(matches.TooOld):
        step("q=score", mark, 1)
