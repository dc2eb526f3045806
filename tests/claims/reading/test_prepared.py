"""A statement is planned once a connection, and answers as if it were planned each time."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import ProgrammingError, connection
from django.db.models import Value
from django.db.models.functions import Upper

from claims.reading.prepared import Prepared
from claims.reading.whole import whole_claim
from tests import factories

pytestmark = pytest.mark.django_db
_SUM = Prepared("a_sum", lambda: "SELECT %s + 1, %s", "integer", "text")


def prepared() -> dict[str, int]:
    """The statements that this connection has prepared, and how often each was executed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, generic_plans + custom_plans FROM pg_prepared_statements")
        return dict(cursor.fetchall())


def test_it_is_prepared_once_and_executed_for_each_question(django_assert_num_queries):
    before = prepared().get("a_sum", 0)

    with django_assert_num_queries(2):
        answers = [_SUM.rows(1, "'; a"), _SUM.rows(2, "%s")]

    assert answers == [[(2, "'; a")], [(3, "%s")]]
    assert prepared()["a_sum"] == before + 2


def test_a_parameter_may_be_an_expression():
    assert _SUM.rows(Value(1) + Value(2), Upper(Value("é%s"))) == [(4, "É%S")]


def test_another_connection_prepares_it_for_itself():
    def elsewhere() -> tuple:
        try:
            return prepared(), _SUM.rows(1, ""), prepared()
        finally:
            connection.close()

    _SUM.rows(1, "")
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(elsewhere).result() == ({}, [(2, "")], {"a_sum": 1})


def test_behind_a_pool_nothing_is_prepared(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    before = prepared()

    assert _SUM.rows(1, Upper(Value("é%s"))) == [(2, "É%S")]
    assert prepared() == before


def test_what_cannot_be_prepared_is_an_error_of_djangos():
    with pytest.raises(ProgrammingError, match="no_such_table"):
        Prepared("wrong", lambda: "SELECT * FROM no_such_table").rows()


def test_a_table_that_changes_is_read_as_it_is_then():
    factories.published(factories.claim(slug="score"))
    assert whole_claim("score").claim.current.author.username
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE claims_review ADD added text DEFAULT 'x'")

    assert whole_claim("score").claim.slug == "score"
