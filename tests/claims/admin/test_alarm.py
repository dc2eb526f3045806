import pytest
from django.urls import reverse

from claims.admin.alarm import ClosingForm
from claims.editorial import alarms
from claims.models import Alarm
from sources.models import Source
from tests import desk, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def alarm() -> Alarm:
    review = factories.published(statement="Everyone has a score.")
    source = review.evidence.first().source
    Source.objects.filter(pk=source.pk).update(standing="retracted", standing_note="Its publisher took it back.")
    return alarms.raise_due()[0]


def test_open_alarms_are_listed_with_what_hangs_on_them(alarm):
    client = desk.signed_in()

    listed = client.get(reverse("admin:claims_alarm_changelist"))

    assert f"{alarm.source.key}: Retracted" in listed.text
    assert "One of several" in listed.text
    assert "Everyone has a score." in listed.text


def test_an_editor_closes_one_with_a_reason_and_it_leaves_the_list(alarm):
    editor = desk.editor()
    client, page = desk.signed_in(editor), reverse("admin:claims_alarm_change", args=[alarm.pk])

    empty = client.post(page, {"reason": ""})
    client.post(page, {"reason": "Only its picture was\r\ntaken back."})

    alarm.refresh_from_db()
    assert "This field is required." in empty.text
    assert (alarm.closed_by, alarm.reason) == (editor, "Only its picture was taken back.")
    assert desk.messages_of(client.get(page)) != []
    assert alarm.source.key not in client.get(reverse("admin:claims_alarm_changelist")).text
    assert f"Closed: {alarm.reason}" in client.get(reverse("admin:claims_alarm_changelist"), {"state": "closed"}).text
    assert alarm.source.key in client.get(reverse("admin:claims_alarm_changelist"), {"state": "all"}).text
    assert 'name="reason"' not in client.get(page).text


def test_nobody_adds_or_deletes_an_alarm_by_hand(alarm):
    client = desk.signed_in()

    assert client.get(reverse("admin:claims_alarm_add")).status_code == 403
    assert client.post(reverse("admin:claims_alarm_delete", args=[alarm.pk]), {"post": "yes"}).status_code == 403
    assert Alarm.objects.count() == 1


def test_marking_a_source_in_the_admin_raises_its_alarms():
    review = factories.published()
    source = review.evidence.first().source
    client, page = desk.signed_in(), reverse("admin:sources_source_change", args=[source.pk])
    sent = desk.filled(client.get(page))

    client.post(page, sent | {"standing": "corrected", "standing_note": "A figure was put right."})

    assert [(alarm.review, alarm.kind, alarm.detail) for alarm in Alarm.objects.all()] == [(review, "corrected", "A figure was put right.")]


def test_an_alarm_that_somebody_closed_meanwhile_is_not_closed_twice(alarm):
    client, page = desk.signed_in(), reverse("admin:claims_alarm_change", args=[alarm.pk])
    alarms.close(alarm=alarm, user=desk.editor(), reason="Nothing hangs on it.")

    late = client.post(page, {"reason": "Mine."})

    alarm.refresh_from_db()
    assert (late.status_code, alarm.reason) == (403, "Nothing hangs on it.")


def test_who_is_a_moment_late_is_told(alarm, monkeypatch):
    client, page = desk.signed_in(), reverse("admin:claims_alarm_change", args=[alarm.pk])
    other = desk.editor()
    monkeypatch.setattr(ClosingForm, "clean", lambda form: alarms.close(alarm=alarm, user=other, reason="First.") and form.cleaned_data)

    late = client.post(page, {"reason": "Mine."}, follow=True)

    assert desk.messages_of(late) == ["This alarm is closed already."]


def test_from_an_alarm_it_is_one_step_to_the_review_that_closes_it(alarm):
    client, page = desk.signed_in(), reverse("admin:claims_alarm_change", args=[alarm.pk])

    before = client.get(page).text
    draft = factories.review(alarm.review.claim)
    after = client.get(page).text

    assert f'<a href="{reverse("admin:claims_review_new", args=[alarm.review_id])}">New review from the current one</a>' in before
    assert f'<a href="{reverse("admin:claims_review_change", args=[draft.pk])}">Go on with {draft}</a>' in after
