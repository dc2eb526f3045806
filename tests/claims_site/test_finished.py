"""Finished answers: the same question at the same version gets the same bytes, within bounds, and nothing private is kept."""

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from claims_site.finished import FinishedAnswers


def asked(address: str = "/claims/", **headers):
    return RequestFactory().get(address, headers=headers)


def answer(content: bytes = b"Claims.", **headers) -> HttpResponse:
    return HttpResponse(content, headers={"Cache-Control": "public, max-age=0", "ETag": '"1"'} | headers)


@pytest.fixture
def finished() -> FinishedAnswers:
    return FinishedAnswers(room=100_000)


def test_the_same_question_gets_the_same_answer_with_its_headers(finished):
    finished.keep(asked(), answer(), "1")

    again = finished.get(asked(), "1")

    assert (again.content, again["ETag"], again.status_code) == (b"Claims.", '"1"', 200)


@pytest.mark.parametrize("other", [asked("/claims/?page=2"), asked("/topics/"), asked(accept_encoding="gzip"), RequestFactory().head("/claims/")])
def test_another_question_gets_none(finished, other):
    finished.keep(asked(), answer(), "1")

    assert finished.get(other, "1") is None


def test_a_new_version_drops_all(finished):
    finished.keep(asked(), answer(), "1")
    finished.keep(asked("/topics/"), answer(), "2")

    assert finished.get(asked(), "2") is None
    assert finished.get(asked(), "1") is None
    assert finished.get(asked("/topics/"), "2").content == b"Claims."


def test_what_is_private_large_or_streamed_is_not_kept(finished):
    with_cookie = answer()
    with_cookie.set_cookie("theme", "dark")
    refused = [with_cookie, answer(**{"Cache-Control": "private"}), answer(b"x" * 50_000), StreamingHttpResponse(iter([b"a"]))]

    for response in refused:
        finished.keep(asked(), response, "1")

    assert finished.get(asked(), "1") is None


def test_the_least_lately_used_goes_first():
    finished = FinishedAnswers(room=30_000)
    for n in range(3):
        finished.keep(asked(f"/{n}"), answer(b"x" * 2_700), "1")
    finished.get(asked("/0"), "1")
    for n in range(3, 9):
        finished.keep(asked(f"/{n}"), answer(b"x" * 2_700), "1")

    kept = [n for n in range(9) if finished.get(asked(f"/{n}"), "1")]

    assert kept == [0, 2, 3, 4, 5, 6, 7, 8]
