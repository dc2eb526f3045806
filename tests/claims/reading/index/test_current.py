"""The index of a process stays right whatever is done to the record: checked against the tables after real commits."""

import random
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from django.utils import timezone

from claims.editorial import publishing
from claims.models import Claim, ClaimTopic, Topic
from claims.reading.filters import ClaimFilter
from claims.reading.found import Found
from claims.reading.index import loading
from claims.reading.index.current import current
from claims.verdicts import System, Verdict
from tests.factories import NOON, account, claim, published, review, topic

PLACES, DATES = ["china", "suzhou", "rongcheng"], ["", "2016", "2016-04", "2016-04-02", "2019-11", "2020-01-31"]
LATER = NOON + timedelta(minutes=1)
QUESTIONS = [
    "", "sort=oldest", "sort=evidence", "verdict=false&verdict=mixed", "place=suzhou&system=court-list", "topic=lists", "from=2016-04",
    "to=2016-04-01", "from=2016-04-02&to=2019", "status=overdue&sort=oldest", "q=score", "q=score&verdict=false&sort=evidence",
    "kind=journalism&sort=oldest&from=2016",
]  # fmt: skip


def told(index) -> dict:
    """Everything the index says, by primary key, so that two can be compared whatever their slots."""
    values = {name: {value: sorted(index.keys(slots)) for value, slots in by.items()} for name, by in index.values.items()}
    made = {date: sorted(index.keys(slots)) for date, slots in index.made.within.items()}
    return {"values": values, "made": made, "newest": index.newest(index.published, 0, 10_000), "topics": [t.name for t in index.topics]}


def agrees() -> bool:
    """Whether the index that was brought forward says what one read anew says, and finds what the tables hold, in their order."""
    assert told(current()) == told(loading.whole(current().version))
    for question in QUESTIONS:
        asked = ClaimFilter(QueryDict(question))
        assert Found(asked)[0:10_000] == list(asked.in_order().values_list("pk", flat=True)), question
    return True


def a_claim(chance: random.Random, headings: list[Topic]) -> Claim:
    """A draft that passes every gate, with random values."""
    of = claim(topics=chance.sample(headings, chance.randint(0, 2)))
    of.appearances.update(date=chance.choice(DATES))
    systems, places = chance.sample(System.values, 2), chance.sample(PLACES, chance.randint(1, 3))
    verdict, due = chance.choice(Verdict.values), timezone.now().date() + timedelta(days=chance.randint(1, 9))
    review(of, verdict=verdict, systems=systems, places=places, evidence=chance.randint(2, 4), override_note="Thin.", review_by=due)
    return of


def step(chance: random.Random, headings: list[Topic], editor) -> None:
    """One thing that happens to the record: mostly publications, some of them dated back; withdrawals; changes behind the editors' backs."""
    live = list(Claim.objects.published())
    deed = chance.choice(["publish", "publish", "date back", "revise", "withdraw", "topic", "rename", "update", "draft", "roll back"])
    at = NOON - timedelta(days=chance.randint(1, 99)) if deed == "date back" else None
    if deed == "withdraw" and live:
        publishing.withdraw(review=chance.choice(live).current, reason="It was wrong.")
    elif deed == "revise" and live:
        publishing.publish(review=publishing.submit(review=review(chance.choice(live))), approver=editor)
    elif deed == "topic" and live:
        ClaimTopic.objects.filter(claim=chance.choice(live)).delete()
        ClaimTopic.objects.create(claim=chance.choice(live), topic=chance.choice(headings), position=9).delete()
    elif deed == "rename":
        Topic.objects.filter(pk=chance.choice(headings).pk).update(name=f"Name {chance.random()}")
    elif deed == "update" and live:
        Claim.objects.filter(pk=chance.choice(live).pk).update(
            verdict="mixed", leaning="understates", first_made="2016-04", review_by=date(2020, 1, 1)
        )
    elif deed == "draft":
        a_claim(chance, headings)
    else:
        with transaction.atomic():
            made = a_claim(chance, headings)
            publishing.publish(review=publishing.submit(review=made.reviews.get()), approver=editor, at=at)
            transaction.set_rollback(deed == "roll back")


@pytest.mark.parametrize("seed", [1, 2])
def test_it_equals_a_recount_after_whatever_happens(own_database, seed):
    chance, headings, editor = random.Random(seed), [topic(slug=slug) for slug in ("lists", "scores")], account()

    for _ in range(30):
        step(chance, headings, editor)
        assert agrees()

    assert current().step > 10  # it was brought forward, not read anew each time


def test_a_page_that_began_before_a_publication_still_finds_its_own(own_database):
    published()
    before = current()
    published(at=LATER)
    after = current()

    assert (len(before.published), len(after.published)) == (1, 2)
    assert after.values["verdict"]["false"] != before.values["verdict"]["false"]
    assert Claim.objects.newest_first()[0].pk in after.changed_since(before.step).claims  # and what was still being written, elsewhere, at the time


def test_what_is_not_committed_is_seen_by_nobody_else(own_database):
    published()
    current()

    with transaction.atomic():
        published()
        inside = len(current().published)
        transaction.set_rollback(True)

    assert (inside, len(current().published)) == (2, 1)


def test_nothing_is_read_again_while_the_version_stands(own_database, django_assert_num_queries):
    published()
    current()

    with django_assert_num_queries(3):  # begin; the snapshot with its version; commit
        current()


def test_a_publication_costs_a_few_queries_for_the_claims_that_changed(own_database, django_assert_num_queries):
    published()
    current()
    published(at=LATER)

    with django_assert_num_queries(9):  # the three; what changed; does it come last; horizon; those claims; their topics; the topics
        current()


def test_a_loader_that_changes_more_than_is_worth_following_is_read_whole(own_database, monkeypatch):
    monkeypatch.setattr(loading, "MANY", 1)
    published()
    line = current().line
    for _ in range(3):
        published()

    assert current().line is not line
    assert told(current()) == told(loading.whole(current().version))


def test_numbers_from_another_life_of_the_server_are_not_read_again_and_again(own_database):
    published()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_claimchange SET xact = 4000000000000")
    current()
    published(at=LATER)

    assert len(current().changed[-1].claims) == 1
