"""A teacher puts a card into a page of their own, on another origin: it shows there, without script, in the reader's colours.

Nothing else of ours does.
"""

import json
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote

import pytest

from tests.browser.pages import CLAIM

pytestmark = pytest.mark.browser


@pytest.fixture
def elsewhere(site):
    """The address of a page on another origin that holds the card as oEmbed gives it, and, in a second frame, the claim's page itself."""
    with urllib.request.urlopen(f"{site}/oembed?url={quote(site + CLAIM, safe='')}&maxwidth=400") as answer:
        frame = json.load(answer)["html"]
    body = f"<!DOCTYPE html><html lang='en'><title>A blog</title>{frame}<iframe title='page' src='{site}{CLAIM}'></iframe></html>".encode()

    class Blog(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Blog)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("scheme", "bright"), [("light", True), ("dark", False)])
def test_a_card_shows_on_another_origin_without_script_and_the_page_itself_does_not(browser, elsewhere, scheme, bright):
    reader = browser.new_context(java_script_enabled=False, color_scheme=scheme)
    page = reader.new_page()
    page.goto(elsewhere, wait_until="networkidle")
    card, refused = page.frames[1:3]
    shown, width = card.locator("main").inner_text(), page.locator("iframe").first.bounding_box()["width"]
    paper = card.locator("main").evaluate("(card) => getComputedStyle(card).backgroundColor")
    bottom = "(element) => element.getBoundingClientRect().bottom"
    fact_bottom, card_bottom = card.locator(".finding").evaluate(bottom), card.evaluate("() => innerHeight")
    links = card.locator("a").evaluate_all("(links) => links.map((a) => a.target + ' ' + a.rel)")
    reader.close()

    assert all(words in shown for words in ("Misleading", "no national rule we have seen", "as of 2025"))
    assert fact_bottom <= card_bottom
    assert 400 <= width <= 404
    assert (max(int(part) for part in paper.strip("rgba()").split(",")[:3]) > 128) == bright
    assert links == ["_blank noopener"]
    assert refused.url.startswith("chrome-error:")
