"""What search engines are told: what to list, when it changed, which address is the one, and what to leave out."""

import re
from datetime import timedelta

import pytest
from django.conf import settings

from claims.editorial import publishing
from claims.models import CollectionItem
from claims_site import sitemaps
from tests import desk, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    claim = factories.published(factories.claim(slug="score", topics=[factories.topic(slug="lists")])).claim
    CollectionItem.objects.create(collection=desk.collection(slug="lesson"), claim=claim, position=0, question="?", prompt="!")
    return claim


def head(client, address: str) -> str:
    return client.get(address).content.decode().split("</head>")[0]


def test_everything_in_the_sitemap_answers_may_be_listed_and_says_when_it_changed(client, record):
    entries = re.findall(r"<url>(.*?)</url>", client.get("/sitemap.xml").content.decode())
    addresses = [re.search(r"<loc>(.*?)</loc>", entry)[1].removeprefix(settings.SITE_URL) for entry in entries]
    unsourced = [address for entry, address in zip(entries, addresses, strict=True) if "<lastmod>" not in entry]
    answers = {address: client.get(address) for address in addresses}

    assert {"/", "/claims/", "/claims/score/", "/topics/lists/", "/collections/lesson/", "/glossary/", "/data/"} <= set(addresses)
    assert {address: answer.status_code for address, answer in answers.items() if answer.status_code != 200} == {}
    assert {address for address, answer in answers.items() if "noindex" in str(answer.headers) + answer.content.decode()} == set()
    assert all(address.startswith("/sources/") for address in unsourced)  # a source that no published review rests on


def locations(client, address: str) -> list[str]:
    return re.findall(rf"<loc>{settings.SITE_URL}(.*?)</loc>", client.get(address).content.decode())


def test_a_sitemap_of_too_many_addresses_is_an_index_of_files_that_hold_each_once(client, record, monkeypatch):
    for _ in range(3):
        factories.published()
    whole = locations(client, "/sitemap.xml")

    monkeypatch.setattr(sitemaps, "LIMIT", 2)
    files = {address: locations(client, address) for address in locations(client, "/sitemap.xml")}

    of_claims = [found for address, found in files.items() if address.startswith("/sitemap-claims-")]
    assert len(of_claims) > 1
    assert {len(found) for found in of_claims} <= {1, 2}
    assert sorted(location for found in files.values() for location in found) == sorted(whole)


def test_the_index_says_when_a_claim_of_each_file_was_last_published(client, record, monkeypatch):
    newest = factories.published(factories.claim(slug="newest"), at=factories.NOON + timedelta(days=3)).claim

    monkeypatch.setattr(sitemaps, "LIMIT", 1)
    listed = client.get("/sitemap.xml").content.decode()

    changed = dict(re.findall(r"<loc>[^<]+(/sitemap-claims-\d+\.xml)</loc>\s*<lastmod>([^<]+)</lastmod>", listed))
    assert changed == {f"/sitemap-claims-{of.pk + 1}.xml": of.published_at.isoformat() for of in (record, newest)}


@pytest.mark.parametrize("name", ["claims-0", "claims-99999999999", "pages-2", "reviews-1", "topics-0"])
def test_a_file_that_the_sitemap_has_not_is_not_found(client, record, name):
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


@pytest.mark.parametrize("query", ["q=score", "verdict=false", "page=1", "sort=oldest", "topic=lists&verdict=false"])
@pytest.mark.parametrize("address", ["/claims/", "/claims.json", "/claims.csv"])
def test_searches_and_filtered_lists_are_left_out(client, record, address, query):
    assert client.get(f"{address}?{query}")["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in client.get(address).headers


@pytest.mark.parametrize("address", ["/collections/lesson/class/", "/claims/score/embed/", "/claims/score/handout/", "/nowhere/"])
def test_pages_that_repeat_others_are_left_out(client, record, address):
    assert '<meta name="robots" content="noindex">' in head(client, address)


def test_the_page_of_a_withdrawn_claim_is_left_out_and_out_of_the_sitemap(client, record):
    publishing.withdraw(review=record.current, reason="It rested on a forged document.")

    assert '<meta name="robots" content="noindex">' in head(client, "/claims/score/")
    assert "/claims/score/" not in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("query", ["", "?q=score&page=1", "?utm_source=letter"])
@pytest.mark.parametrize(
    "address", ["/", "/claims/", "/claims/score/", "/claims/score/history/", "/topics/lists/", "/collections/lesson/", "/about/"]
)
def test_each_page_names_its_one_address_and_its_language(client, record, address, query):
    links = dict(re.findall(r'<link rel="(canonical|alternate" hreflang="[a-z-]+)" href="([^"]*)">', head(client, address + query)))

    assert links == dict.fromkeys(["canonical", 'alternate" hreflang="en', 'alternate" hreflang="x-default'], settings.SITE_URL + address)


@pytest.mark.parametrize(("tail", "one"), [("embed/", "/claims/score/"), ("handout/", "/claims/score/")])
def test_what_repeats_a_claim_names_the_page_of_the_claim(client, record, tail, one):
    assert f'<link rel="canonical" href="{settings.SITE_URL}{one}">' in head(client, f"/claims/score/{tail}")
