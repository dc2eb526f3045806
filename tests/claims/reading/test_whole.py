"""A whole claim is what the models say, row by row, and nothing that readers may not see."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from claims.editorial import publishing
from claims.models import Alarm, Claim, ClaimLink, Review
from claims.reading import whole
from claims.reading.whole import Whole, whole_claim, whole_claims
from sources.models import SourceAuthor
from tests.factories import NOON, account, claim, piece, published, review, source, topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def score() -> Claim:
    """A claim with rows in every table that its page shows: corrected, tied, with an alarm, and with another one merged into it."""
    first = published(claim(slug="score", topics=[topic(name="Z"), topic(name="A")], appearances=3), at=NOON)
    draft = review(first.claim, change="correction", reason="We had missed a list.", scope_from="2014-06", second_reading="2026-11-20", evidence=3)
    piece(draft, source=source(read="cited", read_in=source(title="A long book")), stance="supports", quotation="信用", quotation_language="zh")
    second = publishing.publish(review=publishing.submit(review=draft), approver=account(), at=NOON + timedelta(days=1, microseconds=7))
    for position, family in ((1, "Second"), (0, "First")):
        SourceAuthor.objects.create(source=second.evidence.first().source, position=position, family=family)
    for other, tie in ((published().claim, "related"), (claim(), "part_of")):
        ClaimLink.objects.create(claim=other, other=first.claim, tie=tie)
    Alarm.objects.create(review=second, source=source(), kind="gone", weight=3, raised_at=NOON)
    publishing.withdraw(review=published(), reason="The same.", merged_into=first.claim, at=NOON + timedelta(days=2))
    review(first.claim, statement="Not said yet.")
    return first.claim


def columns(row: Model) -> dict:
    """The columns of a row with their types: a partial date is a text, too."""
    names = [field.attname for field in row._meta.concrete_fields if field.name != "search_vector"]
    return {name: (type(getattr(row, name)), getattr(row, name)) for name in names}


def rows_of(found: Whole) -> list[Model]:
    """Every row of `found`, each list in its order, by the ways that pages take."""
    current, appearances, places = found.claim.current, found.claim.appearances.all(), found.claim.claimtopic_set.all()
    sources = [row.source for row in (*current.evidence.all(), *appearances, *found.alarms)]
    authors = [author for one in sources for author in one.authors.all()]
    others = [end for tie in found.links for end in (tie.claim, tie.other)] + [one.claim for one in found.absorbed]
    relayed = [one.read_in for one in sources if one.read_in]
    lists = (found.history, current.evidence.all(), appearances, places, [place.topic for place in places], found.links, found.alarms, found.absorbed)
    return [found.claim, current, *(row for rows in lists for row in rows), *sources, *relayed, *authors, *others]


def test_every_row_is_as_the_models_read_it_and_none_is_asked_for_again(score, django_assert_num_queries):
    with django_assert_num_queries(1):
        rows = rows_of(whole_claim("score"))
        read = [columns(row) for row in rows]

    assert read == [columns(type(row).objects.get(pk=row.pk)) for row in rows]
    assert len(rows) == 35  # so that no list was empty


def test_lists_stand_in_the_order_of_the_models(score):
    found, current = whole_claim("score"), Claim.objects.get(pk=score.pk).current

    assert found.claim.current == current
    assert found.history == list(score.reviews.public().order_by("number"))
    assert found.claim.current.evidence.all() == list(current.evidence.all())
    assert found.claim.appearances.all() == list(score.appearances.all())
    assert [place.topic.name for place in found.claim.claimtopic_set.all()] == ["Z", "A"]
    assert found.claim.current.evidence.all()[0].source.byline == "First, Second"
    assert found.absorbed == list(Review.objects.merged_into(score))
    assert len(found.absorbed) == 1


def test_it_names_who_wrote_and_who_approved_but_reads_no_more_of_them(score):
    current = whole_claim("score").claim.current

    read = [{name for name in account.__dict__ if not name.startswith("_")} for account in (current.author, current.approver)]

    assert read == [{"id", "username"}] * 2
    assert current.author.username == Review.objects.get(pk=current.pk).author.username


def test_what_readers_may_not_see_is_not_in_it(score):
    closed = score.reviews.get(number=2)
    Alarm.objects.create(review=closed, source=source(), kind="gone", weight=2, raised_at=NOON)
    Alarm.objects.create(review=closed, source=source(), kind="gone", weight=3, raised_at=NOON, closed_at=NOON, reason="It is back.")
    draft = review(claim(slug="draft")).claim

    found = whole_claim("score")

    assert whole_claim("draft") is None
    assert list(whole_claims([draft.pk])) == []
    assert [one.number for one in found.history] == [1, 2]
    assert found.alarms == list(closed.alarms.shown_to_readers())
    assert len(found.alarms) == 1


def test_many_come_in_the_order_asked_for_a_few_at_a_time(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(whole, "AT_ONCE", 2)
    keys = [published().claim_id for _ in range(3)]
    asked = [keys[2], keys[0], 0, keys[1]]

    with django_assert_num_queries(2):
        found = list(whole_claims(asked))

    assert [one.claim.pk for one in found] == [keys[2], keys[0], keys[1]]
    assert [len(one.claim.current.evidence.all()) for one in found] == [2, 2, 2]


def test_two_claims_that_lead_to_each_other_keep_what_is_theirs():
    one, other = published().claim, published().claim
    ClaimLink.objects.create(claim=one, other=other, tie="part_of")
    publishing.withdraw(review=one.reviews.get(), reason="The same.", merged_into=other, at=NOON + timedelta(days=1))

    first, second = whole_claims([one.pk, other.pk])

    assert first.links == second.links == list(ClaimLink.objects.all())
    assert (first.absorbed, second.absorbed) == ([], [one.reviews.get()])
    assert first.claim.current.merged_into is second.claim


@pytest.mark.parametrize("plan", ["custom", "generic"])
def test_no_table_is_read_through(score, plan):
    with CaptureQueriesContext(connection) as asked:
        whole_claim("score")
    with connection.cursor() as cursor:
        cursor.execute(f"DISCARD PLANS; SET LOCAL enable_seqscan = off; SET LOCAL plan_cache_mode = force_{plan}_plan")
        cursor.execute(f"EXPLAIN {asked[0]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "Seq Scan" not in plan
    assert "Index Scan" in plan
