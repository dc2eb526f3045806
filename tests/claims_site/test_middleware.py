"""Pages hold only characters that a page may hold."""

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from claims_site.middleware import PrintablePages


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
