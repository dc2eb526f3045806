"""Every public answer: strict policy, security headers, no cookie, and nothing that differs between readers."""

import re

import pytest
from django.urls import get_resolver

from claims.editorial import publishing
from claims.models import Collection, FormerSlug, Term
from tests.factories import claim, published, source, topic

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
PAGES = [
    "/", "/claims/", "/claims/?q=score", "/claims/?verdict=red", "/claims/score/", "/claims/score/history/", "/claims/score/reviews/1/",
    "/claims/gone/", "/sources/", "/sources/doc/", "/topics/", "/topics/lists/", "/glossary/", "/collections/", "/collections/first-look/",
    "/collections/first-look/class/", "/collections/first-look/handout/", "/claims/score/handout/", "/claims/score/reviews/1/handout/",
    "/corrections/", "/ledger/", "/methodology/", "/about/", "/about/seed/", "/data/", "/api/docs/", "/nowhere/",
]  # fmt: skip
DATA = [
    "/claims.json", "/claims.json?verdict=red", "/claims.csv", "/claims.atom", "/claims/score.json", "/corrections.atom", "/ledger.jsonl",
    "/sitemap.xml", "/robots.txt", "/healthz", "/readyz", "/theme.css", "/SC-0007", "/SC-0007/1", "/claims/old/", "/feed.atom",
    "/claims/score/cite/bibtex", "/claims/score/reviews/1/cite/bibtex", "/sources/doc/cite/bibtex", "/collections/first-look/cite/bibtex",
    "/claims/score/qr.svg", "/claims/score/qr.png", "/claims/score/reviews/1/qr.svg", "/claims/score/reviews/1/qr.png", "/oembed",
    "/claims/score/preview.png", "/claims/score/reviews/1/preview.png", "/preview.png",
    "/claims/score/handout-a4.pdf", "/claims/score/reviews/1/handout-letter.pdf", "/collections/first-look/handout-a4.pdf", "/data/dump/README.md",
    "/claims.feed.json", "/corrections.feed.json", "/claimreview.json", "/sitemap-topics-1.xml",
    "/api/v1/", "/api/v1/openapi.json", "/api/v1/claims", "/api/v1/claims/SC-0007", "/api/v1/claims/SC-0007/reviews",
    "/api/v1/claims/SC-0007/reviews/1",
    "/api/v1/reviews", "/api/v1/sources", "/api/v1/sources/doc", "/api/v1/topics", "/api/v1/topics/lists", "/api/v1/collections",
    "/api/v1/collections/first-look", "/api/v1/glossary", "/api/v1/glossary/xinyong", "/api/v1/corrections",
]  # fmt: skip
POSTED = {"appearance"}
FRAMED = {"embed", "embed_review"}  # cards for other people's pages: their own tests say what differs


@pytest.fixture
def rows():
    """Something at every address."""
    of = published(claim(reference="SC-0007", slug="score", topics=[topic(slug="lists")])).claim
    FormerSlug.objects.create(claim=of, slug="old")
    publishing.withdraw(review=published(claim(slug="gone")), reason="It rested on a forged document.")
    source(key="doc")
    Term.objects.create(slug="xinyong", hanzi="信用", pinyin="xìnyòng", english="credit", explanation="…", sort_key="xinyong")
    lesson = Collection.objects.create(slug="first-look", title="A first look", summary="…", level="…", minutes=45)
    lesson.items.create(claim=of, position=0, question="Is it so?", prompt="Why?")


def test_every_answer_is_under_the_policy_and_sets_no_cookie(rows, client):
    answers = {address: client.get(address) for address in PAGES + DATA}

    for address, response in answers.items():
        assert dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";")) == POLICY, address
        assert {name: response[name] for name in SECURITY} == SECURITY, address
        assert not response.cookies, address
        assert "Cookie" not in response.get("Vary", ""), address


def test_pages_need_nothing_inline_and_nothing_from_elsewhere(rows, client):
    pages = {address: client.get(address).content.decode() for address in PAGES}

    for address, text in pages.items():
        loaded = re.findall(r"<(?:script|img|iframe|source|use)\b[^>]*?(?:src|href)=\"([^\"]*)\"", text)
        loaded += re.findall(r'<link rel="(?:stylesheet|icon|preload)"[^>]*href="([^"]*)"', text)
        assert "/static/css/site.css" in loaded, address
        assert [where for where in loaded if not where.startswith(("/", "#"))] == [], address
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?! type=.application/ld.json.| src=)", text) == [], address


def test_a_page_is_the_same_for_a_reader_with_a_cookie(rows, client):
    plain = {address: client.get(address).content for address in PAGES}
    client.cookies["theme"] = "dark"

    dark = {address: client.get(address).content for address in PAGES}

    assert [address for address in PAGES if plain[address] != dark[address]] == []


def test_a_page_names_its_own_address_without_the_query(rows, client):
    pages = [address for address in PAGES if "/handout/" not in address]  # a handout names the page that it is drawn from
    named = {address: re.findall(r'<link rel="canonical" href="([^"]*)">', client.get(address).content.decode()) for address in pages}

    assert named == {address: [f"http://127.0.0.1:8000{address.partition('?')[0]}"] for address in pages}


def test_no_public_address_is_left_out(rows, client):
    known = get_resolver().reverse_dict
    names = {name for name in known if isinstance(name, str) and not known.getlist(name)[0][0][0][0].startswith("account/")}

    asked = {client.get(address).resolver_match.url_name for address in PAGES + DATA if address != "/nowhere/"}

    assert names - asked == POSTED | FRAMED


UNLICENSED = {"/robots.txt", "/healthz", "/readyz", "/theme.css"}  # nothing of ours that anyone would reuse


def test_every_public_answer_names_its_licence(rows, client):
    answers = {address: client.get(address) for address in PAGES + DATA}
    expected = {address for address, response in answers.items() if response.status_code in (200, 410)} - UNLICENSED

    named = {address for address, response in answers.items() if 'licenses/by/4.0/>; rel="license"' in response.get("Link", "")}

    assert named == expected
    assert len(named) > 40


def test_lists_by_query_string_stay_out_of_search_engines(rows, client):
    kept = {address: client.get(address).get("X-Robots-Tag") for address in ("/claims/?q=score", "/claims.json?q=score", "/claims/", "/claims.json")}

    assert kept == {"/claims/?q=score": "noindex", "/claims.json?q=score": "noindex", "/claims/": None, "/claims.json": None}


def test_a_page_says_that_it_is_the_english_one(rows, client):
    text = client.get("/claims/score/").content.decode()

    assert re.findall(r'hreflang="([^"]+)" href="([^"]+)"', text) == [
        ("en", "http://127.0.0.1:8000/claims/score/"),
        ("x-default", "http://127.0.0.1:8000/claims/score/"),
    ]
