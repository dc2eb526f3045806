"""Pages on paper: no navigation, no verdicts on a lesson's sheet, and no blank page."""

import re
import zlib

import pytest

from tests.browser.pages import CLAIM, LESSON

pytestmark = pytest.mark.browser


def _pages_of(pdf: bytes) -> list[bytes]:
    """The drawing commands of each page of a PDF as Chromium writes it."""
    objects = dict(re.findall(rb"(\d+) 0 obj\n(.*?)\nendobj", pdf, re.DOTALL))
    pages = [body for body in objects.values() if b"/Type /Page\n" in body]
    streams = [objects[re.search(rb"/Contents (\d+) 0 R", page)[1]] for page in pages]
    return [zlib.decompress(re.search(rb"stream\r?\n(.*)\r?\nendstream", stream, re.DOTALL)[1]) for stream in streams]


def _words_drawn(page: bytes) -> int:
    return len(re.findall(rb"T[jJ]", page))


@pytest.mark.parametrize("address", [CLAIM, LESSON, "/glossary/", "/claims/?verdict=false"])
def test_on_paper_the_navigation_is_left_out(page, site, address):
    page.goto(site + address)
    page.emulate_media(media="print")
    shown = [element for element in page.locator("nav, button, form, .skip, [popover]").all() if element.is_visible()]

    assert shown == []
    assert page.locator("h1").is_visible()


@pytest.mark.parametrize("address", [CLAIM, LESSON, "/glossary/", "/sources/guofa2014-21/"])
def test_no_sheet_of_paper_is_blank(page, site, address):
    page.goto(site + address)
    pages = _pages_of(page.pdf(format="A4", prefer_css_page_size=True))

    assert pages
    assert all(_words_drawn(drawn) > 3 for drawn in pages), [_words_drawn(drawn) for drawn in pages]


def test_a_claim_on_paper_shows_verdict_fact_evidence_and_addresses(page, site):
    page.goto(site + CLAIM)
    page.emulate_media(media="print")

    assert all(page.locator(css).is_visible() for css in ("#verdict-h", ".fact", "#evidence", ".print-id"))
    assert page.locator(".source .print-only").first.inner_text().startswith("http")
    assert not any(section.is_visible() for section in page.locator(".related").all())


def test_a_lesson_on_paper_leaves_the_verdicts_out_and_room_to_write(page, site):
    page.goto(f"{site}{LESSON}?answers=open")
    on_screen = page.locator(".reveal .verdict").first.is_visible()
    page.emulate_media(media="print")

    assert on_screen
    assert not any(verdict.is_visible() for verdict in page.locator(".reveal .verdict").all())
    assert page.locator(".reveal .line").first.is_visible()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_handout_is_one_sheet_and_a_booklet_shows_no_verdict_with_its_questions(page, site, paper):
    page.goto(f"{site}{CLAIM}handout/")
    handout = _pages_of(page.pdf(format=paper))
    page.goto(f"{site}{LESSON}handout/")
    breaks = page.locator(".sheet-part").evaluate_all("(parts) => parts.map((part) => getComputedStyle(part).breakBefore)")
    page.emulate_media(media="print")
    printed = page.locator(".sheet-part").evaluate_all("(parts) => parts.map((part) => getComputedStyle(part).breakBefore)")

    assert len(handout) == 1
    assert (breaks, printed) == (["auto"] * 3, ["auto", "page", "page"])
