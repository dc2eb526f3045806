"""Matches of a search are asked for once, stay right through publications, and are ranked among the newest where there are too many."""

from datetime import timedelta

from cachetools import LRUCache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pyroaring import BitMap

from claims.editorial import publishing
from claims.models import Claim
from claims.reading import matches
from claims.reading.index.current import current
from claims.text_search import Query
from tests.claims.reading.steps import after_a_change_elsewhere
from tests.factories import NOON, account, published, review


def found(words: str) -> list[str]:
    """The statements that match, the best first."""
    index, query = current(), Query(words)
    keys = matches.best(query, index, matches.matching(query, index), 0, 100)
    statements = dict(Claim.objects.values_list("pk", "statement"))
    return [statements[key] for key in keys]


def test_matches_follow_what_is_published_changed_and_withdrawn(own_database):
    first, second = published(statement="One penguin."), published(statement="Two penguins.", fact="A penguin, a penguin.", answer="A penguin.")
    before = found("penguin")
    publishing.publish(review=publishing.submit(review=review(first.claim, statement="No number.", fact="None.", answer="None.")), approver=account())
    without = found("penguin")
    publishing.withdraw(review=second, reason="It was wrong.")

    assert before == ["Two penguins.", "One penguin."]
    assert without == ["Two penguins."]
    assert found("penguin") == []


def test_the_database_is_asked_once_for_a_query(own_database, django_assert_num_queries):
    published(statement="A penguin.")
    index = current()
    matches.matching(Query("penguin"), index)

    with django_assert_num_queries(0):
        assert len(matches.matching(Query("penguin"), index)) == 1


def test_an_order_outlives_what_changes_elsewhere(own_database, django_assert_num_queries):
    published(statement="One penguin.")
    before = found("penguin")
    index, query = after_a_change_elsewhere(current()), Query("penguin")
    among = matches.matching(query, index)

    with django_assert_num_queries(0):
        matches.best(query, index, among, 0, 100)

    assert before == ["One penguin."]


def test_an_order_is_made_anew_when_one_of_its_claims_changes(own_database):
    first = published(statement="One penguin.")
    published(at=NOON + timedelta(minutes=1), statement="Two penguins.", fact="A penguin.")
    before = found("penguin")

    publishing.publish(
        review=publishing.submit(review=review(first.claim, statement="Penguins, penguins.", fact="A penguin, a penguin.")), approver=account()
    )

    assert before == ["Two penguins.", "One penguin."]
    assert found("penguin") == ["Penguins, penguins.", "Two penguins."]


def test_a_frequent_word_is_looked_up_in_the_index_and_no_text_is_read(own_database):
    for _ in range(3):
        published(statement="A penguin.")
    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        matches.matching(Query("penguin"), current())
        with connection.cursor() as cursor:
            cursor.execute(asked.captured_queries[-1]["sql"].replace("SELECT coalesce", "EXPLAIN SELECT coalesce"))
            plan = "\n".join(line for (line,) in cursor)

    assert "Bitmap Index Scan on claim_search" in plan
    assert "Seq Scan" not in plan


def test_settings_for_a_search_end_with_the_page(own_database):
    with transaction.atomic():
        matches.matching(Query("penguin"), current())
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('enable_seqscan'), current_setting('work_mem')")
        settings = cursor.fetchone()

    assert settings == ("on", "4MB")


def test_only_the_last_queries_are_kept_as_far_as_there_is_room(own_database, monkeypatch):
    monkeypatch.setattr(matches, "_kept", LRUCache(1_200, matches._bytes))
    published(statement="A penguin.")
    index = current()
    for words in ("penguin", "b2", "penguin", "c3"):
        matches.matching(Query(words), index)

    assert list(matches._kept) == ["penguin", "c3"]


def test_a_frequent_word_takes_more_room_than_a_rare_one():
    rare, frequent = BitMap([7]), BitMap(range(0, 1_000_000, 3))

    assert [matches._bytes((None, 0, slots)) - matches._OVERHEAD for slots in (rare, frequent)] == [2, 131_072]


def test_too_many_are_ranked_among_the_newest_and_the_rest_follow_by_date(own_database, monkeypatch):
    monkeypatch.setattr(matches, "RANKED", 2)
    for statement, answer in (
        ("Oldest.", "Score, score, score, score."),
        ("Older.", "Score."),
        ("Better.", "A score: score."),
        ("Newest.", "Score."),
    ):
        published(statement=statement, answer=answer, fact="A fact.")
    index, query = current(), Query("score")
    among = matches.matching(query, index)

    pages = [[Claim.objects.get(pk=key).statement for key in matches.best(query, index, among, start, start + 3)] for start in (0, 3)]

    assert pages == [["Better.", "Newest.", "Older."], ["Oldest."]]
