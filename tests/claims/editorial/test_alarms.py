from datetime import timedelta

import pytest
from django.utils import timezone

from claims.editorial import alarms
from claims.editorial.gates import Refused
from claims.models import Alarm, Weight
from sources.models import LinkCheck, Source
from tests import factories
from tests.factories import NOON
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def leaning(*pieces: dict, **fields):
    """A published review with these pieces of evidence, and nothing else."""
    draft = factories.review(evidence=0, **fields)
    for piece in pieces:
        factories.piece(draft, **piece)
    return factories.publishing.publish(review=factories.publishing.submit(review=draft), approver=factories.account(), at=NOON)


def marked(source: Source, standing: str, note: str = "What happened to it.") -> None:
    Source.objects.filter(pk=source.pk).update(standing=standing, standing_note=note)


def found(source: Source, outcome: str = "ok", difference: str = "", **ago) -> LinkCheck:
    at = timezone.now() - timedelta(**ago)
    return LinkCheck.objects.create(source=source, at=at, address=source.url, final_address=source.url, outcome=outcome, difference=difference)


def raised() -> list[tuple]:
    return [(alarm.source_id, alarm.kind, alarm.weight) for alarm in alarms.raise_due()]


@pytest.mark.parametrize(
    ("standing", "kind"), [("corrected", "corrected"), ("superseded", "superseded"), ("retracted", "retracted"), ("unreachable", "gone")]
)
def test_a_source_that_no_longer_stands_raises_an_alarm_once_on_each_claim_that_leans_on_it(standing, kind):
    source = factories.source()
    leaning({"source": source}, {})
    leaning({"source": source, "stance": "context"}, {}, {})
    factories.review()
    marked(source, standing)

    assert sorted(raised()) == [(source.pk, kind, Weight.CONTEXT), (source.pk, kind, Weight.OTHER)]
    assert raised() == []


def test_what_was_so_before_the_publication_raises_nothing():
    corrected, since = factories.source(standing="corrected", standing_note="In 2019."), factories.source()
    leaning({"source": corrected}, {"source": since})
    assert raised() == []

    marked(since, "corrected")
    assert len(raised()) == 1


@pytest.mark.parametrize(
    ("other", "kind", "weight"),
    [
        ({}, "journalism", Weight.OTHER), ({}, "law", Weight.PRIMARY), ({"stance": "supports"}, "journalism", Weight.ONLY),
        ({"stance": "context"}, "law", Weight.ONLY), ({"source": {"publisher": "The same"}}, "journalism", Weight.ONLY),
        ({"source": {"read": "unchecked"}}, "journalism", Weight.ONLY),
        ({"source": {"standing": "retracted", "standing_note": "Taken back."}, "stance": "context"}, "journalism", Weight.ONLY),
    ],
)  # fmt: skip
def test_how_much_hangs_on_a_source_depends_on_what_stands_beside_it(other, kind, weight):
    source = factories.source(kind=kind, publisher="The same")
    beside = other | {"source": factories.source(**other.get("source", {}))}
    review = leaning({"source": source}, beside, override_note="Only one source says so.")

    assert alarms.weigh(review, source) == weight


def test_a_page_that_is_gone_raises_an_alarm_and_one_that_is_back_closes_it():
    source = factories.source()
    review = leaning({"source": source}, {})
    found(source, "ok", days=9)
    found(source, "failing", days=2)
    check = found(source, "gone", days=1)

    assert raised() == [(source.pk, "gone", Weight.OTHER)]
    assert Alarm.objects.get().check_made == check

    found(source, "ok")
    assert raised() == []
    assert [(alarm.is_open, alarm.reason) for alarm in review.alarms.all()] == [(False, "A later check found it again.")]

    found(source, "gone")
    assert raised() == [(source.pk, "gone", Weight.OTHER)]


def test_a_changed_text_raises_an_alarm_and_a_small_change_only_where_nothing_else_stands():
    much, little, alone = factories.source(), factories.source(), factories.source()
    leaning({"source": much}, {"source": little}, {"source": alone, "stance": "supports"})
    found(much, difference="large", hours=2)
    found(much, difference="same", hours=1)
    found(little, difference="small")
    found(alone, difference="small")

    assert raised() == [(much.pk, "changed", Weight.OTHER), (alone.pk, "changed", Weight.ONLY)]


def test_what_happens_to_a_source_touches_those_who_lean_on_one_that_was_merged_into_it():
    kept, old = factories.source(), factories.source()
    leaning({"source": old}, {})
    Source.objects.filter(pk=old.pk).update(merged_into=kept)
    marked(kept, "retracted")

    assert raised() == [(kept.pk, "retracted", Weight.OTHER)]


def test_what_an_earlier_address_answered_raises_nothing():
    source = factories.source()
    leaning({"source": source}, {})
    found(source, "gone", days=1)
    Source.objects.filter(pk=source.pk).update(url="https://example.org/moved")

    assert raised() == []


def test_an_editor_closes_an_alarm_with_a_reason_and_the_same_cause_does_not_raise_it_again():
    source, editor = factories.source(), factories.account()
    leaning({"source": source}, {})
    marked(source, "corrected")
    alarm = alarms.raise_due()[0]
    with pytest.raises(Refused, match="Say why"):
        alarms.close(alarm=alarm, user=editor, reason="  ")

    closed = alarms.close(alarm=alarm, user=editor, reason="The correction is about a name.")

    assert (closed.is_open, closed.closed_by, closed.reason) == (False, editor, "The correction is about a name.")
    assert raised() == []
    with pytest.raises(Refused, match="closed already"):
        alarms.close(alarm=alarm, user=editor, reason="Again.")


def test_a_new_review_closes_the_alarms_of_the_one_before():
    source = factories.source()
    review = leaning({"source": source}, {})
    marked(source, "retracted")
    alarm = alarms.raise_due()[0]

    new = factories.published(review.claim)

    alarm.refresh_from_db()
    assert (alarm.closed_by_review, alarm.closed_at) == (new, new.published_at)
    assert raised() == []


def test_an_open_alarm_can_stand_only_once_and_is_closed_only_for_a_reason():
    source = factories.source()
    leaning({"source": source}, {})
    marked(source, "corrected")
    alarm = alarms.raise_due()[0]

    with refused("alarm_open_once"):
        Alarm.objects.create(review=alarm.review, source=source, kind=alarm.kind, weight=1, raised_at=timezone.now())
    with refused("alarm_closed_for_a_reason"):
        Alarm.objects.update(closed_at=timezone.now())


def test_a_mended_typo_takes_the_alarms_along_since_it_looked_at_nothing():
    stays, goes = factories.source(), factories.source()
    review = leaning({"source": stays}, {"source": goes}, {})
    marked(stays, "corrected")
    marked(goes, "retracted")
    alarms.raise_due()

    draft = factories.review(review.claim, evidence=1, change="typo", reason="A letter.", override_note="Only one source is left.")
    factories.piece(draft, source=stays)
    new = factories.publishing.publish(review=factories.publishing.submit(review=draft), approver=factories.account())

    assert [(alarm.source, alarm.review) for alarm in Alarm.objects.open()] == [(stays, new)]
    assert Alarm.objects.get(source=goes).closed_by_review == new
    assert raised() == []


def test_of_two_pieces_from_one_document_the_heavier_says_what_hangs_on_it():
    kept, old = factories.source(), factories.source()
    review = leaning({"source": old, "stance": "context"}, {"source": kept}, override_note="Only one source says so.")
    Source.objects.filter(pk=old.pk).update(merged_into=kept)

    assert alarms.weigh(review, kept) == Weight.ONLY
