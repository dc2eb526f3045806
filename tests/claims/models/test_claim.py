import pytest
from django.db.models import ProtectedError

from claims.models import Appearance, Claim, ClaimLink, ClaimTopic, FormerSlug
from claims.verdicts import Verdict
from tests import factories
from tests.refusals import change, refused, sql

pytestmark = pytest.mark.django_db


def link(claim: Claim, other: Claim, tie: str = "related") -> ClaimLink:
    return ClaimLink.objects.create(claim=claim, other=other, tie=tie)


def linked_twice() -> None:
    claim, other = factories.claim(), factories.claim()
    link(claim, other, "part_of")
    link(claim, other, "related")


def linked_to_itself() -> None:
    claim = factories.claim()
    link(claim, claim)


def twice(**fields) -> None:
    factories.claim(**fields)
    factories.claim(**fields)


def topic_twice() -> None:
    heading = factories.topic()
    factories.claim(topics=[heading, heading])


BREAKS = {
    "claim_reference_once": lambda: twice(reference="SC-0007"),
    "claim_slug_once": lambda: twice(slug="a-score"),
    "claim_reference_shape": lambda: factories.claim(reference="SC-12"),
    "claim_standing_known": lambda: change(factories.published().claim, standing="famous"),
    "claim_leaning_known": lambda: factories.claim(leaning="sideways"),
    "claim_verdict_known": lambda: change(factories.claim(), verdict="perhaps"),
    "claim_as_of_partial": lambda: sql("UPDATE claims_claim SET as_of = '2018-13' WHERE id = %s", factories.claim().pk),
    "claim_first_made_partial": lambda: sql("UPDATE claims_claim SET first_made = 'May 2018' WHERE id = %s", factories.claim().pk),
    "claim_shows_its_review": lambda: change(factories.claim(), standing="published"),
    "claim_topic_once": topic_twice,
    "claim_link_once": linked_twice,
    "claim_link_not_to_itself": linked_to_itself,
    "claim_link_tie_known": lambda: link(factories.claim(), factories.claim(), "rival"),
    "appearance_date_partial": lambda: sql("UPDATE claims_appearance SET date = '2018-00' WHERE claim_id = %s", factories.claim().pk),
    "appearance_position": lambda: change(factories.claim(appearances=2).appearances.last(), position=0),
    "appearance_somewhere": lambda: change(factories.claim().appearances.get(), source=None, url=""),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses_what_breaks(name):
    with refused(f'"{name}"'):
        BREAKS[name]()


def test_every_constraint_is_broken_above():
    declared = {constraint.name for model in (Claim, ClaimTopic, FormerSlug, ClaimLink, Appearance) for constraint in model._meta.constraints}

    assert declared == set(BREAKS)


def test_an_old_address_belongs_to_one_claim():
    FormerSlug.objects.create(claim=factories.claim(), slug="old-address")

    with refused("claims_formerslug_slug"):
        FormerSlug.objects.create(claim=factories.claim(), slug="old-address")


@pytest.mark.parametrize("emptied", ["statement", "fact", "verdict"])
def test_a_claim_that_readers_see_keeps_what_lists_show(emptied):
    claim = factories.published().claim

    with refused('"claim_shows_its_review"'):
        change(claim, **{emptied: ""})


def test_a_draft_shows_no_review():
    claim = factories.published().claim

    with refused('"claim_shows_its_review"'):
        change(claim, standing="draft")


def test_appearances_can_be_put_in_another_order_in_one_transaction():
    first, second = factories.claim(appearances=2).appearances.all()

    change(first, position=1)
    change(second, position=0)

    assert list(Appearance.objects.filter(claim=first.claim)) == [second, first]


def test_a_claim_with_a_published_review_is_not_deleted():
    claim = factories.published().claim

    with pytest.raises(ProtectedError):
        claim.delete()
    with refused("foreign key constraint"):
        sql("DELETE FROM claims_appearance; DELETE FROM claims_claim WHERE id = %s", claim.pk)


def test_a_claim_goes_by_its_reference_and_statement_or_slug():
    draft, shown = factories.claim(reference="SC-0007", slug="a-score"), factories.published().claim

    assert str(draft) == "SC-0007 a-score"
    assert str(shown) == f"{shown.reference} Everyone has a score."
    assert draft.get_absolute_url() == "/claims/a-score/"
    assert shown.verdict_ is Verdict.FALSE


def test_parts_of_a_claim_have_names():
    claim, other, heading = factories.claim(appearances=1), factories.claim(), factories.topic(name="Travel")

    tie = link(claim, other, "part_of")

    assert str(tie) == f"{claim.pk} is part of {other.pk}"
    assert str(claim.appearances.get()) == "A newspaper 2018-11"
    assert str(ClaimTopic(claim=claim, topic=heading)) == "Travel"
    assert str(FormerSlug(claim=claim, slug="old-address")) == "old-address"
