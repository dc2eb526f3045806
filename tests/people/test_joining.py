import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from people import joining
from people.models import Invitation, digest
from people.roles import Role
from tests import factories
from tests.desk import editor, signed_in
from tests.refusals import change, refused

pytestmark = pytest.mark.django_db
CHOSEN = {"username": "zoe", "password1": "bamboo-ladder-42", "password2": "bamboo-ladder-42", "email": "zoe@example.org"}


@pytest.fixture
def link() -> str:
    """The link of an invitation, as an administrator is shown it."""
    answer = signed_in(editor(Role.ADMINISTRATOR)).post("/admin/people/invitation/add/", {"name": "Zoe", "roles": ["editor", "administrator"]})
    return re.search(r"/account/invitation/[\w-]{43}/", answer.content.decode())[0]


def test_a_link_makes_an_account_in_the_roles_that_the_inviter_chose(link, client):
    answer = client.post(link, CHOSEN)

    zoe = User.objects.get(username="zoe")
    assert (answer.status_code, answer["Location"]) == (302, "/account/2fa/")
    assert (zoe.is_staff, zoe.is_superuser, zoe.email) == (True, False, "zoe@example.org")
    assert set(zoe.groups.values_list("name", flat=True)) == {"editor", "administrator"}
    assert Invitation.objects.get().account == zoe


def test_the_page_says_who_invites_whom_as_what(link, client):
    page = client.get(link).content.decode()

    assert "invites Zoe to work on this record as editor and administrator." in page


def test_a_link_works_once(link, client):
    client.post(link, CHOSEN)

    again = Client().post(link, CHOSEN | {"username": "eve"})

    assert again.status_code == 410
    assert not User.objects.filter(username="eve").exists()


@pytest.mark.parametrize("what", ["expired", "taken back", "unknown"])
def test_a_link_that_works_no_longer_says_so(link, client, what):
    if what == "expired":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    if what == "taken back":
        invitation = Invitation.objects.get()
        signed_in(invitation.invited_by).post(f"/admin/people/invitation/{invitation.pk}/delete/", {"post": "yes"})

    answer = client.post("/account/invitation/AAAA/" if what == "unknown" else link, CHOSEN)

    assert (answer.status_code, User.objects.filter(username="zoe").exists()) == (410, False)
    assert "This invitation works no longer" in answer.content.decode()


def test_of_two_who_use_a_link_at_once_one_gets_it(link):
    token = link.split("/")[-2]
    joining.accept(token=token, user=User(username="zoe"))

    with pytest.raises(joining.Gone):
        joining.accept(token=token, user=User(username="eve"))

    assert not User.objects.filter(username="eve").exists()


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({"password1": "short", "password2": "short"}, "This password is too short."),
        ({"password2": "another-one-42"}, "The two password fields didn’t match."),
        ({"username": "taken"}, "A user with that username already exists."),
        ({"email": "nonsense"}, "Enter a valid email address."),
    ],
)
def test_what_will_not_do_is_named_and_the_link_stays_good(link, client, sent, fault):
    factories.account("taken")

    page = client.post(link, CHOSEN | sent).content.decode()

    assert fault in page
    assert Invitation.objects.open().exists()


def test_the_link_is_kept_as_a_digest_only(link):
    invitation = Invitation.objects.get()

    assert invitation.digest == digest(link.split("/")[-2])
    assert timedelta(days=6.9) < invitation.expires_at - timezone.now() <= timedelta(days=7)


def test_an_accepted_invitation_stays_as_a_record(link, client):
    client.post(link, CHOSEN)
    invitation = Invitation.objects.get()
    administrator = signed_in(invitation.invited_by)

    answers = [administrator.post(f"/admin/people/invitation/{invitation.pk}/{deed}/", {"post": "yes"}).status_code for deed in ("delete", "change")]

    assert answers == [403, 403]
    assert "accepted" in administrator.get("/admin/people/invitation/").content.decode()


@pytest.mark.parametrize("roles", [[], ["king"], ["editor", "king"]])
def test_an_invitation_names_roles_that_there_are(roles):
    answer = signed_in(editor(Role.ADMINISTRATOR)).post("/admin/people/invitation/add/", {"name": "Zoe", "roles": roles})

    assert "roles" in answer.context["adminform"].form.errors
    assert not Invitation.objects.exists()


def test_the_database_refuses_what_no_form_would_send(link):
    invitation = Invitation.objects.get()

    for name, fields in {
        "invitation_roles_known": {"roles": ["king"]},
        "invitation_accepted_by_somebody": {"accepted_at": timezone.now()},
    }.items():
        with refused(f'"{name}"'):
            change(invitation, **fields)
    with refused('"invitation_roles_known"'):
        change(invitation, roles=[])


def test_whoever_joins_in_a_browser_of_somebody_else_is_signed_in_as_themselves(link):
    client = signed_in(editor())

    client.post(link, CHOSEN)

    assert client.get("/account/2fa/").context["user"].get_username() == "zoe"
