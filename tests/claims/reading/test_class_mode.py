"""Guess first: no verdict before a guess, nothing kept, and a clear word on what is not understood."""

import pytest

from claims.models import Collection
from tests.factories import claim, published, review

pytestmark = pytest.mark.django_db

HERE = "/collections/first-look/class/"


@pytest.fixture
def lesson():
    """Two published claims, false and misleading, and a draft between them."""
    made = Collection.objects.create(slug="first-look", title="A first look", summary="…", level="…", minutes=45)
    first = published(claim(reference="SC-0001"), verdict="false", fact="There is no such score.").claim
    draft = review(claim(reference="SC-0002"), statement="A secret draft.").claim
    last = published(claim(reference="SC-0003"), verdict="misleading", fact="There are many lists.").claim
    for position, of in enumerate([first, draft, last]):
        made.items.create(claim=of, position=position, question="Is it so?", prompt="What decided it?")
    return made


def text(client, query: str = "") -> str:
    return client.get(HERE + query).content.decode()


def test_before_a_guess_nothing_on_the_page_gives_the_verdict_away(lesson, client):
    page = text(client)

    assert "Is it so?" in page
    assert "There is no such score." not in page
    assert "What decided it?" not in page
    assert "Our verdict" not in page
    assert page.count('name="guess"') == 8
    assert "checked" not in page


def test_after_a_guess_verdict_fact_evidence_and_prompt_are_there(lesson, client):
    page = text(client, "?claim=1&guess=mostly-false")

    assert "Close" in page
    assert "There is no such score." in page
    assert "What decided it?" in page
    assert f'href="{HERE}?claim=2"' in page


def test_drafts_are_passed_over(lesson, client):
    last = text(client, "?claim=2&guess=misleading")

    assert "There are many lists." in last
    assert "That was the last claim." in last
    assert "A secret draft." not in text(client) + text(client, "?claim=2") + last


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?claim=3", "This lesson has claims 1 to 2; there is no claim “3”."),
        ("?claim=0", "there is no claim “0”"),
        ("?claim=²", "there is no claim “²”"),
        ("?claim=", "there is no claim “”"),
        ("?claim=1&guess=red", "“red” is not a verdict"),
        ("?guess=", "“” is not a verdict"),
        ("?guess=%00", "is not a verdict"),
        ("?colour=red", "“colour” is not something this page knows"),
    ],
)
def test_what_is_not_understood_is_said(lesson, client, query, said):
    response = client.get(HERE + query)

    assert response.status_code == 400
    assert said in response.content.decode()


def test_a_lesson_without_published_claims_says_so(client):
    Collection.objects.create(slug="first-look", title="A first look", summary="…", level="…", minutes=45)

    response = client.get(HERE)

    assert response.status_code == 404
    assert "has no published claims yet" in response.content.decode()


def test_nothing_is_stored_and_nobody_is_sent_to_search_for_it(lesson, client):
    response = client.get(f"{HERE}?claim=1&guess=false")

    assert response.cookies == {}
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert client.post(HERE, {"guess": "false"}).status_code == 405
