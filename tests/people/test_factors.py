import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import override_settings

from people.adapters import FactorAdapter
from people.factors import has_factor, is_last_factor
from tests import factories
from tests.desk import editor, signed_in, with_factor

pytestmark = pytest.mark.django_db


def _passkey(user) -> Authenticator:
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "My phone", "credential": {}})


def test_recovery_codes_alone_are_no_second_factor():
    user = editor()
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={})

    assert not has_factor(user)


def test_the_last_factor_is_the_one_beside_which_there_is_no_other():
    user = with_factor(editor())
    app = Authenticator.objects.get(user=user)
    alone = is_last_factor(app)
    _passkey(user)

    assert (alone, is_last_factor(app)) == (True, False)


def test_somebody_outside_the_desk_may_do_without():
    passkey = _passkey(factories.account())

    assert FactorAdapter().can_delete_authenticator(passkey)


def test_the_only_passkey_of_somebody_at_the_desk_cannot_be_removed():
    user = editor()
    passkey = _passkey(user)
    client = signed_in(user)
    Authenticator.objects.filter(user=user).exclude(pk=passkey.pk).delete()

    page = client.post(f"/account/2fa/webauthn/keys/{passkey.pk}/remove/", follow=True)

    assert "This is your only second factor" in page.content.decode()
    assert has_factor(user)


def test_a_passkey_beside_an_app_can_be_removed_by_whoever_says_again_who_they_are():
    user = editor()
    passkey = _passkey(user)
    client = signed_in(user)

    asked = client.post(f"/account/2fa/webauthn/keys/{passkey.pk}/remove/")

    assert asked["Location"].startswith("/account/")
    assert "reauthenticate" in asked["Location"]


def test_nobody_removes_a_passkey_of_others():
    passkey = _passkey(with_factor(editor()))

    assert signed_in().post(f"/account/2fa/webauthn/keys/{passkey.pk}/remove/").status_code == 404


def test_a_secret_sealed_with_a_former_key_still_opens():
    with override_settings(SECRET_KEY="the-one-before"):
        sealed = FactorAdapter().encrypt("JBSWY3DP")

    with override_settings(SECRET_KEY="the-one-now", SECRET_KEY_FALLBACKS=["the-one-before"]):
        assert FactorAdapter().decrypt(sealed) == "JBSWY3DP"
    assert "JBSWY3DP" not in sealed


_RESPONSE = '{"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": %s}'
NO_PASSKEY = [
    "", "{}", '{"id": "x"}', "nonsense", "[]", "[1]", "7", '"x"', "null", '{"id": 7, "rawId": []}', _RESPONSE % "{}", _RESPONSE % "7",
    _RESPONSE % '{"clientDataJSON": "AAAA", "authenticatorData": "AAAA", "signature": "AAAA", "userHandle": "AAAA", "attestationObject": "AAAA"}',
    _RESPONSE % '{"clientDataJSON": "e30", "authenticatorData": "", "signature": "", "userHandle": "OTk5OTk5", "attestationObject": ""}',
]  # fmt: skip


@pytest.mark.parametrize("sent", NO_PASSKEY)
def test_what_is_no_passkey_is_not_added(client, sent):
    user = editor(username="anna", password="bamboo-ladder-42")
    client.post("/account/login/", {"login": "anna", "password": "bamboo-ladder-42"})
    offered = client.get("/account/2fa/webauthn/add/").context["form"]

    page = client.post("/account/2fa/webauthn/add/", {"name": "My phone", "credential": sent})

    assert offered.fields["passwordless"].initial is True
    assert page.context["form"].errors
    assert not has_factor(user)
    assert client.get("/admin/")["Location"] == "/account/2fa/"


@pytest.mark.parametrize("sent", NO_PASSKEY)
def test_what_is_no_passkey_signs_nobody_in(client, sent):
    cache.clear()
    with_factor(editor(username="anna", password="bamboo-ladder-42"))

    alone = client.post("/account/2fa/webauthn/login/", {"credential": sent})
    client.post("/account/login/", {"login": "anna", "password": "bamboo-ladder-42"})
    second = client.post("/account/2fa/authenticate/", {"credential": sent})
    again = signed_in().post("/account/2fa/webauthn/reauthenticate/", {"credential": sent})

    assert (alone.status_code, second.status_code, again.status_code) == (302, 200, 302)
    assert "_auth_user_id" not in client.session
