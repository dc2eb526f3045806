"""A kept claim page is the page made anew, whatever changed since: checked after real commits."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client, override_settings

from claims.editorial import publishing
from claims.models import Alarm, Appearance, Claim, ClaimLink, Topic
from claims.reading import kept_pages
from claims.reading.index.current import current
from claims.reading.whole import whole_claim
from sources.models import Source, SourceAuthor
from tests.claims.reading.steps import after_a_change_elsewhere
from tests.factories import NOON, account, claim, published, review, source, topic

LATER = NOON + timedelta(days=1)


@pytest.fixture
def reader(own_database):
    """A client whose every answer is made anew, but for what pages keep, on a database with one claim and all that hangs on it."""
    score = published(claim(slug="score", topics=[topic(name="Scores")]))
    tied = published(claim(slug="tied"), statement="There is a list.")
    draft = claim(slug="not-yet")
    ClaimLink.objects.create(claim=score.claim, other=tied.claim, tie="related")
    ClaimLink.objects.create(claim=draft, other=score.claim, tie="part_of")
    known_through = score.evidence.last().source
    known_through.read_in, known_through.read = source(title="The book that quotes it"), "cited"
    known_through.save()
    current()
    with override_settings(FINISHED_ANSWERS=0):
        yield Client()


def score() -> Claim:
    return Claim.objects.get(slug="score")


def new_version():
    publishing.publish(review=publishing.submit(review=review(score(), answer="There are lists.")), approver=account(), at=LATER)


def correct_source():
    Source.objects.filter(pk=score().current.evidence.first().source_id).update(standing="retracted", standing_note="By its publisher.")


def correct_source_known_through():
    Source.objects.filter(title="The book that quotes it").update(title="The article that quotes it")


def name_author():
    SourceAuthor.objects.create(source=score().current.evidence.first().source, position=0, family="Liu", given="Chenchen")


def correct_source_of_appearance():
    Source.objects.filter(pk=score().appearances.get().source_id).update(title="A newspaper, corrected")


def add_appearance():
    Appearance.objects.create(claim=score(), position=1, claimant="A television channel", source=source(), date="2019")


def raise_alarm():
    of = score().current
    Alarm.objects.create(review=of, source=of.evidence.first().source, kind="gone", weight=3, raised_at=NOON)


def tie_another():
    ClaimLink.objects.create(claim=score(), other=published(claim(slug="third")).claim, tie="related")


def untie():
    ClaimLink.objects.filter(other__slug="tied").delete()


def revise_tied():
    of = Claim.objects.get(slug="tied")
    publishing.publish(review=publishing.submit(review=review(of, statement="There are lists.")), approver=account(), at=LATER)


def publish_tied_draft():
    published(Claim.objects.get(slug="not-yet"), statement="A city has a score.")


def withdraw():
    publishing.withdraw(review=score().current, reason="It rested on a mistake.", at=LATER)


def merge_another_into_it():
    other = published(claim(slug="twin"), statement="All have a score.")
    publishing.withdraw(review=other, reason="It says the same.", merged_into=score(), at=LATER)


def rename_topic():
    Topic.objects.filter(name="Scores").update(name="Scoring")


def rename_claim():
    Claim.objects.filter(slug="score").update(slug="the-score")


CHANGES = [
    new_version, correct_source, correct_source_known_through, name_author, correct_source_of_appearance, add_appearance, raise_alarm, tie_another,
    untie, revise_tied, publish_tied_draft, withdraw, merge_another_into_it, rename_topic, rename_claim,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_it_changes_with_everything_that_it_shows(reader, change):
    before = reader.get("/claims/score/")

    change()
    kept = reader.get("/claims/score/")
    kept_pages.PAGES.forget()
    anew = reader.get("/claims/score/")

    assert (kept.status_code, kept.content, kept.headers.get("Link")) == (anew.status_code, anew.content, anew.headers.get("Link"))
    assert anew.content != before.content


def test_it_is_read_from_the_database_once(reader, django_assert_num_queries):
    first = reader.get("/claims/score/")

    with django_assert_num_queries(4):  # the version; begin; the snapshot with its version; commit
        again = reader.get("/claims/score/")

    assert again.content == first.content


def test_it_outlives_what_changes_elsewhere(reader):
    reader.get("/claims/score/")

    assert kept_pages.PAGES.get("score", after_a_change_elsewhere(current())) is not None


def test_it_is_made_anew_on_another_day(reader):
    with time_machine.travel(LATER, tick=False):
        today = reader.get("/claims/score/").content
    with time_machine.travel(LATER + timedelta(days=700), tick=False):
        later = reader.get("/claims/score/").content

    assert b"Overdue for review." not in today
    assert b"Overdue for review." in later


def test_what_the_request_asks_for_is_not_kept_with_it(reader):
    reader.get("/claims/score/?utm_source=a")

    assert b'name="back" value="/claims/score/?utm_source=b"' in reader.get("/claims/score/?utm_source=b").content


def test_nothing_is_kept_of_what_is_not_committed(reader):
    with transaction.atomic():
        Topic.objects.update(name="Not said yet")
        reader.get("/claims/score/")
        transaction.set_rollback(True)

    assert kept_pages.PAGES.get("score", current()) is None


def test_a_page_that_was_begun_earlier_is_not_kept_for_a_later_version(reader):
    earlier = current()
    published(at=LATER)
    later = current()
    assert kept_pages.PAGES.get("score", later) is None

    kept_pages.PAGES.keep("score", kept_pages.Page({}, "", kept_pages.shown(whole_claim("score"))), earlier)

    assert kept_pages.PAGES.get("score", later) is None
