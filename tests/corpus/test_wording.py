"""In our own words: what we write is not what the research dossiers say, sentence by sentence.

A statement is exempt (it is what others say), and so are addresses. Figures and names keep short runs alike; hence twelve words and not eight for a
run that neither begins nor ends with a sentence.
"""

import re

import pytest

from tests.corpus import dossiers
from tests.corpus.dossiers import longest_shared
from tests.corpus.texts import Text, prose, sentences, words

LONGEST_RUN = 11
SHORTEST_SENTENCE = 8
WORDED = "word one two three four five six seven eight nine ten eleven twelve."


def copied(text: str) -> list[str]:
    """The sentences of `text` that stand in the dossiers as they are, and its longest run of words from them when that is too long."""
    whole = [sentence for sentence in sentences(text) if len(words(sentence)) >= SHORTEST_SENTENCE and longest_shared(sentence) == words(sentence)]
    run = longest_shared(text)
    return whole + ([" ".join(run)] if len(run) > LONGEST_RUN else [])


@pytest.fixture(scope="module")
def ours(documents) -> list[Text]:
    written = [text for document in documents for text in prose(document) if not text.path.endswith("statement")]
    return [text._replace(text=re.sub(r"https?://\S+", "", text.text)) for text in written]


def test_nothing_of_ours_is_copied_from_the_dossiers(ours):
    assert {(text.file, text.path): copied(text.text) for text in ours if copied(text.text)} == {}


def test_the_fingerprints_are_those_of_the_dossiers(ours):
    shared = [longest_shared(text.text) for text in ours]

    assert len(dossiers.known()) > 30_000
    assert max(map(len, shared)) == LONGEST_RUN  # figures and names do stand there, so the two are compared in earnest


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Only four five six seven eight nine ten eleven.", []),
        ("So: one two three four five six seven eight nine ten eleven twelve", ["one two three four five six seven eight nine ten eleven twelve"]),
        ("One two three four five six seven eight. Other words.", ["One two three four five six seven eight."]),
        ("One two three four five six seven.", []),
    ],
)
def test_a_copied_sentence_and_a_long_run_are_found(text, found, monkeypatch):
    monkeypatch.setattr(dossiers, "known", lambda: frozenset(dossiers.fingerprints(WORDED)))

    assert copied(text) == found
