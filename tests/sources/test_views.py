"""The list of sources: what it shows, page by page, and what it says when asked wrongly."""

import pytest

from sources.models import SourceAuthor
from tests.factories import source

pytestmark = pytest.mark.django_db


def test_each_source_says_who_published_it_and_how_we_read_it(client):
    made = source(
        key="law", title="The law", original_title="信用法", language="zh-Hans", publisher="State Council", date="2014-06", kind="law", read="excerpt"
    )
    SourceAuthor.objects.create(source=made, position=0, literal="Office")

    text = client.get("/sources/").content.decode()

    assert '<a href="/sources/law/">The law</a>' in text
    assert '<p lang="zh-Hans">信用法</p>' in text
    assert 'Office, State Council, <time datetime="2014-06">June 2014</time>' in text
    assert "<span>Law or rule</span><span>Read in an excerpt</span>" in text


def test_forty_sources_are_shown_a_page_by_key(client):
    for n in range(41):
        source(key=f"source-{n:02}")

    first, second = client.get("/sources/"), client.get("/sources/?page=2")

    assert [made.key for made in first.context["page"]] == [f"source-{n:02}" for n in range(40)]
    assert [made.key for made in second.context["page"]] == ["source-40"]
    assert 'href="?page=2#count"' in first.content.decode()


@pytest.mark.parametrize("query", ["colour=red", "kind=rumour", "page=0", "page=2", f"page={10**12}", "q=%00", f"q={'a' * 1_000}"])
def test_what_is_not_understood_is_said_and_shows_no_source(client, query):
    source(title="A document that must not show")

    response = client.get(f"/sources/?{query}")

    assert response.status_code == 400
    assert '<div class="empty" role="alert">' in response.content.decode()
    assert "must not show" not in response.content.decode()


def test_nothing_found_is_said_with_a_way_on(client):
    source()

    text = client.get("/sources/?q=penguin").content.decode()

    assert "No sources match" in text
    assert '<a href="/sources/">See all sources</a>' in text


def test_what_a_reader_sent_is_shown_escaped(client):
    text = client.get('/sources/?q="><img src=x onerror=alert(1)>').content.decode()

    assert "<img" not in text
    assert "&lt;img src=x onerror=alert(1)&gt;" in text


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_takes_four_queries_whatever_the_number_of_rows(client, rows, page_queries):
    for _ in range(rows):
        SourceAuthor.objects.create(source=source(), position=0, family="Liu")

    with page_queries(4):  # languages in use; number of sources; the sources of the page; their authors
        response = client.get("/sources/?kind=journalism")

    assert response.context["page"].paginator.count == rows


def test_the_list_can_only_be_read(client):
    assert client.post("/sources/").status_code == 405
