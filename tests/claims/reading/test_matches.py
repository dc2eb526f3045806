"""Matches of a search are asked for once, stay right through publications, and are ranked among the newest where there are too many."""

from claims.editorial import publishing
from claims.models import Claim
from claims.reading import matches
from claims.reading.index.current import current
from claims.text_search import Query
from tests.factories import account, published, review


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


def test_only_the_last_queries_are_kept(own_database, monkeypatch):
    monkeypatch.setattr(matches, "_KEPT", 2)
    index = current()
    for words in ("a1", "b2", "c3"):
        matches.matching(Query(words), index)

    assert list(matches._kept) == ["b2", "c3"]


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
