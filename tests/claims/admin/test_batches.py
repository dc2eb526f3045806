import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from claims.models import Assignment
from tests import desk, factories

pytestmark = pytest.mark.django_db
LIST = "/admin/claims/claim/"


def act(client, action: str, *claims, **answers):
    return client.post(LIST, {"action": action, ACTION_CHECKBOX_NAME: [claim.pk for claim in claims]} | answers, follow=True)


def test_an_action_asks_first_and_then_says_what_it_did():
    client, topic = desk.signed_in(), factories.topic(name="Travel")
    one, other = factories.claim(), factories.claim(topics=[topic])

    asked = act(client, "add_topic", one, other)
    empty = act(client, "add_topic", one, other, apply="yes")
    done = act(client, "add_topic", one, other, apply="yes", topic=topic.pk)

    assert "To 2 claims" in asked.text
    assert "This field is required." in empty.text
    assert desk.messages_of(done) == ["1 put under the topic, 1 under it already."]
    assert one.topics.get() == topic


def test_what_is_refused_is_said_of_each_claim():
    shown = factories.published().claim

    done = act(desk.signed_in(), "set_review_by", shown, factories.review().claim, apply="yes", day="2090-01-01")

    assert desk.messages_of(done) == [
        "1 changed.",
        f"{shown.reference}: It has no draft. Start a new review first: what is published never changes.",
    ]


def test_a_day_that_has_passed_is_refused_on_the_page():
    page = act(desk.signed_in(), "set_review_by", factories.review().claim, apply="yes", day="2020-01-01")

    assert "That day has passed." in page.text


def test_what_is_assigned_stands_in_the_list_and_on_the_desk_of_the_editor():
    giver, editor, claim = desk.editor(username="giver"), desk.editor(username="taker"), factories.published().claim

    done = act(desk.signed_in(giver), "assign", claim, apply="yes", to=editor.pk)
    panels = {panel.name: panel for panel in desk.signed_in(editor).get("/admin/").context["panels"]}

    assert Assignment.objects.get().editor == editor
    assert "taker" in done.text
    assert [(row.name, row.note) for row in panels["assigned"].rows] == [(claim.reference, "by giver")]
    assert "assigned" not in {panel.name for panel in desk.signed_in(giver).get("/admin/").context["panels"]}


def test_actions_are_offered_to_those_who_may_change_claims_only():
    claim = factories.claim()

    response = act(desk.signed_in(factories.account(is_staff=True)), "add_topic", claim, apply="yes", topic=factories.topic().pk)

    assert response.status_code == 403
    assert "Add a topic…" in desk.signed_in().get(LIST).text
