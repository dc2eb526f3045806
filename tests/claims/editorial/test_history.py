"""Changes and earlier states, on a database of the test's own: a change is what one transaction did."""

import pytest
from django.db import transaction

from claims.editorial.history import PARTS, history
from claims.editorial.history_words import rows_of, steps_between
from claims.models import Claim, ClaimTopic, Collection, CollectionItem, Review
from claims.verdicts import Leaning
from sources.models import Source, SourceAuthor
from tests import desk, factories
from tests.refusals import sql


def test_the_states_of_a_row_are_found_again_step_by_step(own_database):
    source = factories.source(title="One")
    for title in ("Two", "Three"):
        Source.objects.update(title=title)
    author = SourceAuthor.objects.create(source=source, position=0, literal="A ministry")
    author.delete()

    known = history(Source, source.pk)

    titles = [known.before(number).get((Source, source.pk), {}).get("title") for number in (1, 2, 3, 4)]
    assert titles == [None, "One", "Two", "Three"]
    assert [change.is_beginning for change in known.changes] == [True, False, False, False, False]
    assert [(model, row["literal"]) for (model, _), row in known.before(5).items() if model is SourceAuthor] == [(SourceAuthor, "A ministry")]
    with pytest.raises(IndexError):
        known.before(6)


def test_steps_of_one_transaction_are_one_change_and_what_ends_as_it_began_is_none(own_database):
    source = factories.source(title="One")
    with transaction.atomic():
        Source.objects.update(title="Two")
        Source.objects.update(title="Three")
    with transaction.atomic():
        Source.objects.update(title="Four")
        Source.objects.update(title="Three")

    changes = history(Source, source.pk).changes

    assert [change.number for change in changes] == [1, 2]
    assert [(step.before["title"], step.after["title"]) for step in changes[1].steps] == [("One", "Three")]


def test_what_was_removed_can_still_be_told(own_database):
    review = factories.review(evidence=1)
    key = review.pk
    sql("DELETE FROM claims_evidence")
    sql("DELETE FROM claims_review")

    changes = history(Review, key).changes

    assert [(step.model, step.after) for step in changes[-1].steps] == [(Review, None)]
    assert rows_of(changes)[changes[-1].number][0].deed == "removed"
    assert history(Review, key).now == {}


def test_fields_are_told_in_the_words_of_the_form(own_database):
    claim, lesson = factories.claim(leaning="overstates", topics=[factories.topic(name="Courts")]), desk.collection()
    CollectionItem.objects.create(collection=lesson, claim=claim, position=0, question="What?", prompt="Why?")
    Claim.objects.update(leaning="")
    Collection.objects.update(plan=[{"minutes": "5", "text": "Think."}], aims=["One.", "Two."])
    ClaimTopic.objects.all().delete()

    told = history(Claim, claim.pk)
    rows = [row for rows in rows_of(told.changes).values() for row in rows]
    lesson_rows = rows_of(history(Collection, lesson.pk).changes)

    assert ("removed", "claim topic", "Courts") in [(row.deed, row.kind, row.name) for row in rows]
    leaning = next(field for row in rows for field in row.fields if row.deed == "changed" and field.label == "Leaning")
    assert [(piece.kind, piece.text) for piece in leaning.pieces] == [("removed", Leaning.OVERSTATES.label)]
    texts = ["".join(piece.text for piece in field.pieces if piece.kind != "removed") for row in lesson_rows[3] for field in row.fields]
    assert texts == ["One. · Two.", "text: Think., minutes: 5"]


def test_a_reference_to_what_is_gone_says_so(own_database):
    claim, topic = factories.claim(topics=[factories.topic()]), factories.topic()
    ClaimTopic.objects.update(topic=topic)
    gone = history(Claim, claim.pk).changes[-1].steps[0].before["topic_id"]
    sql("DELETE FROM claims_topic WHERE id = %s", gone)

    fields = rows_of(history(Claim, claim.pk).changes[-1:])

    shown = next(iter(fields.values()))[0].fields[0]
    assert f"number {gone}, which is gone" in "".join(piece.text for piece in shown.pieces if piece.kind != "added")


@pytest.mark.django_db
def test_two_states_are_compared():
    source = factories.source()
    state = history(Source, source.pk).now

    assert steps_between(state, state) == []
    assert [row.deed for row in steps_between({}, state)] == ["added"]
    assert [row.deed for row in steps_between(state, {})] == ["removed"]


@pytest.mark.parametrize("model", PARTS, ids=lambda model: model.__name__)
@pytest.mark.django_db
def test_a_row_that_never_was_has_no_history(model):
    assert history(model, 999_999).changes == []
