import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client

from people.roles import Role
from tests import factories
from tests.desk import editor, signed_in

pytestmark = pytest.mark.django_db
MINE = "/account/sessions/"


def _elsewhere(user: User, client: Client | None = None) -> UserSession:
    """A session of `user` in another browser, or that of `client`."""
    client = client or signed_in(user)
    return UserSession.objects.create(user=user, ip="192.0.2.1", user_agent="Firefox", session_key=client.session.session_key)


def _lives(session: UserSession) -> bool:
    return Session.objects.filter(pk=session.session_key).exists()


def test_ones_sessions_are_listed_this_one_first():
    user = editor()
    client = signed_in(user)
    here, there = _elsewhere(user, client), _elsewhere(user)

    page = client.get(MINE)

    assert page.context["sessions"] == [here, there]
    assert page.content.decode().count("Sign out there") == 1


def test_one_session_or_all_others_are_ended():
    user = editor()
    client = signed_in(user)
    here, first, second = _elsewhere(user, client), _elsewhere(user), _elsewhere(user)

    client.post(MINE, {"session": first.pk})
    after_one = [_lives(session) for session in (here, first, second)]
    client.post(MINE)

    assert after_one == [True, False, True]
    assert [_lives(session) for session in (here, first, second)] == [True, False, False]


def test_nobody_ends_a_session_of_others_from_their_own_page():
    session = _elsewhere(editor())

    signed_in().post(MINE, {"session": session.pk})

    assert _lives(session)


def test_an_administrator_signs_somebody_out_everywhere():
    user = editor()
    sessions = [_elsewhere(user), _elsewhere(user)]
    client, page = signed_in(editor(Role.ADMINISTRATOR)), f"/admin/auth/user/{user.pk}/sessions/"

    listed = client.get(page).content.decode()
    client.post(page)

    assert listed.count("Sign out there") == 2
    assert [_lives(session) for session in sessions] == [False, False]


def test_an_administrator_does_not_end_sessions_of_a_superuser():
    root = factories.account(is_staff=True, is_superuser=True)

    answer = signed_in(editor(Role.ADMINISTRATOR)).post(f"/admin/auth/user/{root.pk}/sessions/")

    assert answer.status_code == 403


def test_who_is_not_signed_in_sees_no_sessions(client):
    assert client.get(MINE)["Location"] == "/account/login/?next=/account/sessions/"
