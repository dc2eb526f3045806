"""The English of the corpus: easy enough to read, spelt right and the British way, quoting little and marking what it quotes."""

import re
import statistics
import sys
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
import textstat
from spellchecker import SpellChecker

from tests.corpus.texts import Text, prose, runs, texts

HARDEST_GRADE = 10
LONGEST_QUOTATION = 19
BOTH_SPELLINGS = {
    "story", "stories", "practice", "license", "licensed", "licensing", "judgment", "judgments", "program", "programs", "focuses",
}  # fmt: skip
"""American for one meaning, British for another: a story is not a storey; judges give judgments; a mini-program runs on a phone."""
_NOT_WORDS = re.compile(r"https?://\S+|`[^`]*`|\b[\w-]+(?:\.[\w-]+)+\b|\b[\w-]*\d[\w-]*\b")


def grade(text: str) -> float:
    """The Flesch–Kincaid grade. Decimal points and typographic apostrophes go first: they would be read as ends of sentences and of words."""
    plain = re.sub(r"(\d)[.,](\d)", r"\1\2", text.replace("’", "'"))
    return textstat.flesch_kincaid_grade(plain)


@cache
def dictionary() -> SpellChecker:
    return SpellChecker()


@cache
def american() -> dict[str, str]:
    """British spellings by their American ones, from codespell's list."""
    lines = (files("codespell_lib") / "data" / "dictionary_en-GB_to_en-US.txt").read_text("utf-8").splitlines()
    pairs = [line.split("->") for line in lines]
    return {there.strip(): here for here, there in pairs if there.strip() not in BOTH_SPELLINGS}


@cache
def misspellings() -> frozenset[str]:
    """What codespell takes for a slip of the keyboard. The dictionary has a few of them as rare words ("stroy")."""
    lines = (files("codespell_lib") / "data" / "dictionary.txt").read_text("utf-8").splitlines()
    return frozenset(line.split("->")[0] for line in lines)


@cache
def own_words() -> list[str]:
    return (Path(__file__).parent / "words.txt").read_text("utf-8").splitlines()


def spelt(text: str) -> list[str]:
    """The words of `text` to look up: parts of hyphenated ones singly, no possessive ending, no address, key or number, nothing with an accent."""
    found = re.findall(r"[^\W\d_]+(?:’[^\W\d_]+)*", _NOT_WORDS.sub(" ", text.replace("'", "’")))
    return [word for word in (re.sub(r"’s$", "", word) for word in found) if word.isascii() or "’" in word]


def known(word: str) -> bool:
    """Whether a dictionary has `word`, codespell's list has it as British, or the project's own list has it."""
    low = word.lower().replace("’", "'")
    listed = (low in dictionary() and low not in misspellings()) or low in american().values()
    return len(low) < 2 or listed or word in own_words() or low in own_words()


def americanisms(text: str) -> list[str]:
    """Words of `text` spelt the American way; names are left alone."""
    return [word for word in spelt(text) if word in american()]


def long_quotations(text: str) -> list[str]:
    """Passages of `text` between quotation marks that have 20 words or more."""
    return [quoted for quoted in re.findall(r"“([^”]*)”", text) if len(quoted.split()) > LONGEST_QUOTATION]


@pytest.fixture(scope="module")
def ours(documents) -> list[Text]:
    return [text for document in documents for text in prose(document)]


@pytest.mark.parametrize("field", ["fact", "answer"])
def test_a_sixteen_year_old_can_read_every_fact_and_answer(published, field, capsys):
    grades = {reference: grade(review[field]) for reference, review in published.items()}
    middle = statistics.median(grades.values())

    with capsys.disabled():
        sys.stdout.write(f"\nFlesch–Kincaid grade of each {field}: median {middle:.1f}, hardest {max(grades.values()):.1f}\n")

    assert {reference: round(n, 1) for reference, n in grades.items() if n > HARDEST_GRADE} == {}
    assert middle <= HARDEST_GRADE - 1


def test_every_word_is_in_a_dictionary_or_in_the_list_of_the_project(ours):
    assert sorted({(word, text.file) for text in ours for word in spelt(text.text) if not known(word)}) == []


def test_spelling_is_british(ours):
    assert [(word, text.file) for text in ours for word in americanisms(text.text)] == []


def test_the_list_of_the_project_is_sorted_and_names_each_word_once():
    assert own_words() == sorted(set(own_words()), key=lambda word: (word.lower(), word))


def test_the_list_of_the_project_holds_no_word_that_the_dictionary_has():
    assert [word for word in own_words() if word.lower() in dictionary()] == []


def test_a_quotation_is_short_and_names_its_language(claims):
    pieces = [piece for data in claims.values() for review in data["reviews"] for piece in review.get("evidence", [])]
    quoted = [(piece["quotation"], piece.get("quotation_language")) for piece in pieces if "quotation" in piece]
    worded = [(made["wording"], made.get("language", "en")) for data in claims.values() for made in data.get("appearances", []) if "wording" in made]

    assert [words for words, language in quoted + worded if len(words.split()) > LONGEST_QUOTATION or not language] == []
    assert worded != []


def test_no_long_passage_stands_between_quotation_marks(ours):
    assert [(text.file, quoted) for text in ours for quoted in long_quotations(text.text)] == []


def test_typographic_quotation_marks_are_used_throughout(ours):
    assert [str(text) for text in ours if re.search(r"[\"]|(?<=\w)'(?=\w)", re.sub(r"`[^`]*`", "", text.text))] == []


def test_no_text_of_ours_holds_eight_words_in_a_row_of_what_a_source_is_quoted_with(documents, ours):
    quoted = [text for document in documents for text in texts(document) if text.field in ("quotation", "wording")]
    taken = {run: text.text for text in quoted for run in runs(text.text, 8)}

    assert [(text.file, text.path, taken[run]) for text in ours for run in runs(text.text, 8) & taken.keys()] == []


def test_the_measures_find_what_they_are_for():
    hard = "The institutionalisation of administrative classification mechanisms necessitates comprehensive regulatory harmonisation."

    assert grade(hard) > HARDEST_GRADE > grade("China has no score for each person. It has lists.")
    assert americanisms("The program sets the color of the center.") == ["color", "center"]
    assert [word for word in spelt("Rongcheng’s shceme, a stroy; see liu2018 and gov.cn.") if not known(word)] == ["shceme", "stroy"]
    assert long_quotations("He said “" + "word " * 20 + "” and “two words”.") == ["word " * 20]
