"""Signing in as the desk does: password, second factor, limits; and what must never get in."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.core.cache import cache
from django.test import Client

from people.factors import has_factor
from tests import factories
from tests.browser.signing_in import code
from tests.desk import SECRET, editor, signed_in, with_factor

pytestmark = pytest.mark.django_db
PASSWORD = "bamboo-ladder-42"


@pytest.fixture(autouse=True)
def nothing_counted(db):
    cache.clear()


@pytest.fixture
def anna():
    return editor(username="anna", password=PASSWORD, email="anna@example.org")


def _password(client: Client, password: str = PASSWORD, name: str = "anna"):
    return client.post("/account/login/?next=/admin/claims/claim/", {"login": name, "password": password})


def _code(client: Client, typed: str):
    return client.post("/account/2fa/authenticate/", {"code": typed})


def test_the_password_leads_to_the_second_factor_and_that_to_the_page_one_came_for(anna, client):
    with_factor(anna)

    first = _password(client)
    second = _code(client, code(SECRET))

    assert (first.status_code, first["Location"]) == (302, "/account/2fa/authenticate/")
    assert (second.status_code, second["Location"]) == (302, "/admin/claims/claim/")
    assert client.get("/admin/claims/claim/").status_code == 200


def test_with_the_password_alone_nothing_of_the_desk_opens(anna, client):
    with_factor(anna)
    _password(client)

    assert client.get("/admin/")["Location"].startswith("/admin/login/")


def test_somebody_without_a_factor_is_led_to_set_one_up_whatever_they_ask_for(anna, client):
    _password(client)

    answers = [client.get("/admin/"), client.get("/admin/claims/review/"), client.post("/admin/claims/topic/add/", {"name": "x"})]

    assert [answer["Location"] for answer in answers] == ["/account/2fa/"] * 3


def test_a_session_from_before_the_factor_is_asked_for_it(anna, client):
    client.force_login(anna)
    with_factor(anna)

    assert client.get("/admin/claims/claim/?q=x")["Location"] == "/account/2fa/reauthenticate/?next=%2Fadmin%2Fclaims%2Fclaim%2F%3Fq%3Dx"


def test_setting_up_an_app_asks_for_nothing_twice_and_gives_recovery_codes(anna, client):
    _password(client)
    page = client.get("/account/2fa/totp/activate/")

    answer = client.post("/account/2fa/totp/activate/", {"code": code(page.context["form"].secret)})

    assert answer["Location"] == "/account/2fa/recovery-codes/"
    assert len(client.get(answer["Location"]).context["unused_codes"]) == 10
    assert client.get("/admin/").status_code == 200


def test_a_wrong_code_sets_nothing_up(anna, client):
    _password(client)
    client.get("/account/2fa/totp/activate/")

    page = client.post("/account/2fa/totp/activate/", {"code": "000000"})

    assert "That code is not right." in page.content.decode()
    assert not has_factor(anna)


@pytest.mark.parametrize("typed", ["000000", "", "x" * 500, "１２３４５６"])
def test_a_wrong_code_is_refused(anna, client, typed):
    with_factor(anna)
    _password(client)

    assert _code(client, typed).status_code == 200
    assert client.get("/admin/")["Location"].startswith("/admin/login/")


def test_a_code_works_once(anna):
    with_factor(anna)
    typed = code(SECRET)
    answers = []

    for client in (Client(), Client()):
        _password(client)
        answers.append(_code(client, typed).status_code)

    assert answers == [302, 200]


def test_a_recovery_code_works_once(anna):
    with_factor(anna)
    spare = RecoveryCodes.activate(anna).get_unused_codes()[0]
    answers = []

    for client in (Client(), Client()):
        _password(client)
        answers.append(_code(client, spare).status_code)

    assert answers == [302, 200]


def test_the_sixth_wrong_password_is_told_to_wait_and_so_is_the_right_one_after_it(anna, client):
    answers = [_password(client, "wrong").status_code for _ in range(6)]

    right = _password(client)

    assert answers == [200] * 5 + [429]
    assert (right.status_code, right["Retry-After"]) == (429, "300")
    assert "Too many attempts. Wait five minutes, then try again." in right.content.decode()


def test_wrong_codes_are_counted_as_well(anna, client):
    with_factor(anna)
    _password(client)

    assert [_code(client, "000000").status_code for _ in range(6)] == [200] * 5 + [429]


def test_it_is_not_told_which_of_name_and_password_is_wrong(anna, client):
    pages = [_password(client, "wrong", name) for name in ("anna", "nobody")]

    assert len({re.sub(r'value="[^"]*"', "", page.content.decode()) for page in pages}) == 1


def test_an_account_that_was_switched_off_does_not_sign_in(anna, client):
    anna.is_active = False
    anna.save()

    assert _password(client)["Location"] == "/account/inactive/"
    assert "switched off" in client.get("/account/inactive/").content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_sign_up_is_closed(client, method):
    page = getattr(client, method)("/account/signup/", {"username": "eve", "password1": PASSWORD, "password2": PASSWORD})

    assert "Accounts come by invitation" in page.content.decode()


def test_the_secret_of_an_app_is_not_kept_as_it_is(anna):
    with_factor(anna)

    assert SECRET not in str(Authenticator.objects.values_list("data", flat=True).get(user=anna))


def test_a_password_is_reset_by_mail_and_the_second_factor_stays(anna, client):
    with_factor(anna)
    client.post("/account/password/reset/", {"email": "anna@example.org"})
    link = re.search(r"/account/password/reset/key/\S+", mail.outbox[0].body)[0]
    form = client.get(link)["Location"]

    done = client.post(form, {"password1": "glass-harbour-77", "password2": "glass-harbour-77"})

    assert done["Location"] == "/account/password/reset/key/done/"
    assert _password(client, "glass-harbour-77")["Location"] == "/account/2fa/authenticate/"
    assert "This link works no longer" in Client().get(link).content.decode()


def test_no_mail_goes_to_an_address_without_an_account(client):
    page = client.post("/account/password/reset/", {"email": "eve@example.org"})

    assert (page["Location"], mail.outbox) == ("/account/password/reset/done/", [])


@pytest.mark.parametrize("page", ["2fa/totp/deactivate/", "2fa/webauthn/add/", "2fa/recovery-codes/generate/", "2fa/recovery-codes/"])
def test_who_changes_factors_is_asked_again_who_they_are(anna, page):
    client = signed_in(anna)
    RecoveryCodes.activate(anna)

    assert client.get(f"/account/{page}")["Location"].startswith("/account/reauthenticate/")


def test_the_only_factor_of_somebody_at_the_desk_cannot_be_removed(anna):
    client = signed_in(anna)
    client.post("/account/2fa/reauthenticate/?next=/account/2fa/", {"code": code(SECRET, time.time())})

    page = client.post("/account/2fa/totp/deactivate/")

    assert "This is your only second factor" in page.content.decode()
    assert has_factor(anna)


def test_somebody_without_a_role_gets_no_desk(client):
    client.force_login(factories.account())

    page = client.get("/admin/", follow=True)

    assert page.status_code == 403
    assert "Your account has no role at the desk." in page.content.decode()


@pytest.mark.parametrize("page", ["/", "/claims/", "/claims.json", "/about/", "/nowhere/", "/theme.css"])
def test_readers_pages_neither_set_a_cookie_nor_vary_by_one_even_for_the_desk(page):
    answer = signed_in().get(page)

    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize("page", ["/account/login/", "/account/signup/", "/account/password/reset/"])
def test_pages_of_signing_in_are_kept_by_nobody(client, page):
    answer = client.get(page)

    assert "ETag" not in answer
    assert answer["Content-Security-Policy"].count("'unsafe-inline'") == 0
    assert page == "/account/password/reset/" or "no-store" in answer["Cache-Control"]
