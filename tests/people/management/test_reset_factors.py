from io import StringIO

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.core.management import CommandError, call_command

from people.factors import has_factor
from tests.desk import editor, signed_in

pytestmark = pytest.mark.django_db


def _said(name: str) -> str:
    out = StringIO()
    call_command("reset_factors", name, stdout=out)
    return out.getvalue()


def test_factors_codes_and_sessions_go():
    anna = editor(username="anna")
    client = signed_in(anna)
    RecoveryCodes.activate(anna)
    UserSession.objects.create(user=anna, ip="192.0.2.1", session_key=client.session.session_key)

    said = _said("anna")

    assert said == "Second factors and recovery codes of “anna” are removed, 1 session ended. The next sign-in asks to set up a new one.\n"
    assert not has_factor(anna)
    assert client.get("/admin/")["Location"].startswith("/admin/login/")


def test_where_there_is_none_it_says_so():
    editor(username="anna")

    assert _said("anna") == "“anna” has no second factor. The next sign-in asks to set one up.\n"


def test_an_unknown_name_is_refused():
    with pytest.raises(CommandError, match="There is no account “eve”"):
        call_command("reset_factors", "eve")
