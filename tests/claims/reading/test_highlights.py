"""A headline is somebody's text: only our own marks become markup."""

import pytest

from claims.models import Claim
from claims.reading.highlights import annotated, marked
from claims.text_search import MARK_OFF, MARK_ON, Query
from tests.factories import published

pytestmark = pytest.mark.django_db


def shown(words: str, **fields) -> Claim:
    published(**fields)
    query = Query(words)
    claim = marked(annotated(Claim.objects.all(), query).get(), query)
    for field in ("statement", "fact", "answer"):
        setattr(claim, field, getattr(claim, field).replace(MARK_ON, "[").replace(MARK_OFF, "]"))
    return claim


def test_matches_are_marked_in_statement_fact_and_answer():
    claim = shown("scoring 信用", statement="A score for 信用.", fact="No score.", answer="It has no scores.")

    assert (claim.statement, claim.fact, claim.answer) == ("A [score] for [信用].", "No [score].", "It has no [scores].")


def test_a_long_text_is_kept_whole():
    claim = shown("end", answer="Word. " * 45 + "The end.")

    assert claim.answer == "Word. " * 45 + "The [end]."


def test_excluded_words_and_words_alone_are_not_marked():
    claim = shown("list -penguin", statement="A list.")

    assert claim.statement == "A [list]."


@pytest.mark.parametrize("words", ["score", "onerror", "img score", "信用", "alert"])
def test_markup_in_a_statement_stays_text(client, words):
    published(statement="A score 信用 <img src=x onerror=alert(1) <b>bold</b>", fact='A "score" <script>alert(1)</script>')

    page = client.get("/claims/", {"q": words}).content.decode()

    assert "<img" not in page
    assert "<b>bold" not in page
    assert "<script>" not in page
    assert "&lt;" in page
    assert "<mark>" in page
    assert page.count("<mark>") == page.count("</mark>")
    assert MARK_ON not in page


def test_an_unclosed_tag_around_a_match_is_escaped_around_the_mark(client):
    published(statement="A score <img onerror=x")

    page = client.get("/claims/?q=score").content.decode()

    assert "“A <mark>score</mark> &lt;img onerror=x”" in page


def test_the_page_without_a_search_has_no_marks(client):
    published(statement="A score.")

    assert "<mark>" not in client.get("/claims/").content.decode()
