"""Chinese in the corpus: in the script of the original, and tagged with its language wherever it is shown."""

import re

import pytest

from claims.corpus.files import Document
from claims.markup.foreign import foreign
from claims.templatetags.claims import in_language
from claims.templatetags.claims import prose as as_prose
from claims.text_search import HAN, simplified
from tests.corpus.texts import Text, texts

TAGGED = re.compile(r'<span lang="zh[^"]*">[^<]*</span>')
SHOWN_WHOLE = {"hanzi", "traditional", "family", "given", "literal", "original_title", "quotation", "wording"}
"""Fields that are not prose: the page tags the whole field with its language."""


def traditional(document: Document) -> list[Text]:
    """The texts of `document` with Traditional characters, but for those of a document that is written in them and a term's own Traditional form."""
    if document.data.get("language") == "zh-Hant":
        return []
    return [text for text in texts(document) if text.field != "traditional" and simplified(text.text) != text.text]


@pytest.fixture(scope="module")
def chinese(documents) -> list[Text]:
    """Every text that holds a Chinese character."""
    return [text for document in documents for text in texts(document) if re.search(HAN, text.text)]


def test_chinese_is_simplified_unless_the_document_is_in_traditional_characters(documents):
    assert [str(text) for document in documents for text in traditional(document)] == []


def test_a_traditional_form_of_a_term_is_the_same_word(documents):
    terms = [document.data for document in documents if document.kind == "term" and "traditional" in document.data]

    assert [term["slug"] for term in terms if simplified(term["traditional"]) != term["hanzi"]] == []
    assert len(terms) > 10


def test_every_run_of_chinese_in_our_prose_is_tagged_when_it_is_shown(chinese):
    shown = [(text, as_prose(text.text) if text.field == "rationale" else foreign(text.text)) for text in chinese if text.field not in SHOWN_WHOLE]

    assert [str(text) for text, html in shown if re.search(HAN, TAGGED.sub("", html))] == []
    assert len(shown) > 10


def test_every_title_in_chinese_is_tagged_when_it_is_shown(documents):
    sources = [document.data for document in documents if document.kind == "source" and re.search(HAN, document.data.get("original_title", ""))]

    shown = {source["key"]: in_language(source["original_title"], source["language"]) for source in sources}

    assert [key for key, html in shown.items() if re.search(HAN, TAGGED.sub("", html))] == []
    assert len(shown) > 20


def test_traditional_characters_are_found():
    wrong = Document("topic", "topics/x.yaml", {"slug": "x", "summary": "The word 信用體系 stands here."})
    allowed = Document("source", "sources/y.yaml", {"key": "y", "language": "zh-Hant", "original_title": "信用體系"})

    assert [text.path for text in traditional(wrong)] == ["summary"]
    assert traditional(allowed) == []
