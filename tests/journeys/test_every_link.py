"""All pages of the site, reached by their links: nothing is dead, nothing is malformed, and no claim stands without its verdict.

Addresses with a query string are opened but not followed further: their number has no end. Of the PDFs, which take a second each, a few are opened.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin

import pytest

from claims.text_search import HAN
from tests.journeys.reader import HOST, Reader, words_of

SKIPPED = ("/static/", "/admin/")
PDFS = 6


@dataclass
class Site:
    """What a walk along all links found."""

    status: dict[str, int] = field(default_factory=dict)
    fragments: dict[str, set[str]] = field(default_factory=dict)  # address → fragments that some link wants there
    ids: dict[str, Counter] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    untagged: list[tuple[str, str]] = field(default_factory=list)  # Chinese that no element declares
    bare: list[tuple[str, str]] = field(default_factory=list)  # links to claims in lists without a verdict beside them


@pytest.fixture(scope="module")
def site(whole_corpus) -> Site:
    found, reader, queue, pdfs = Site(), Reader(), ["/"], set()
    while queue:
        address = queue.pop()
        if address.endswith(".pdf"):
            pdfs.add(address)
        if address in found.status or (len(pdfs) > PDFS and address in pdfs):
            continue
        found.status[address] = reader.open(address).status
        found.status[reader.address] = reader.status
        if not reader.page:
            continue
        for link in _note(found, reader.address, reader.page.root):
            path, fragment = urldefrag(link)
            found.fragments.setdefault(path, set()).add(fragment)
            if "?" not in address and not path.startswith(SKIPPED):
                queue.append(path)
    return found


def _note(found: Site, address: str, root) -> list[str]:
    """Write down what `found` asks of the page, in one pass; the links to this site."""
    links, ids = [], found.ids.setdefault(address, Counter())
    for node, language in _walk(root, ""):
        if node.name == "#text":
            if not language.startswith("zh") and re.search(HAN, node.data):
                found.untagged.append((address, node.data))
            continue
        attrs = node.attrs or {}
        ids.update([attrs["id"]] if "id" in attrs else [])
        if node.name == "title":
            found.titles.setdefault(address, words_of(node))  # the page's comes first, those of its drawings later
        if "href" in attrs and (link := urljoin(HOST + address, attrs["href"])).startswith(HOST):
            links.append(link.removeprefix(HOST))
        if attrs.get("class") == "row" and not (node.query_one(".verdict") and node.query_one(".finding")):
            found.bare.append((address, words_of(node)))
    return links


def _walk(node, language: str):
    """All nodes below `node`, each with the language that is declared for it; data in a script is nobody's to read aloud."""
    language = (getattr(node, "attrs", None) or {}).get("lang", language)
    yield node, language
    for child in [] if node.name == "script" else getattr(node, "children", None) or []:
        yield from _walk(child, language)


def test_every_link_of_every_page_leads_somewhere(site):
    dead = {address: status for address, status in site.status.items() if status not in (200, 410)}

    assert dead == {}
    assert len(site.status) > 400


def test_every_link_into_a_page_finds_its_place_there(site):
    wanted = {(path, name) for path, names in site.fragments.items() if path in site.ids for name in names - {""}}
    missing = [(path, name) for path, name in wanted if name not in site.ids[path]]

    assert ("/", "key") in wanted
    assert missing == []


def test_no_page_uses_an_id_twice(site):
    assert {address: twice for address, ids in site.ids.items() if (twice := [name for name, n in ids.items() if n > 1])} == {}


def test_every_page_has_a_title_of_its_own(site):
    pages = {address: title for address, title in site.titles.items() if "?" not in address and not address.endswith("/embed/")}
    titles = Counter(pages.values())

    assert [title for title, n in titles.items() if n > 1] == []
    assert all(title.endswith("Social Credit Claims") for title in titles)


def test_chinese_is_declared_as_chinese_on_every_page(site):
    assert site.untagged == []


def test_no_list_shows_a_claim_without_its_verdict_and_fact(site):
    assert site.bare == []
