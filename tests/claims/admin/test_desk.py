"""What waits for whom, on the first page of the admin."""

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib import admin
from django.test import Client
from django.utils import timezone

from claims.editorial import publishing
from claims.editorial.alarms import close
from claims.models import Alarm
from claims_site.admin import EditorsAdmin
from tests import factories
from tests.desk import editor, signed_in, submitted
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def _desk(user) -> dict:
    return {panel.name: panel for panel in signed_in(user).get("/admin/").context["panels"]}


def _names(panel) -> list[str]:
    return [row.name for row in panel.rows]


def _name(review) -> str:
    return f"{review.claim.reference}/{review.number}"


def test_a_review_moves_from_panel_to_panel_and_from_desk_to_desk():
    author, second = editor(), editor()
    review = factories.review(author=author)

    seen = [_where(review, author, second)]
    publishing.submit(review=review)
    seen.append(_where(review, author, second))
    publishing.return_to_author(review=review, user=second, note="Which page?")
    seen.append(_where(review, author, second))
    publishing.publish(review=publishing.submit(review=review), approver=second)
    seen.append(_where(review, author, second))

    assert seen == [(["drafts"], []), (["submitted"], ["waiting"]), (["returned"], []), (["published"], ["published"])]


def _where(review, *users) -> tuple[list[str], ...]:
    return tuple([name for name, panel in _desk(user).items() if _name(review) in _names(panel)] for user in users)


def test_who_changed_a_draft_is_not_asked_to_approve_it():
    helper = editor()
    review = submitted()
    review.writers.add(helper)

    desk = _desk(helper)

    assert (_names(desk["waiting"]), _names(desk["submitted"])) == ([], [_name(review)])


def test_what_waits_longest_comes_first_and_says_how_long():
    with time_machine.travel(NOON - timedelta(days=9), tick=False):
        old = submitted()
    with time_machine.travel(NOON - timedelta(hours=3), tick=False):
        new = submitted()

    with time_machine.travel(NOON, tick=False):
        panel = _desk(editor())["waiting"]

    assert [(row.name, row.age) for row in panel.rows] == [(_name(old), "waiting 1 week"), (_name(new), "waiting 3 hours")]


def test_a_row_says_what_kind_of_change_by_whom_and_how_much_was_said():
    review = submitted(author=editor(username="anna"))
    factories.comment(review)

    row = _desk(editor())["waiting"].rows[0]

    assert (row.note, row.verdict, row.about) == ("First review by anna, 1 comment", "false", "Everyone has a score.")


@time_machine.travel(NOON, tick=False)
def test_claims_that_come_due_are_told_from_those_overdue():
    today = date(2026, 11, 22)
    past, last, first, beyond = (
        factories.published(at=NOON - timedelta(days=400), review_by=today + timedelta(days=days)) for days in (-1, 30, 0, 31)
    )

    desk = _desk(editor())

    assert [(row.name, row.age) for row in desk["overdue"].rows] == [(past.claim.reference, "1 day overdue")]
    assert [(row.name, row.age) for row in desk["due"].rows] == [(first.claim.reference, "today"), (last.claim.reference, "30 days left")]
    assert beyond.claim.reference not in _names(desk["due"])


def test_a_long_panel_shows_a_few_counts_all_and_leads_to_the_list():
    for _ in range(8):
        submitted()
    client = signed_in()

    page = client.get("/admin/")

    panel = next(panel for panel in page.context["panels"] if panel.name == "waiting")
    assert (len(panel.rows), panel.total) == (6, 8)
    assert '<a href="/admin/claims/review/?state__exact=submitted">All 8<' in page.content.decode()
    assert client.get(panel.every).context["cl"].result_count == 8


def test_every_panel_leads_to_a_list_that_answers():
    user = editor()
    client = signed_in(user)

    answers = [client.get(panel.every) for panel in _desk(user).values()]

    assert [answer.status_code for answer in answers] == [200] * len(answers)


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(("chosen", "days"), [("overdue", -1), ("soon", 3)])
def test_claims_can_be_listed_by_when_they_are_due(chosen, days):
    meant = factories.published(at=NOON - timedelta(days=400), review_by=date(2026, 11, 22) + timedelta(days=days))
    factories.published()

    found = signed_in().get(f"/admin/claims/claim/?due={chosen}").context["cl"].result_list

    assert list(found) == [meant.claim]


def test_who_cannot_approve_is_not_told_what_waits_for_approval():
    submitted()

    assert "waiting" not in _desk(editor("contributor"))


def test_an_empty_desk_says_what_that_means_and_where_to_begin():
    page = signed_in().get("/admin/").content.decode()

    assert "Nothing of yours was returned." in page
    assert "You have no draft. Start one from a claim, or with “Write a review” above." in page
    assert '<a href="/admin/claims/review/add/">Write a review</a>' in page


def test_the_desk_takes_the_same_queries_however_much_there_is(django_assert_num_queries):
    user = editor()
    client = signed_in(user)
    for _ in range(3):
        submitted(), factories.review(author=user), factories.published(at=timezone.now())
    client.get("/admin/")

    # session, user, second factor, groups, then one for each panel
    with django_assert_num_queries(4 + len(admin.site._panels)):
        client.get("/admin/")


def test_a_panel_that_is_not_for_the_user_is_left_out_and_the_others_keep_their_places(rf):
    site, request = EditorsAdmin(), rf.get("/admin/")
    request.user = editor()
    for place, made in ((30, "last"), (10, "first"), (20, None)):
        site.panel(place)(lambda user, made=made: made)

    response = site.index(request)

    assert response.context_data["panels"] == ["first", "last"]


def test_strangers_see_no_desk():
    assert Client().get("/admin/").status_code == 302


def test_alarms_come_heaviest_first_and_leave_when_they_are_closed():
    review = factories.published()
    light, heavy = [_alarm(review, piece.source, weight) for piece, weight in zip(review.evidence.all(), (1, 3), strict=True)]
    reader = editor("contributor")

    panel = _desk(reader)["alarms"]
    close(alarm=heavy, user=factories.account(), reason="It is back.")

    assert [row.note for row in panel.rows] == [
        f"{heavy.source.key}: no longer reachable, the only leg",
        f"{light.source.key}: no longer reachable, one of several",
    ]
    assert {(row.name, row.verdict, row.about) for row in panel.rows} == {(review.claim.reference, review.verdict, review.statement)}
    assert (panel.total, _desk(reader)["alarms"].total) == (2, 1)


def _alarm(review, source, weight: int) -> Alarm:
    return Alarm.objects.create(review=review, source=source, kind="gone", weight=weight, raised_at=timezone.now())
