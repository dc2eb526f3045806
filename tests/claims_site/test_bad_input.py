"""Whatever is sent to whatever public address, the answer is a clear one in the format asked for, and never a fault of ours.

The addresses are read from the URL configuration: a new one is tried from the day it is there, and `VALUES` must say how to reach it.
"""

import json

import pytest
from django.urls import URLPattern, get_resolver, reverse
from django.urls.resolvers import RoutePattern

from claims.editorial import publishing
from claims.models import CollectionItem
from claims.outputs import pdf
from tests import desk, factories

pytestmark = pytest.mark.django_db
PRIVATE = ("admin/", "account/")  # of the desk: people/ tries them
VALUES = {
    "slug": "score",
    "number": 1,
    "reference": "SC-0007",
    "style": "apa",
    "key": "doc",
    "paper": "a4",
    "name": "claims.csv",
    "section": "topics",
}
LESSON = ("collection", "class", "cite_collection", "collection_handout", "collection_handout_pdf", "api_collection")
SLUGS = {"topic": "lists", "api_topic": "lists", "api_term": "term"} | dict.fromkeys(LESSON, "lesson")
WRONG = [("text/html", "%00"), ("application/json", "9" * 40), ("application/json", "%ff%fe%C3%28")]
SENSELESS = "page=1e9&cursor=....&limit=-1&fields=%2Ca&format=%2F&url=http%3A%2F%2F%5B&claim=%D9%A3&guess[]=true&maxwidth=99999999999&&"
REFUSED = [("q=" + "a" * 10_000, 414), ("q=%00&x=%00", 400), ("%C3%28=%ff%fe", 400)]
ACCEPTS = ["a/b/c;;;q=x, */*;q=\x7f, text/" + "a" * 5000, "application/atom+xml;q=0, nonsense"]


def _patterns(resolver, before: str = ""):
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if route.startswith(PRIVATE):
            continue
        if isinstance(pattern, URLPattern):
            yield pattern.name, pattern
        else:
            yield from _patterns(pattern, route)


PUBLIC = [(name, pattern) for name, pattern in _patterns(get_resolver()) if name != "appearance"]  # which is only posted to
NAMES = [name for name, _ in PUBLIC]


def values(name: str, pattern: URLPattern) -> dict:
    """What the address takes, each with a value that leads to something."""
    known = pattern.pattern.converters if isinstance(pattern.pattern, RoutePattern) else pattern.pattern.regex.groupindex
    return {key: SLUGS.get(name, VALUES[key]) if key == "slug" else VALUES[key] for key in known}


def address(name: str, pattern: URLPattern) -> str:
    return reverse(name, kwargs=values(name, pattern))


@pytest.fixture(autouse=True)
def quick_documents(monkeypatch):
    """What is asked here is not what stands in a PDF."""
    monkeypatch.setattr(pdf, "make", lambda html, css: b"%PDF-1.7")


@pytest.fixture
def record():
    """One of everything, at the addresses of VALUES and SLUGS."""
    claim = factories.claim(slug="score", reference="SC-0007", topics=[factories.topic(slug="lists")])
    draft = factories.review(claim)
    factories.piece(draft, source=factories.source(key="doc"))
    publishing.publish(review=publishing.submit(review=draft), approver=factories.account())
    desk.term(slug="term")
    CollectionItem.objects.create(collection=desk.collection(slug="lesson"), claim=claim, position=0, question="?", prompt="!")


def fault(response, accept: str) -> str:
    """What is wrong with an answer to bad input; "" when nothing is."""
    kind, body = response["Content-Type"].split(";")[0], b"" if response.streaming else response.content
    if response.status_code >= 500 and response.status_code != 501:  # oEmbed asks for 501 where a format is not offered
        return f"status {response.status_code}"
    if response.status_code < 400:
        return ""
    if kind == "application/problem+json":
        return "" if {"type", "title", "status"} <= set(json.loads(body)) else "no problem details"
    if accept == "application/json":
        return f"{response.status_code} as {kind}, not a problem"
    words = b"<h1>" in body and b"<title>" in body
    return "" if words and b"Traceback" not in body and b"\x00" not in body else "no clear words"


def spoilt(good: str, value, wrong: str) -> str:
    """The address `good` with `wrong` where `value` stands, behind a slash or a hyphen."""
    start = max(good.rfind(f"/{value}"), good.rfind(f"-{value}")) + 1
    return f"{good[:start]}{wrong}{good[start + len(str(value)) :]}"


def test_every_public_address_is_known_and_leads_somewhere(client, record):
    found = {name: client.get(address(name, pattern)).status_code for name, pattern in PUBLIC}

    assert len(NAMES) > 60
    assert {name: status for name, status in found.items() if status not in (200, 301, 302)} == {"oembed": 404, "dump_file": 404}


def test_a_wrong_part_of_an_address_is_refused_in_the_format_asked_for(client, record):
    faults = {}
    for name, pattern in PUBLIC:
        good = address(name, pattern)
        for value in values(name, pattern).values():
            for accept, wrong in WRONG:
                answer = client.get(bad := spoilt(good, value, wrong), headers={"accept": accept})
                if said := fault(answer, accept) or (answer.status_code < 400 and f"status {answer.status_code}"):
                    faults[bad[:90], accept] = said

    assert faults == {}


@pytest.mark.parametrize(("query", "status"), REFUSED, ids=["long", "null", "not-utf-8"])
def test_a_query_string_that_no_page_writes_is_refused_in_the_format_asked_for(client, record, query, status):
    faults = {}
    for name, pattern in PUBLIC:
        for accept in ("text/html", "application/json"):
            answer = client.get(f"{address(name, pattern)}?{query}", headers={"accept": accept})
            if said := fault(answer, accept) or (not 400 <= answer.status_code < 500 and f"status {answer.status_code}"):
                faults[name, accept] = said

    assert faults == {}
    assert client.get(f"/claims/score/?{query}").status_code == status


def test_parameters_that_make_no_sense_break_nothing(client, record):
    answers = {name: client.get(f"{address(name, pattern)}?{SENSELESS}", headers={"accept": "application/json"}) for name, pattern in PUBLIC}

    assert {name: said for name, answer in answers.items() if (said := fault(answer, "application/json"))} == {}
    assert {name for name in ("claims", "claims_json", "claims_atom", "sources", "api_claims", "class") if answers[name].status_code != 400} == set()


@pytest.mark.parametrize("accept", ACCEPTS, ids=["malformed", "unknown"])
def test_no_accept_header_breaks_an_address(client, record, accept):
    answers = {name: client.get(address(name, pattern), headers={"accept": accept}) for name, pattern in PUBLIC}

    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code >= 500} == {}
    assert {name for name, answer in answers.items() if answer.status_code == 406} <= {name for name in NAMES if name.startswith("api")}


@pytest.mark.parametrize("method", ["post", "delete"])
def test_another_method_is_refused(client, record, method):
    answers = {name: getattr(client, method)(address(name, pattern)).status_code for name, pattern in PUBLIC}

    assert {name: status for name, status in answers.items() if status not in (405, 301)} == {}
