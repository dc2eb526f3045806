"""Signing in as a person does, with a password and the code of an authenticator app that this module stands in for."""

import hashlib
import hmac
import io
import os
import re
import struct
import time
from base64 import b32decode

from django.core.management import call_command
from playwright.sync_api import Browser, Page

PASSWORD = "bamboo-ladder-42"


def code(secret: str, at: float | None = None) -> str:
    """The six digits that an authenticator app shows for `secret` (RFC 6238), written anew here to check those of the site."""
    step = int((time.time() if at is None else at) // 30)
    digest = hmac.new(b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def sign_in(page: Page, site: str, name: str, password: str) -> None:
    """As far as the password goes."""
    page.goto(f"{site}/admin/")
    page.fill("#id_login", name)
    page.fill("#id_password", password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def set_up_an_app(page: Page) -> str:
    """From the page on second factors, where somebody without one is led, to the recovery codes; gives the secret of the app."""
    page.get_by_role("link", name="Set up an app").click()
    secret = page.locator("#secret").inner_text()
    page.fill("#id_code", code(secret))
    page.get_by_role("button", name="Set up").click()
    page.wait_for_url(re.compile("/recovery-codes/$"))
    return secret


def account(name: str, *roles: str) -> None:
    """An account in the database that the connection is turned to, with PASSWORD."""
    os.environ["PASSWORD_OF_THE_TEST"] = PASSWORD
    call_command("create_editor", username=name, password_from_env="PASSWORD_OF_THE_TEST", role=list(roles), stdout=io.StringIO())


def kept_session(browser: Browser, site: str, *roles: str) -> dict:
    """The cookies of somebody newly made in `roles` who signed in and set up an app; give them to `new_context(storage_state=…)`.

    Keep them: a code works once in half a minute, and so does a sign-in of the same person.
    """
    name = f"{'-'.join(roles)}-{time.time_ns()}"
    account(name, *roles)
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, site, name, PASSWORD)
    set_up_an_app(page)
    state = context.storage_state()
    context.close()
    return state
