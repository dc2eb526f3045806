from datetime import timedelta

import pytest

from claims.models import Review
from claims.verdicts import Verdict
from tests import factories
from tests.factories import NOON
from tests.refusals import change, refused, sql

pytestmark = pytest.mark.django_db


def publish(review: Review, **fields) -> None:
    """Round the door: straight to published by an UPDATE."""
    change(review, **{"state": "published", "approver": factories.account(), "published_at": NOON} | fields)


def partial_date(field: str) -> None:
    sql(f"UPDATE claims_review SET {field} = '2018-13' WHERE id = %s", factories.review().pk)


def number_0() -> None:
    row = factories.review()
    sql("ALTER TABLE claims_review DROP CONSTRAINT review_first_is_number_1")  # which refuses 0 as well, and first
    change(row, number=0)


def change_without_reason() -> None:
    publish(factories.review(factories.published().claim, reason=""))


BREAKS = {
    "review_number_once": lambda: factories.review(factories.published().claim, number=1, change="first"),
    "review_one_open": lambda: factories.review(factories.review().claim),
    "review_number_from_1": number_0,
    "review_state_known": lambda: change(factories.review(), state="lost"),
    "review_change_known": lambda: change(factories.review(), change="whim"),
    "review_verdict_known": lambda: change(factories.review(), verdict="perhaps"),
    "review_confidence_known": lambda: change(factories.review(), confidence="total"),
    "review_systems_known": lambda: change(factories.review(), systems=["national-policy", "moon"]),
    "review_first_is_number_1": lambda: change(factories.review(), number=2),
    "review_change_has_reason": change_without_reason,
    "review_published_complete": lambda: publish(factories.review(fact="")),
    "review_second_person": lambda: publish(factories.review(), approver=None),
    "review_withdrawal_explained": lambda: change(factories.published(), state="withdrawn", withdrawn_at=NOON),
    "review_merged_elsewhere": lambda: change(factories.review(), merged_into=factories.claim()),
    "review_scope_in_order": lambda: change(factories.review(), scope_from="2019", scope_to="2018-12-31"),
    "review_by_after_publication": lambda: publish(factories.review(review_by=NOON.date())),
    "review_scope_from_partial": lambda: partial_date("scope_from"),
    "review_scope_to_partial": lambda: partial_date("scope_to"),
    "review_as_of_partial": lambda: partial_date("as_of"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses_what_breaks(name):
    with refused(f'"{name}"'):
        BREAKS[name]()


def test_every_constraint_is_broken_above():
    declared = {constraint.name for constraint in Review._meta.constraints}

    assert declared == set(BREAKS)


@pytest.mark.parametrize(
    ("field", "empty"),
    [
        *((name, "") for name in ("statement", "fact", "verdict", "answer", "rationale", "as_of", "why_checked", "confidence")),
        *((name, []) for name in ("systems", "places", "would_change")),
        ("review_by", None),
    ],
)
def test_a_published_review_has_everything_that_readers_need(field, empty):
    draft = factories.review(**{field: empty})

    with refused('"review_published_complete"'):
        publish(draft)


def test_whoever_wrote_a_review_cannot_publish_it():
    draft = factories.review()

    with refused('"review_second_person"'):
        publish(draft, approver=draft.author)


def test_a_published_review_has_its_moment():
    draft = factories.review()

    with refused('"review_second_person"'):
        publish(draft, published_at=None)


@pytest.mark.parametrize(
    "fields",
    [
        {"withdrawn_at": NOON - timedelta(seconds=1), "withdrawn_reason": "A source was forged."},
        {"withdrawn_at": None, "withdrawn_reason": "A source was forged."},
        {"withdrawn_at": NOON, "withdrawn_reason": ""},
    ],
)
def test_a_withdrawal_has_its_moment_and_reason(fields):
    published = factories.published(at=NOON)

    with refused('"review_withdrawal_explained"'):
        change(published, state="withdrawn", **fields)


def test_only_a_withdrawn_review_has_a_reason_of_withdrawal():
    with refused('"review_withdrawal_explained"'):
        factories.review(withdrawn_reason="A source was forged.")


def test_a_scope_may_start_within_the_year_in_which_it_ends():
    draft = factories.review(scope_from="2018-06", scope_to="2018")

    assert Review.objects.get(pk=draft.pk).scope_from == "2018-06"


def test_an_update_that_publishes_is_held_to_the_gates():
    no_appearance = factories.review(factories.claim(appearances=0))
    no_locator = factories.review(evidence=0)
    factories.piece(no_locator, locator="")
    unchecked = factories.review(evidence=0)
    factories.piece(unchecked, source=factories.source(read="unchecked"))

    with refused("has no appearance"):
        publish(no_appearance)
    with refused("no evidence with a locator and a finding"):
        publish(no_locator)
    with refused("only on sources that nobody has checked"):
        publish(unchecked)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": "published"}, "has no evidence with a locator"),
        ({"state": "withdrawn", "withdrawn_at": NOON, "withdrawn_reason": "A source was forged."}, "A review is published before it is withdrawn."),
    ],
)
def test_a_review_is_not_born_published_without_what_it_rests_on(fields, words):
    claim = factories.claim()

    with refused(words):
        factories.review(claim, evidence=0, approver=factories.account(), published_at=NOON, **fields)


def test_one_review_among_many_is_held_to_the_gates():
    for evidence in (2, 0, 2):
        factories.review(evidence=evidence)

    with refused("no evidence with a locator and a finding"):
        Review.objects.update(state="published", approver=factories.account(), published_at=NOON)


def test_a_public_review_is_not_held_to_the_gates_again():
    published = factories.published()
    published.claim.appearances.all().delete()

    change(published, state="withdrawn", withdrawn_at=NOON, withdrawn_reason="A source was forged.")

    assert Review.objects.get(pk=published.pk).state == "withdrawn"


def test_a_review_goes_by_reference_number_and_state():
    review = factories.published(
        factories.claim(reference="SC-0007", slug="a-score"), systems=["court-list", "local-pilot"], places=["china", "hong-kong"]
    )

    assert str(review) == "SC-0007/1 (published)"
    assert review.get_absolute_url() == "/claims/a-score/reviews/1/"
    assert review.verdict_ is Verdict.FALSE
    assert review.system_labels == ["Court defaulter list", "Local pilot"]
    assert review.place_labels == ["China (nationwide)", "Hong Kong"]


def test_drafts_are_not_public():
    states = ["draft", "submitted", "published", "withdrawn"]

    assert [Review(state=state).is_public for state in states] == [False, False, True, True]


@pytest.mark.parametrize(
    ("start", "end", "period"), [("2013", "2021-03", "2013 to March 2021"), ("2013", "", "2013 onwards"), ("", "2021", "until 2021"), ("", "", "")]
)
def test_a_period_reads_as_people_say_it(start, end, period):
    assert Review(scope_from=start, scope_to=end).period == period
