"""Pages stay light: what a reader's connection has to carry, compressed as the server sends it."""

import urllib.request

import pytest

from tests.browser.pages import CLAIM

pytestmark = pytest.mark.browser


def _sent(address: str) -> int:
    """How many bytes the server sends for `address` to a browser that takes gzip."""
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})) as answer:
        return len(answer.read())


def test_the_stylesheet_is_at_most_12_kilobytes(page, site):
    page.goto(f"{site}/")
    sheets = page.locator("link[rel=stylesheet]").evaluate_all("(links) => links.map((link) => link.href)")

    assert len(sheets) == 2
    assert sum(map(_sent, sheets)) <= 12 * 1024


@pytest.mark.parametrize(("address", "kilobytes"), [("/", 20), ("/claims/", 30), (CLAIM, 25), ("/glossary/", 40), ("/sources/", 20)])
def test_a_page_is_light(site, address, kilobytes):
    assert _sent(site + address) <= kilobytes * 1024


def test_only_the_list_of_claims_needs_a_script(page, site):
    scripts = {}
    for address in ("/", CLAIM, "/claims/"):
        page.goto(site + address)
        scripts[address] = page.locator("script[src]").count()

    assert scripts == {"/": 0, CLAIM: 0, "/claims/": 2}
