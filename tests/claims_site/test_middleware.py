"""Pages hold only characters that a page may hold."""

import pytest
from django.db import connection, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from claims_site.middleware import Compressed, PrintablePages


def _answer(response):
    return PrintablePages(lambda request: response)(RequestFactory().get("/"))


@pytest.mark.parametrize(
    "character", ["\x00", "\x08", "\x0b", "\x1f", "\x7f", "\x80", "\x9f", "\ufdd0", "\ufdef", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff"]
)
def test_what_html_forbids_is_taken_out_of_a_page(character):
    answer = _answer(HttpResponse(f"<p>信{character}用</p>"))

    assert answer.content.decode() == "<p>信用</p>"


@pytest.mark.parametrize("text", ["a\tb\nc\rd\fe", "\xa0", "社會信用", "ÿ", "\ufdcf\ufdf0\ufffd", "\ue000", "😀", "𠀀"])
def test_everything_else_stays(text):
    answer = _answer(HttpResponse(text))

    assert answer.content.decode() == text


def test_data_and_streams_are_left_alone():
    data = _answer(HttpResponse("a\x00", content_type="text/csv"))
    stream = _answer(StreamingHttpResponse(["a\x00"]))

    assert data.content == b"a\x00"
    assert b"".join(stream) == b"a\x00"


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "kind"), [("/claims/?q=score", "text/html"), ("/claims.json?q=score", "application/problem+json")])
def test_a_question_that_takes_too_long_is_answered_as_such(client, monkeypatch, address, kind):
    def slow(query, index):
        with connection.cursor() as cursor, transaction.atomic():
            cursor.execute("SET LOCAL statement_timeout = 20; SELECT pg_sleep(5)")

    monkeypatch.setattr("claims.reading.matches.matching", slow)

    response = client.get(address)

    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert response["Content-Type"].startswith(kind)
    assert "This takes too long" in response.content.decode()


@pytest.mark.parametrize(("kind", "encoding"), [("text/html; charset=utf-8", "gzip"), ("application/json", "gzip"), ("image/png", None)])
def test_texts_are_compressed_to_the_same_bytes_each_time_and_pictures_are_not(kind, encoding):
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})

    answers = [Compressed(lambda request: HttpResponse(b"words " * 99, content_type=kind))(request) for _ in range(3)]

    assert {answer.get("Content-Encoding") for answer in answers} == {encoding}
    assert len({answer.content for answer in answers}) == 1
