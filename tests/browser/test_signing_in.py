"""First days at the desk, in Chromium: invited, enrolled, signed in again with each factor, turned away, signed out by an administrator."""

import time

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from tests.browser.examining import Watch, axe_faults, axe_faults_in_light_and_dark, inline_code, sticking_out
from tests.browser.signing_in import PASSWORD, account, code, set_up_an_app, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("on_corpus")]


@pytest.fixture(scope="module")
def here(site) -> str:
    """The site by its name: a passkey belongs to a name, never to a number."""
    return site.replace("127.0.0.1", "localhost")


@pytest.fixture
def administrator(on_corpus) -> str:
    name = f"admin-{time.time_ns()}"
    account(name, "administrator")
    return name


def _examined(page: Page) -> None:
    """The page as it stands: accessible in both colour schemes, nothing inline, nothing wider than a phone."""
    page.set_viewport_size({"width": 1280, "height": 900})
    assert axe_faults_in_light_and_dark(page) == []
    assert inline_code(page) == 0
    page.set_viewport_size({"width": 360, "height": 800})
    assert sticking_out(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})


def _invited(page: Page, here: str, name: str, *roles: str) -> str:
    """The link that an administrator is shown."""
    page.goto(f"{here}/admin/people/invitation/add/")
    page.fill("#id_name", name)
    for role in roles:
        page.get_by_label(role, exact=True).check()
    page.get_by_role("button", name="Save", exact=True).click()
    link = page.locator("#link").input_value()
    assert axe_faults_in_light_and_dark(page) == []  # as it stands: the link is shown once
    return link


def test_from_an_invitation_to_the_desk(page, here, administrator, browser):
    sign_in(page, here, administrator, PASSWORD)
    set_up_an_app(page)
    link = _invited(page, here, "Zoe", "Contributor")
    name = f"zoe-{time.time_ns()}"
    guest = browser.new_context().new_page()
    watch = Watch(guest, here)

    guest.goto(link)
    _examined(guest)
    guest.fill("#id_username", name)
    guest.fill("#id_password1", PASSWORD)
    guest.fill("#id_password2", PASSWORD)
    guest.get_by_role("button", name="Make the account").click()
    expect(guest.locator("h1")).to_have_text("Your second factor")
    _examined(guest)
    guest.goto(f"{here}/admin/claims/review/")
    expect(guest.locator("h1")).to_have_text("Your second factor")
    set_up_an_app(guest)
    expect(guest.locator(".codes li")).to_have_count(10)
    _examined(guest)
    guest.get_by_role("link", name="on to the desk").click()

    expect(guest).to_have_url(f"{here}/admin/")
    assert list(User.objects.get(username=name).groups.values_list("name", flat=True)) == ["contributor"]
    assert (watch.complaints, watch.strangers) == ([], [])
    assert guest.goto(link).status == 410


def _somebody(*roles: str) -> str:
    name = f"{roles[0]}-{time.time_ns()}"
    account(name, *roles)
    return name


def test_a_passkey_is_the_second_factor_and_then_the_only_one_asked_for(page, here):
    authenticator = page.context.new_cdp_session(page)
    authenticator.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    authenticator.send("WebAuthn.addVirtualAuthenticator", {"options": kind | {"automaticPresenceSimulation": True}})
    watch, name = Watch(page, here), _somebody("editor")

    sign_in(page, here, name, PASSWORD)
    page.get_by_role("link", name="Add a passkey").click()
    _examined(page)
    page.fill("#id_name", "My phone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.locator("h1")).to_have_text("Recovery codes")
    _signed_out(page, here)
    sign_in(page, here, name, PASSWORD)
    expect(page.locator("h1")).to_have_text("Second factor")
    _examined(page)
    page.get_by_role("button", name="Use your passkey").click()
    expect(page).to_have_url(f"{here}/admin/")
    _signed_out(page, here)
    page.goto(f"{here}/admin/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page).to_have_url(f"{here}/admin/")
    assert (watch.complaints, watch.strangers) == ([], [])
    page.goto(f"{here}/account/2fa/webauthn/")
    expect(page.locator("strong", has_text="My phone")).to_be_visible()
    _examined(page)


def _signed_out(page: Page, here: str) -> None:
    page.goto(f"{here}/account/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{here}/")


def test_a_browser_that_knows_no_passkey_says_so(page, here):
    authenticator = page.context.new_cdp_session(page)
    authenticator.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": False}
    authenticator.send("WebAuthn.addVirtualAuthenticator", {"options": kind | {"automaticPresenceSimulation": True}})

    page.goto(f"{here}/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("alert")).to_contain_text("No passkey was used")
    _examined(page)


def test_a_wrong_code_is_refused_again_and_again_and_then_for_a_while(page, here):
    name = _somebody("contributor")
    sign_in(page, here, name, PASSWORD)
    set_up_an_app(page)
    _signed_out(page, here)
    sign_in(page, here, name, PASSWORD)

    for _ in range(5):
        page.fill("#id_code", "000000")
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.locator(".faults").first).to_contain_text("That code is not right")
    _examined(page)
    page.fill("#id_code", "000000")
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.locator("h1")).to_have_text("Too many attempts")
    _examined(page)


def test_a_session_that_an_administrator_ends_is_over_at_once(browser, page, here, administrator):
    name = _somebody("editor")
    sign_in(page, here, name, PASSWORD)
    set_up_an_app(page)
    office = browser.new_context().new_page()
    sign_in(office, here, administrator, PASSWORD)
    set_up_an_app(office)

    office.goto(f"{here}/admin/auth/user/{User.objects.get(username=name).pk}/sessions/")
    _examined_at_the_desk(office)
    office.get_by_role("button", name="Sign out there").click()
    expect(office.get_by_text("Nowhere.")).to_be_visible()
    page.goto(f"{here}/admin/claims/review/")

    expect(page.locator("h1")).to_have_text("Sign in")


def _examined_at_the_desk(page: Page) -> None:
    """The same for a page of the desk; loaded anew in each colour scheme, since its links fade from colour to colour."""
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        page.reload()
        assert axe_faults(page) == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.set_viewport_size({"width": 1280, "height": 900})


def test_with_the_keyboard_alone_from_the_first_page_to_the_desk(page, here):
    name = _somebody("editor")
    page.goto(f"{here}/admin/")

    _tab_to(page, "#id_login")
    page.keyboard.type(name)
    _tab_to(page, "#id_password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Your second factor")
    _tab_to(page, "a[href$='/totp/activate/']")
    page.keyboard.press("Enter")
    secret = page.locator("#secret").inner_text()
    _tab_to(page, "#id_code")
    page.keyboard.type(code(secret))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Recovery codes")
    _tab_to(page, ".btn-main")
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{here}/admin/")


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on `selector`, and see it there."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none"
            return
    pytest.fail(f"The keyboard does not reach {selector}.")


CLOSED = [
    "signup/", "inactive/", "password/reset/", "password/reset/done/", "password/reset/key/done/", "password/reset/key/1-x/", "invitation/AAAA/",
]  # fmt: skip
MINE = [
    "2fa/", "2fa/totp/deactivate/", "2fa/webauthn/", "2fa/webauthn/add/", "2fa/recovery-codes/generate/", "sessions/", "password/change/",
    "reauthenticate/", "2fa/reauthenticate/", "logout/",
]  # fmt: skip
DESK = ["auth/user/", "people/invitation/", "people/invitation/add/"]


def test_every_other_page_of_signing_in_is_accessible(page, here):
    for path in CLOSED:
        page.goto(f"{here}/account/{path}")
        _examined(page)
    sign_in(page, here, _somebody("administrator"), PASSWORD)
    set_up_an_app(page)
    for path in MINE:
        page.goto(f"{here}/account/{path}")
        _examined(page)
    for path in DESK:
        page.goto(f"{here}/admin/{path}")
        _examined_at_the_desk(page)
    page.goto(f"{here}/admin/claims/topic/add/")
    expect(page.locator("h1")).to_have_text("You may not do this")
    _examined(page)
