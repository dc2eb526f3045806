import getpass
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from tests import factories

pytestmark = pytest.mark.django_db
GOOD = "bamboo-ladder-42"


@pytest.fixture
def terminal(monkeypatch):
    """A person at a terminal who answers the questions in turn."""

    def answering(name: str, *passwords: str):
        left = iter(passwords)
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("builtins.input", lambda question: name)
        monkeypatch.setattr(getpass, "getpass", lambda question: next(left))

    return answering


def test_the_account_is_made_from_options_alone(monkeypatch):
    monkeypatch.setenv("EDITOR_PASSWORD", GOOD)
    said = StringIO()

    call_command("create_editor", username="anna", password_from_env="EDITOR_PASSWORD", stdout=said)

    anna = User.objects.get()
    assert (anna.is_active, anna.is_staff, anna.is_superuser, anna.check_password(GOOD)) == (True, True, False, True)
    assert said.getvalue() == "“anna” can now sign in at /admin/ as editor.\n"


def test_the_password_is_asked_for_until_it_will_do_and_is_given_twice(terminal):
    terminal("anna", "short", GOOD, "something-else", GOOD, GOOD)
    complained = StringIO()

    call_command("create_editor", stdout=StringIO(), stderr=complained)

    assert User.objects.get(username="anna").check_password(GOOD)
    assert "This password is too short. It must contain at least 12 characters." in complained.getvalue()
    assert "The two are not the same. Try again." in complained.getvalue()


@pytest.mark.parametrize(
    ("name", "password", "message"),
    [
        ("anna", "", "The environment variable EDITOR_PASSWORD is not set, or empty."),
        ("anna", "short", "This password is too short. It must contain at least 12 characters."),
        ("boris", GOOD, "There is an account “boris” already. Choose another name."),
        ("an na", GOOD, "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters."),
    ],
)
def test_what_will_not_do_is_refused_and_nothing_is_made(monkeypatch, name, password, message):
    factories.account("boris")
    monkeypatch.setenv("EDITOR_PASSWORD", password)

    with pytest.raises(CommandError) as refused:
        call_command("create_editor", username=name, password_from_env="EDITOR_PASSWORD")

    assert str(refused.value) == message
    assert User.objects.count() == 1


def test_without_a_terminal_it_says_which_options_to_give(monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)

    with pytest.raises(CommandError, match="There is no terminal to ask at"):
        call_command("create_editor", username="anna")


def test_the_account_has_the_roles_that_were_named(monkeypatch):
    monkeypatch.setenv("EDITOR_PASSWORD", GOOD)
    said = StringIO()

    call_command("create_editor", username="anna", role=["publisher", "administrator"], password_from_env="EDITOR_PASSWORD", stdout=said)

    assert set(User.objects.get().groups.values_list("name", flat=True)) == {"publisher", "administrator"}
    assert said.getvalue() == "“anna” can now sign in at /admin/ as publisher and administrator.\n"
