"""The notes of frequent words and the search index say the same of every query, whatever was published since; doubtful notes are not used."""

import random

import pytest
from django.db import connection
from django.db.models.expressions import RawSQL
from django.test.utils import CaptureQueriesContext

from claims.editorial import frequent_words, publishing
from claims.models import Claim, FrequentWord
from claims.reading import frequent, matches
from claims.reading.index.current import current
from claims.text_search import Query
from tests.factories import account, published, review

WORDS = (
    "china",
    "score",
    "credit",
    "government",
    "信用",
    "社会",
    "信",
    "rongcheng",
    "xyzzy",
    '"social credit"',
    "社会信用",
    "state-media",
    "the",
    "1.5",
)


def queries(number: int) -> list[str]:
    """Queries at random, the same in each run: words, phrases and Chinese, some excluded, some joined by OR."""
    chance = random.Random(20)
    return [
        " ".join(f"{chance.choice(('', '', 'OR '))}{chance.choice(('', '', '-'))}{chance.choice(WORDS)}" for _ in range(chance.randint(1, 4)))
        for _ in range(number)
    ]


def found(words: str) -> list[str]:
    """The statements that match, whatever was kept before."""
    matches._kept.clear()
    index = current()
    keys = index.keys(matches.matching(Query(words), index))
    return sorted(Claim.objects.filter(pk__in=keys).values_list("statement", flat=True))


def answers(asked: list[str]) -> dict[str, set[int]]:
    """The published claims for each query, as it is answered now."""
    shown = set(Claim.objects.published().values_list("pk", flat=True))
    return {words: set(matches._all(Query(words))) & shown for words in asked if Query(words)}


@pytest.fixture
def penguins(own_database):
    """Claims of which the notes were made: about two penguins, and none. Nobody else was writing then, who would have held their horizon back."""
    made = [published(statement="One penguin."), published(statement="Two penguins."), published(statement="A seal.")]
    frequent_words.note()
    FrequentWord.objects.update(horizon=RawSQL("pg_snapshot_xmax(pg_current_snapshot())::text::bigint", []))
    return made


@pytest.fixture
def own_corpus(empty_database, corpus_database, django_db_blocker):
    """A database of the test's own that holds the corpus, and the notes of its frequent words."""
    with django_db_blocker.unblock(), empty_database(corpus_database):
        frequent_words.note()
        yield


def agreeing(asked: list[str], monkeypatch) -> int:
    """Ask by the notes and without them, and compare; returns how many of the queries the notes covered."""
    by_notes, covered = answers(asked), sum(frequent.noted(Query(words)) is not None for words in asked if Query(words))
    with monkeypatch.context() as patched:
        patched.setattr(frequent, "noted", lambda query: None)
        assert by_notes == answers(asked)
    return covered


def test_the_notes_and_the_index_agree_on_the_corpus_and_after_changes_of_it(own_corpus, monkeypatch):
    asked, approver = queries(200), account()
    covered = agreeing(asked, monkeypatch)
    for shown in Claim.objects.published().select_related("current")[:60:3]:
        publishing.withdraw(review=shown.current, reason="It was wrong.")
    for shown in Claim.objects.published()[:40:2]:
        publishing.publish(review=publishing.submit(review=review(shown)), approver=approver)
    published(statement="China has a social credit score.", fact="信用")

    assert agreeing(asked, monkeypatch) == covered
    assert 40 < covered < 160
    assert len(frequent.noted(Query("score")).changed) >= 41


def test_a_word_that_is_noted_reads_no_claim(penguins):
    with CaptureQueriesContext(connection) as asked:
        keys = matches._all(Query("penguin -seal"))

    assert len(keys) == 2
    assert [query["sql"] for query in asked if "@@" in query["sql"]] == []


def test_what_changed_since_is_asked_for_again(penguins):
    first, second, seal = penguins
    publishing.withdraw(review=first, reason="It was wrong.")
    publishing.publish(review=publishing.submit(review=review(second.claim, statement="No bird.", fact="None.", answer="None.")), approver=account())
    publishing.publish(review=publishing.submit(review=review(seal.claim, statement="A penguin after all.")), approver=account())
    published(statement="A new penguin.")

    assert found("penguin") == ["A new penguin.", "A penguin after all."]
    assert found("-penguin") == ["No bird."]
    assert len(frequent.noted(Query("penguin")).changed) == 4


def test_notes_after_which_too_much_changed_are_not_used(penguins, monkeypatch):
    monkeypatch.setattr(frequent, "MOST_CHANGED", 1)
    published(statement="A new penguin.")
    at_most = frequent.noted(Query("penguin"))
    published(statement="A newer penguin.")

    assert at_most is not None
    assert frequent.noted(Query("penguin")) is None
    assert len(found("penguin")) == 4


@pytest.mark.parametrize("change", [{"life": "7/7"}, {"lexeme": "other"}])
def test_notes_of_another_life_and_notes_without_the_whole_are_not_used(penguins, change):
    FrequentWord.objects.filter(lexeme="").update(**change)

    assert frequent.noted(Query("penguin")) is None
    assert found("penguin") == ["One penguin.", "Two penguins."]


def test_a_table_that_was_made_anew_has_another_life(penguins):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE claims_frequentword RENAME TO restored; CREATE TABLE claims_frequentword (LIKE restored INCLUDING ALL)")
        cursor.execute("INSERT INTO claims_frequentword SELECT * FROM restored")

    assert FrequentWord.objects.count() > 2
    assert frequent.noted(Query("penguin")) is None


@pytest.mark.parametrize("words", ['"two penguins"', "企鹅企鹅", "penguin xyzzy", "the", "o''penguin"])
def test_what_the_notes_do_not_cover_is_left_to_the_index(penguins, words):
    assert frequent.noted(Query(words)) is None


def test_without_notes_nothing_is_lost(own_database):
    published(statement="One penguin.")

    assert FrequentWord.objects.count() == 0
    assert found("penguin") == ["One penguin."]
