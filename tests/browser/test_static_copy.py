"""A copy on a USB stick: opened as files, without a server; and from a sub-folder of any file server."""

import threading
import urllib.request
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urldefrag, urljoin

import pytest
from justhtml import JustHTML

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(page, small_copy):
    """The first page of the copy as a file, and what went wrong while it was read."""
    wrong = []
    page.on("requestfailed", lambda request: wrong.append(request.url))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: wrong.append(request.url) if not request.url.startswith("file://") else None)
    page.goto((small_copy / "index.html").as_uri())
    return page, wrong


def test_a_reader_follows_links_from_file_to_file(opened):
    page, wrong = opened
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Claims").click()
    page.get_by_role("link", name="Mostly false").first.click()
    listed = page.locator("#count").inner_text()
    page.locator("#results .row a").first.click()
    styled = page.evaluate("getComputedStyle(document.querySelector('.banner')).display")
    code = page.locator("img.qr")
    code.scroll_into_view_if_needed()
    drawn = code.evaluate("async (image) => { await image.decode(); return image.naturalWidth }")
    page.get_by_role("link", name="About this copy").click()

    assert listed == "1 claim"
    assert styled != "inline"
    assert drawn > 0
    assert "made on" in page.locator(".copy-note").inner_text()
    assert page.locator("h1").inner_text() == "About this copy"
    assert wrong == []


def test_all_claims_stand_on_one_page_and_a_script_narrows_them(opened):
    page, wrong = opened
    page.get_by_role("link", name="Search").first.click()
    everything = page.locator("#results .row:visible").count()
    page.get_by_label("Show only claims with these words").fill("nobody MOSTLY false")
    narrowed = page.locator("#results .row:visible").count()

    assert (everything, narrowed) == (3, 1)
    assert page.locator("#left").inner_text() == "1 of 3 claims"
    assert wrong == []


def test_a_class_guesses_without_a_server(opened):
    page, wrong = opened
    page.get_by_role("link", name="Score or no score?").click()
    page.get_by_role("link", name="Guess first, claim by claim").click()
    page.locator(".guesses").get_by_role("link", name="False", exact=True).click()

    assert "Our verdict" in page.locator(".versus").inner_text()
    assert page.get_by_role("link", name="Next claim").is_visible()
    assert wrong == []


def test_every_link_works_from_a_sub_folder_of_a_file_server(small_copy):
    quiet = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *arguments: None})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(quiet, directory=small_copy.parent)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        start = f"http://127.0.0.1:{server.server_port}/copy/"
        seen, waiting = {}, [start]
        while waiting:
            address = waiting.pop()
            with urllib.request.urlopen(address) as answer:
                body, seen[address] = answer.read(), answer.status
            if address.endswith((".html", "/")):
                nodes = JustHTML(body.decode(), sanitize=False).query("a[href], link[href]")
                found = {urldefrag(urljoin(address, node.attrs["href"])).url for node in nodes}
                waiting += [link for link in found - set(seen) - set(waiting) if link.startswith(start.removesuffix("copy/"))]
        server.shutdown()

    assert set(seen.values()) == {200}
    assert all(address.startswith(start) for address in seen)
    assert len(seen) > 200
