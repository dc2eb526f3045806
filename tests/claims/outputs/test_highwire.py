"""What a reference manager reads off a page: the same that the page offers as a reference."""

import html
import re
from datetime import date

import pytest

from claims.models import Collection
from claims.outputs.citations import Name, Work
from claims.outputs.highwire import tags
from sources.models import SourceAuthor
from tests.factories import NOON, claim, published, source


def test_each_author_has_a_tag_family_name_first_and_a_partial_date_stays_partial():
    authors = (Name("Liu", "Jun"), Name("王", "小明"), Name(literal="State Council"))
    work = Work("k", "A title", authors, "Press", "2018-12", "https://example.org/", date(2026, 1, 1), language="zh-Hans")

    assert tags(work) == [
        ("DC.type", "webpage"),
        ("citation_title", "A title"),
        ("citation_author", "Liu, Jun"),
        ("citation_author", "王小明"),
        ("citation_author", "State Council"),
        ("citation_publication_date", "2018/12"),
        ("citation_publisher", "Press"),
        ("citation_language", "zh-Hans"),
        ("citation_public_url", "https://example.org/"),
    ]


def test_what_is_not_known_is_left_out():
    work = Work("k", "A title", (), "", "", "", date(2026, 1, 1))

    assert tags(work) == [("DC.type", "webpage"), ("citation_title", "A title"), ("citation_language", "en")]


@pytest.mark.parametrize(("kind", "saved"), [("article-journal", "journalArticle"), ("article-newspaper", "newspaperArticle"), ("report", "report")])
def test_zotero_is_told_what_kind_of_work_it_saves_and_the_journal_only_of_an_article_in_one(kind, saved):
    found = dict(tags(Work("k", "A title", (), "Press", "2018", "", date(2026, 1, 1), kind=kind)))

    assert found["DC.type"] == saved
    assert ("citation_journal_title" in found) == (kind == "article-journal")


@pytest.mark.django_db
def test_pages_carry_the_tags_of_the_reference_they_offer(client):
    published(claim(reference="SC-0007", slug="score"), at=NOON)
    SourceAuthor.objects.create(source=source(key="doc", title="The document"), position=0, family="刘", given="军")
    Collection.objects.create(slug="first-look", title="A first look", summary="…", level="…", minutes=45)
    pages = ["/claims/score/", "/claims/score/reviews/1/", "/sources/doc/", "/collections/first-look/"]

    found = {}
    for address in pages:
        text = html.unescape(client.get(address).content.decode())
        found[address] = dict(re.findall(r'<meta name="(citation_\w+)" content="([^"]*)">', text))

    version = "http://127.0.0.1:8000/claims/score/reviews/1/"
    assert [found[address]["citation_public_url"] for address in pages[:2]] == [version, version]
    assert found["/claims/score/"]["citation_title"] == "False: “Everyone has a score.”"
    assert found["/claims/score/"]["citation_publication_date"] == "2026/11/22"
    assert (found["/sources/doc/"]["citation_author"], found["/sources/doc/"]["citation_title"]) == ("刘军", "The document")
    assert found["/collections/first-look/"]["citation_title"] == "A first look"


@pytest.mark.django_db
def test_the_page_of_a_claim_names_the_address_to_cite(client):
    published(claim(slug="score"))

    assert '<http://127.0.0.1:8000/claims/score/reviews/1/>; rel="cite-as"' in client.get("/claims/score/")["Link"]
