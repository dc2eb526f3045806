"""A headline is somebody's text: only our own marks become markup."""

import re
from html import unescape

import pytest
from cachetools import LRUCache
from django.utils.html import conditional_escape

from claims.markup.rows import Row
from claims.reading import highlights
from claims.text_search import Query
from tests.factories import published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(highlights, "_kept", LRUCache(highlights._ROOM))


def row(**fields) -> Row:
    return Row.of(published(**fields).claim)


def shown(words: str, **fields) -> tuple[str, str]:
    """Statement and fact of the row of a claim with `fields`, matches of `words` in brackets."""
    (html,) = highlights.marked([row(**fields)], Query(words))
    statement, fact = re.search(r"“(.*)”</a></h3>\s*<p class=\"finding\">(.*)</p>", html).groups()
    return tuple(unescape(re.sub("</?span[^>]*>", "", text.replace("<mark>", "[").replace("</mark>", "]"))) for text in (statement, fact))


def test_matches_are_marked_in_statement_and_fact():
    assert shown("scoring 信用", statement="A score for 信用.", fact="No scores.") == ("A [score] for [信用].", "No [scores].")


def test_a_long_text_is_kept_whole():
    statement, _ = shown("end", statement="Word. " * 45 + "The end.")

    assert statement == "Word. " * 45 + "The [end]."


def test_excluded_words_and_words_alone_are_not_marked():
    statement, fact = shown("list -penguin", statement="A list.", fact="No penguin.")

    assert (statement, fact) == ("A [list].", "No penguin.")


def test_a_row_that_matches_nowhere_is_the_row_of_the_list():
    plain = row(statement='A "score" & 信用.')

    assert highlights.marked([plain], Query("penguin")) == [conditional_escape(plain)]


def test_all_texts_are_marked_in_one_query_and_the_next_time_in_none(django_assert_num_queries):
    rows = [row(statement=f"Score {n}.") for n in range(3)]

    with django_assert_num_queries(1):
        first = highlights.marked(rows, Query("score"))
    with django_assert_num_queries(0):
        again = highlights.marked(rows, Query("score"))

    assert first == again
    assert all("<mark>Score</mark>" in html for html in first)


def test_the_same_text_is_marked_anew_for_other_words():
    plain = row(statement="A score on a list, 信用.", fact="A fact.")

    pages = ["".join(highlights.marked([plain], Query(words))) for words in ("score", "list", "信用", "用")]

    assert [re.findall("<mark>(.*?)</mark>", page) for page in pages] == [["score"], ["list"], ["信用"], ["用"]]


def test_chinese_is_marked_without_the_database(django_assert_num_queries):
    plain = row(statement="A score for 信用.")

    with django_assert_num_queries(0):
        (html,) = highlights.marked([plain], Query("信用"))

    assert "<mark>信用</mark>" in html


def test_only_the_last_texts_are_kept(monkeypatch):
    monkeypatch.setattr(highlights, "_kept", LRUCache(2))

    for n in range(3):
        highlights.marked([row(statement=f"Statement {n}.", fact="A fact.")], Query("score"))

    assert [text for _, text in highlights._kept] == ["A fact.", "Statement 2."]


def test_an_unclosed_tag_around_a_match_is_escaped_around_the_mark(client):
    published(statement="A score <img onerror=x")

    page = client.get("/claims/?q=score").content.decode()

    assert "“A <mark>score</mark> &lt;img onerror=x”" in page


def test_the_page_without_a_search_has_no_marks(client):
    published(statement="A score.")

    assert "<mark>" not in client.get("/claims/").content.decode()
