"""Each kind of page, wide and narrow, light and dark: accessible, valid, quiet, and by itself."""

import pytest
from justhtml import JustHTML

from tests.browser import examining
from tests.browser.pages import ERRORS, PAGES

pytestmark = pytest.mark.browser
EVERY = PAGES | ERRORS
each_page = pytest.mark.parametrize("address", EVERY.values(), ids=EVERY)


@each_page
@pytest.mark.parametrize("width", [1280, 360])
def test_a_page_has_no_accessibility_fault_in_light_or_dark(page, site, address, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site + address)

    assert examining.axe_faults_in_light_and_dark(page) == []


@each_page
def test_nothing_reaches_beyond_the_edge(page, site, address):
    page.goto(site + address)
    found = {}
    for width in (1280, 360, 320):  # 320 is 1280 at a zoom of 400 %
        page.set_viewport_size({"width": width, "height": 800})
        found[width] = examining.sticking_out(page)

    assert found == {1280: [], 360: [], 320: []}


@each_page
def test_a_page_is_quiet_and_calls_nobody_else(page, site, address):
    watch = examining.Watch(page, site)
    answer = page.goto(site + address, wait_until="networkidle")
    of_its_own = [f"Failed to load resource: the server responded with a status of {answer.status} ({answer.status_text})"] * (answer.status >= 400)

    assert watch.complaints == of_its_own
    assert watch.strangers == []
    assert examining.inline_code(page) == 0
    assert answer.headers["content-security-policy"].count("default-src 'none'") == 1


@each_page
def test_a_page_is_valid_html_and_declares_its_chinese(page, site, address):
    html = page.goto(site + address).text()

    assert JustHTML(html, sanitize=False, strict=True).errors == []
    assert examining.untagged_chinese(page) == []


def test_the_rules_for_size_and_contrast_are_among_those_that_run(page):
    button = "<button style='width: 9px; height: 9px; padding: 0'>a</button>"
    pale = "color: light-dark(#fff, #222); background: light-dark(#eee, #111)"
    head = "<html lang='en'><title>Faulty</title><style>:root { color-scheme: light dark }</style>"
    page.set_content(f"{head}<main><h1>Faulty</h1><p style='{pale}'>Pale</p>{button}{button}</main></html>")
    found = {fault.split(":")[0] for fault in examining.axe_faults_in_light_and_dark(page)}

    assert found >= {"color-contrast", "target-size", "dark color-contrast"}
