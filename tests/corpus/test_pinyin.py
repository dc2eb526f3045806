"""Pinyin with its tone marks, against the readings of a dictionary, character by character and word by word."""

import re
from unicodedata import normalize

import pytest
from pypinyin import Style, lazy_pinyin

from claims.text_search import HAN
from tests.corpus.texts import prose

OTHERWISE = {
    "百行": "bǎiháng",  # a name made of "hundred" and "trades", where 行 is háng; alone it would be xíng
    "芝麻": "zhīma",  # the second syllable is without a tone, as in speech
}


def reading(hanzi: str) -> str:
    """The pinyin of `hanzi` as one word in small letters."""
    for word, pinyin in OTHERWISE.items():
        if word in hanzi:
            before, after = hanzi.split(word, 1)
            return reading(before) + pinyin + reading(after)
    return "".join(lazy_pinyin(hanzi, style=Style.TONE)) if hanzi else ""


def as_word(pinyin: str) -> str:
    return normalize("NFC", re.sub(r"[\s’'-]", "", pinyin.lower()))


@pytest.fixture(scope="module")
def pairs(documents) -> list[tuple[str, str, str]]:
    """File, characters, pinyin: of the terms, of their words, and wherever our prose gives both."""
    terms = [document for document in documents if document.kind == "term"]
    headings = [(term.file, term.data["hanzi"], term.data["pinyin"]) for term in terms]
    parts = [(term.file, word["hanzi"], word["pinyin"]) for term in terms for word in term.data.get("words", [])]
    spoken = [(t.file, *pair) for d in documents for t in prose(d) for pair in re.findall(rf"({HAN}+) \(([a-zà-üĀ-ǜ ’]+)\)", t.text, re.I)]
    return headings + parts + [pair for pair in spoken if re.search("[à-üĀ-ǜ]", pair[2])]


def test_every_pinyin_has_the_tones_of_its_characters(pairs):
    assert [(file, hanzi, pinyin, reading(hanzi)) for file, hanzi, pinyin in pairs if as_word(pinyin) != normalize("NFC", reading(hanzi))] == []
    assert len(pairs) > 150


def test_a_wrong_tone_is_found():
    assert as_word("shīxìn bèizhíxíngrén") == reading("失信被执行人")
    assert as_word("shíxìn") != reading("失信")
    assert as_word("Bǎiháng Zhēngxìn") == reading("百行征信")
