"""Which rows: each question of the domain, asked of few rows."""

from datetime import date, timedelta

import pytest
from django.db import connection

from claims.editorial import publishing
from claims.models import Appearance, Claim, Review
from sources.partial_dates import PartialDate
from tests.factories import NOON, account, claim, piece, published, review, source, topic

pytestmark = pytest.mark.django_db


def made_on(day: str) -> Claim:
    """A published claim whose only appearance has the date `day`; its reference is kept in `reference`."""
    of = claim(appearances=0)
    Appearance.objects.create(claim=of, claimant="A paper", source=source(), date=day)
    return published(of).claim


def leaning(on, **fields) -> Review:
    draft = review(evidence=2)
    piece(draft, source=on, **fields)
    return publishing.publish(review=publishing.submit(review=draft), approver=account(), at=NOON)


def test_only_published_claims_are_listed_and_withdrawn_ones_still_answer():
    draft, shown, gone = review().claim, published().claim, published()
    publishing.withdraw(review=gone, reason="It rested on a forged document.")

    listed, answering = set(Claim.objects.published()), set(Claim.objects.public())

    assert listed == {shown}
    assert answering == {shown, gone.claim}
    assert draft not in answering


def test_a_submitted_review_does_not_publish_its_claim():
    publishing.submit(review=review())

    assert not Claim.objects.public().exists()


@pytest.mark.parametrize("wanted", [[], [0], [0, 2], [2, 1, 0]])
def test_many_keys_are_looked_up_as_one_parameter(wanted, django_assert_num_queries):
    keys = [published().claim_id for _ in range(3)]
    some = [keys[n] for n in wanted]

    with django_assert_num_queries(1) as asked:
        found = set(Claim.objects.filter(pk__one_of=some).values_list("pk", flat=True))

    assert found == set(some)
    assert f"= ANY('{{{','.join(map(str, some))}}}'::bigint[])" in asked[0]["sql"]


def test_claims_are_found_by_verdict_topic_system_place_and_kind():
    lists = topic(slug="lists")
    wanted = published(claim(topics=[lists, topic()]), systems=["court-list", "local-pilot"], places=["china", "rongcheng"]).claim
    published(verdict="mixed")
    rows = Claim.objects.published()

    found = [
        rows.with_verdicts(["false", "true"]), rows.under_topics(["lists", "none"]), rows.about_systems(["court-list"]),
        rows.about_places(["rongcheng", "suzhou"]),
    ]  # fmt: skip

    assert [list(some) for some in found] == [[wanted]] * 4
    assert rows.resting_on_kinds(["journalism"]).count() == 2
    assert rows.resting_on_kinds(["law"]).count() == 0


DAYS = ("2017-12-31", "2018", "2018-06", "2018-06-15", "2019", "")


def test_claims_made_from_a_date_include_those_whose_date_may_lie_after_it():
    made = {made_on(day): day for day in DAYS}
    starts = ("2018", "2018-06", "2018-06-15", "2018-06-16", "2018-07", "2020")

    found = {start: [made[c] for c in Claim.objects.made_from(PartialDate(start)).order_by("id")] for start in starts}

    assert found == {
        "2018": ["2018", "2018-06", "2018-06-15", "2019"],
        "2018-06": ["2018", "2018-06", "2018-06-15", "2019"],
        "2018-06-15": ["2018", "2018-06", "2018-06-15", "2019"],
        "2018-06-16": ["2018", "2018-06", "2019"],
        "2018-07": ["2018", "2019"],
        "2020": [],
    }


def test_claims_made_until_a_date_take_all_of_it():
    made = {made_on(day): day for day in DAYS}
    ends = ("2016", "2017", "2018", "2018-05", "2018-06", "2018-06-14")

    found = {end: [made[c] for c in Claim.objects.made_until(PartialDate(end)).order_by("id")] for end in ends}

    assert found == {
        "2016": [],
        "2017": ["2017-12-31"],
        "2018": ["2017-12-31", "2018", "2018-06", "2018-06-15"],
        "2018-05": ["2017-12-31", "2018"],
        "2018-06": ["2017-12-31", "2018", "2018-06", "2018-06-15"],
        "2018-06-14": ["2017-12-31", "2018", "2018-06"],
    }


def test_a_claim_is_overdue_from_the_day_after_its_review_by_date():
    due = published(review_by=date(2027, 1, 31)).claim

    assert list(Claim.objects.overdue(date(2027, 1, 31))) == []
    assert list(Claim.objects.overdue(date(2027, 2, 1))) == [due]


def test_orders_are_total_and_undated_claims_come_last():
    old, undated, young = made_on("2014-06"), made_on(""), made_on("2018")
    richer = published(evidence=3, at=NOON + timedelta(days=1)).claim
    rows = Claim.objects.published()

    orders = [list(rows.oldest_claim_first()), list(rows.most_evidence_first()), list(rows.newest_first())]

    assert orders == [[old, young, richer, undated], [richer, young, undated, old], [richer, young, undated, old]]


def test_claims_leaning_on_a_source_say_how():
    document = source()
    leaning(document, stance="supports", finding="It shows lists.", locator="p. 9")
    published()
    review()

    found = Claim.objects.leaning_on(document).values_list("stance", "finding", "locator")

    assert list(found) == [("supports", "It shows lists.", "p. 9")]


def test_a_claim_leans_on_a_source_only_by_its_current_review():
    document = source()
    old = leaning(document)

    published(old.claim)

    assert not Claim.objects.leaning_on(document).exists()


def test_counts_by_facet_count_each_claim_once_a_value():
    published(claim(topics=[topic(slug="a"), topic(slug="b")]), systems=["court-list", "local-pilot"])
    published(claim(topics=[Claim.objects.get().topics.first()]), verdict="mixed")

    counts = {
        name: sorted(Claim.objects.published().counted_by(name).values_list("value", "n")) for name in ("verdict", "topic", "system", "place", "kind")
    }

    assert counts == {
        "verdict": [("false", 1), ("mixed", 1)],
        "topic": [("a", 2), ("b", 1)],
        "system": [("court-list", 1), ("local-pilot", 1), ("national-policy", 1)],
        "place": [("china", 2)],
        "kind": [("journalism", 2)],
    }


def test_a_value_that_a_claim_repeats_counts_once():
    published(places=["rongcheng", "rongcheng"])

    assert list(Claim.objects.published().counted_by("place").values_list("value", "n")) == [("rongcheng", 1)]


def test_open_and_public_reviews_are_told_apart():
    draft, waiting, shown, gone = review(), publishing.submit(review=review()), published(), published()
    gone = publishing.withdraw(review=gone, reason="It rested on a forged document.")

    assert set(Review.objects.open()) == {draft, waiting}
    assert set(Review.objects.public()) == {shown, gone}


def test_the_corrections_log_has_changes_and_withdrawals_but_no_first_reviews_and_no_typos():
    first = published()
    published(first.claim, change="typo", reason="A letter was missing.")
    changed = [published(first.claim, change=change) for change in ("update", "correction", "retraction")]
    gone = publishing.withdraw(review=published(), reason="It rested on a forged document.")

    assert set(Review.objects.in_corrections_log()) == {*changed, gone}


@pytest.mark.parametrize(("rows", "index"), [("in_corrections_log", "review_log"), ("typos", "review_typos")])
def test_no_review_is_looked_through_for_the_corrections_log_or_for_typos(rows, index):
    published()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")

    plan = getattr(Review.objects, rows)().newest_first().explain()

    assert f"Index Scan using {index} " in plan


def test_the_corrections_log_is_ordered_by_what_readers_saw_last():
    old = published(at=NOON - timedelta(days=9))
    update = published(published(at=NOON - timedelta(days=5)).claim, at=NOON - timedelta(days=3))
    gone = publishing.withdraw(review=old, reason="It rested on a forged document.", at=NOON)

    assert list(Review.objects.in_corrections_log().newest_first()) == [gone, update]
