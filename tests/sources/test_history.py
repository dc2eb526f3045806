"""What the database remembers, by whichever way a change comes; and that nobody can make it forget."""

from contextlib import nullcontext

import pghistory
import pgtrigger
import pytest
from django.apps import apps
from django.db import connection

from claims.editorial import publishing
from claims.models import Claim, ClaimLink, Review, ReviewWriter, Term, TermClaim
from sources.history import Addition, Event, event_model
from sources.models import Source, SourceAuthor
from tests import desk, factories
from tests.refusals import refused, sql

pytestmark = pytest.mark.django_db
EVENTS = [model for model in apps.get_models() if issubclass(model, Event)]
REMEMBERED = [model.pgh_tracked_model for model in EVENTS]


def events(model) -> list[Event]:
    return list(event_model(model).objects.all())


def one_of_everything() -> None:
    """A row in every table that is remembered, none of them published."""
    claim = factories.claim(topics=[factories.topic()])
    claim.former_slugs.create(slug="an-old-address")
    ClaimLink.objects.create(claim=claim, other=factories.claim(), tie="related")
    factories.review(claim).writers.add(factories.account())
    factories.source().authors.create(position=0, literal="A ministry")
    term, lesson = desk.term(), desk.collection()
    term.claims.add(claim)
    lesson.terms.add(term)
    lesson.items.create(claim=claim, position=0, question="What?", prompt="Why?")


def take_everything_away() -> None:
    Review.objects.all().delete()  # a draft's writers may go only with it
    for table in (
        "claims_claimlink", "claims_formerslug", "claims_claimtopic",
        "claims_appearance",
        "claims_collection_terms", "claims_collectionitem", "claims_collection", "claims_term_claims", "claims_term", "claims_topic", "claims_claim",
        "sources_sourceauthor", "sources_source",
    ):  # fmt: skip
        sql(f"DELETE FROM {table}")


def test_what_is_removed_by_sql_is_remembered_in_every_table():
    one_of_everything()
    before = {model: set(model._base_manager.values_list("id", flat=True)) for model in REMEMBERED}

    take_everything_away()

    assert {model: {event.id for event in events(model) if event.pgh_label == "removed"} for model in REMEMBERED} == before
    assert min(len(rows) for rows in before.values()) > 0


def test_what_is_added_takes_one_line_a_statement_however_many_rows():
    Source.objects.bulk_create(factories.unsaved_source() for _ in range(100))

    addition = Addition.objects.get(table="sources_source")
    keys = sorted(Source.objects.values_list("pk", flat=True))
    assert [key for key in keys if addition.holds(key)] == keys
    assert not addition.holds(keys[-1] + 1)
    assert list(Addition.objects.filter(rows__any_of=[keys[50]])) == [addition]
    assert events(Source) == []


def test_an_update_without_the_model_is_remembered_with_the_role_and_the_program():
    source = factories.source(title="The first title")

    Source.objects.filter(pk=source.pk).update(title="The second title")
    sql("UPDATE sources_source SET title = 'The third title'")

    assert [(event.title, event.pgh_label, event.pgh_context) for event in events(Source)] == [
        ("The first title", "changed", None),
        ("The second title", "changed", None),
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user, current_setting('application_name')")
        assert {(event.pgh_role, event.pgh_program) for event in events(Source)} == {cursor.fetchone()}


def test_a_change_in_a_context_says_who_made_it():
    source = factories.source()

    with pghistory.context(kind="command", command="mend"):
        Source.objects.filter(pk=source.pk).update(title="Another title")
        factories.source()

    assert [event.pgh_context for event in events(Source)] == [{"kind": "command", "command": "mend"}]
    assert Addition.objects.filter(table="sources_source").last().context == {"kind": "command", "command": "mend"}


def test_an_update_that_changes_nothing_is_no_event():
    source = factories.source()

    source.save()

    assert events(Source) == []


def test_what_a_claim_repeats_of_its_review_makes_no_noise():
    review = factories.published()
    publishing.withdraw(review=review, reason="A source was forged.")

    assert events(Claim) == []
    Claim.objects.update(slug="another-address")
    assert [event.slug for event in events(Claim)] == [review.claim.slug]


def test_a_draft_is_remembered_as_it_was_and_its_publication_is_left_to_the_ledger():
    review = desk.submitted()
    edited = [event.state for event in events(Review)]

    publishing.publish(review=review, approver=factories.account(), at=factories.NOON)

    assert edited == ["draft"]
    assert [event.state for event in events(Review)] == edited


def test_a_text_that_changes_with_the_publication_is_remembered():
    review = desk.submitted(fact="What the author wrote.")
    approver = factories.account()

    sql("UPDATE claims_review SET state = 'published', approver_id = %s, published_at = %s, fact = 'Not that.'", approver.pk, factories.NOON)

    assert events(Review)[-1].fact == "What the author wrote."
    assert events(Review)[-1].id == review.pk


def test_many_to_many_rows_are_remembered():
    one_of_everything()

    Term.objects.get().claims.clear()
    Review.objects.get().delete()

    assert [event.pgh_label for event in events(TermClaim) + events(ReviewWriter)] == ["removed", "removed"]


@pytest.mark.parametrize("looking_away", [nullcontext, pgtrigger.ignore], ids=["plain", "ignored"])
def test_no_session_makes_the_history_look_away_or_forget(looking_away):
    with looking_away():
        one_of_everything()
        take_everything_away()

    for table in [model._meta.db_table for model in EVENTS] + [Addition._meta.db_table]:
        key = "pgh_id" if table != "sources_addition" else "id"
        for statement in (f"UPDATE {table} SET {key} = {key} + 1000", f"DELETE FROM {table}", f"TRUNCATE {table}"):
            with looking_away(), refused(f"The table {table} is append-only."):
                sql(statement)


@pytest.mark.parametrize("model", REMEMBERED, ids=lambda model: model.__name__)
def test_a_remembered_table_is_never_emptied_unseen(model):
    with refused("only added to" if model is ReviewWriter else "it is never emptied"):
        sql(f"TRUNCATE {model._meta.db_table} CASCADE")


def test_the_rows_of_an_addition_are_read_back():
    addition = Addition(table="t", rows="{[1,3),[7,8)}")

    assert [key for key in range(10) if addition.holds(key)] == [1, 2, 7]
    assert not Addition(table="t", rows="{}").holds(1)
    assert str(addition) == "t {[1,3),[7,8)}"


def test_a_table_without_a_history_is_not_asked_for_one():
    with pytest.raises(KeyError):
        event_model(Addition)
    assert event_model(SourceAuthor).__name__ == "SourceAuthorEvent"
