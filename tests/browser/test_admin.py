"""The editors' desk in Chromium: accessible, quiet, and its search boxes work under the policy that allows no inline script."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.browser.examining import Watch, axe_faults

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.browser
PASSWORD = "bamboo-ladder-42"
PAGES = [
    "", "claims/claim/", "claims/review/", "sources/source/", "claims/claim/add/", "claims/review/add/", "sources/source/add/", "claims/term/add/",
    "claims/collection/add/",
]  # fmt: skip


@pytest.fixture(scope="module")
def editor(site, corpus_database) -> str:
    """An editor's name in the database with the corpus; readers see nothing of it."""
    environment = {
        **os.environ, "DATABASE_NAME": corpus_database, "EMBEDDED_PG_FOLDER": settings.EMBEDDED_PG_HOME.name,
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "claims_site.settings"), "PASSWORD": PASSWORD,
    }  # fmt: skip
    command = [sys.executable, "manage.py", "create_editor", "--username", "anna", "--password-from-env", "PASSWORD"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return "anna"


@pytest.fixture
def desk(page, site, editor):
    """A page of 1280 px that is signed in."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{site}/admin/")
    page.fill("#id_username", editor)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    return page


@pytest.mark.parametrize("path", PAGES)
def test_the_desk_is_accessible_and_quiet(desk, site, path):
    watch = Watch(desk, site)

    desk.goto(f"{site}/admin/{path}", wait_until="networkidle")

    assert axe_faults(desk) == []
    assert (watch.complaints, watch.strangers) == ([], [])


@pytest.mark.parametrize("model", ["claims/claim", "claims/review", "claims/collection", "claims/term", "sources/source"])
def test_the_page_of_a_row_is_accessible(desk, site, model):
    desk.goto(f"{site}/admin/{model}/")

    desk.click("#result_list tbody th a")
    desk.wait_for_load_state("networkidle")

    assert axe_faults(desk) == []


def test_a_source_is_found_while_typing_and_the_box_has_the_name_of_its_field(desk, site):
    desk.goto(f"{site}/admin/claims/review/add/")

    desk.get_by_role("combobox", name="Source").click()
    desk.keyboard.type("guofa2014")

    expect(desk.locator(".select2-results__option", has_text="guofa2014-21")).to_be_visible()
