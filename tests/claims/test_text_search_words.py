"""Words of texts and of queries, before any claim is looked for."""

import unicodedata

import pytest

from claims.text_search import MARK_OFF, MARK_ON, MAX_TERMS, Query, chinese_runs, folded, mark_runs, spellings, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shèhuì Xìnyòng", "Shehui Xinyong"),
        ("lǜ façade", "lu facade"),
        ("社會信用體系", "社会信用体系"),
        ("失信被執行人 (shīxìn)", "失信被执行人 (shixin)"),
        ("plain", "plain"),
    ],
)
def test_folding_drops_accents_and_makes_characters_simplified(text, expected):
    assert folded(text) == expected


def test_folding_knows_every_mark_of_unicode():
    marks = [chr(code) for code in range(0x300, 0x110000) if unicodedata.combining(chr(code))]

    assert [mark for mark in marks if unicodedata.combining(folded(f"a{mark}")[-1])] == []


def test_runs_of_chinese_are_found_between_other_text():
    assert chinese_runs("The 社会信用 system, or 征信。") == ["社会信用", "征信"]


def test_words_for_spelling_are_folded_latin_and_not_short():
    assert words("Façade and THE lists of 社会信用") == {"facade", "lists"}


@pytest.mark.parametrize("text", ["", "   ", "!!!", "-", '""', "OR", "OR OR - -", "\x00", "😀"])
def test_a_query_without_words_asks_for_nothing(text):
    assert not Query(text)


def test_a_query_keeps_what_is_to_be_highlighted_but_not_what_is_excluded():
    query = Query('"court list" OR 失信 -score -評分')

    shown = (query.latin, query.runs)

    assert shown == (["court list"], ["失信"])


def test_a_query_reads_a_limited_number_of_terms():
    assert len(Query(" ".join(f"word{n}" for n in range(400))).latin) == MAX_TERMS == 16


@pytest.mark.parametrize(
    ("text", "runs", "expected"),
    [
        ("It is 社会信用.", ["信用"], "It is 社会[信用]."),
        ("It is 社會信用.", ["社会"], "It is [社會]信用."),
        ("信用 and 信用", ["信用"], "[信用] and [信用]"),
        ("社会信用", ["信用", "社会信用"], "[社会[信用]]"),
        ("No characters", ["信用"], "No characters"),
        ("信用", [], "信用"),
    ],
)
def test_chinese_matches_are_marked_in_either_script(text, runs, expected):
    marked = mark_runs(text, runs)

    assert marked.replace(MARK_ON, "[").replace(MARK_OFF, "]") == expected


def test_pinyin_is_spelt_with_each_run_of_its_words_together():
    assert spellings("fǎrén") == "fǎrén"
    assert spellings("shèhuì xìnyòng tǐxì").split(" . ") == ["shèhuì xìnyòng tǐxì", "shèhuìxìnyòng", "shèhuìxìnyòngtǐxì", "xìnyòngtǐxì"]


def test_a_long_row_of_syllables_is_read_at_once():
    assert Query("iang" * 2000 + "!")
    assert Query("xian " * 300 + "q!")
