"""First days at the desk, in Chromium: invited, enrolled, signed in again with each factor, turned away, signed out by an administrator."""

import time

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from tests.browser.examining import Watch, axe_faults_in_light_and_dark, inline_code, sticking_out
from tests.browser.signing_in import PASSWORD, account, set_up_an_app, sign_in

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
    return page.locator("#link").input_value()


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
