from datetime import UTC, date, datetime

import pytest
from django.core.cache import cache

from claims_site.static_copy.asking import Copy, Site, nothing_kept

pytestmark = pytest.mark.django_db
COPY = Copy(7, datetime(2026, 11, 22, 12, tzinfo=UTC), date(2026, 11, 25))


def test_the_site_answers_as_a_server_would_and_knows_that_it_is_for_a_copy():
    site = Site(COPY)
    page, feed, missing = site.ask("/about/"), site.ask("/claims.atom"), site.ask("/nowhere/")

    assert (page.status, page.media_type) == (200, "text/html")
    assert b"A copy of Social Credit Claims, version 7 of its record, made on" in page.body
    assert feed.media_type == "application/atom+xml"
    assert missing.status == 404


def test_a_static_file_comes_from_where_it_lies():
    assert Site(COPY).ask("/static/css/site.css").body.startswith(b"/*") or b"@layer" in Site(COPY).ask("/static/css/site.css").body


def test_a_redirect_tells_where_to():
    assert Site(COPY).ask("/feed.atom").location == "/claims.atom"


def test_what_is_kept_is_read_and_nothing_is_written_meanwhile():
    cache.set("drawn", "before", timeout=None)
    cache.set("stale", "before", timeout=-1)
    with nothing_kept():
        read = cache.get("drawn"), cache.get("stale")
        cache.set("drawn", "meanwhile")
        cache.set("new", "meanwhile")

    assert read == ("before", None)
    assert (cache.get("drawn"), cache.get("new")) == ("before", None)


def test_nobody_can_ask_for_a_copy_from_outside(client):
    answer = client.get("/about/", headers={"claims-site.copy": "7", "claims_site.copy": "7"})

    assert b"A copy of" not in answer.content
    assert client.get("/copy/").status_code == client.get("/copy/search/").status_code == 404
