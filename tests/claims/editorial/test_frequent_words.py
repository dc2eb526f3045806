"""Notes of frequent words say which published claims hold each, are replaced as a whole, and are no content."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from pyroaring import BitMap

from claims.editorial import frequent_words, publishing
from claims.models import ContentVersion, FrequentWord, changes
from tests.factories import published, review


def noted() -> dict[str, set[int]]:
    return {row.lexeme: set(BitMap.deserialize(bytes(row.keys))) for row in FrequentWord.objects.all()}


def test_a_note_names_the_published_claims_that_hold_the_word_and_the_empty_one_names_all(own_database):
    first, second = published(statement="One penguin."), published(statement="A seal.")
    publishing.withdraw(review=published(statement="A withdrawn penguin."), reason="It was wrong.")
    review(statement="A draft of a penguin.")
    number = frequent_words.note()

    notes = noted()

    assert (notes["penguin"], notes["seal"], notes[""]) == ({first.claim_id}, {second.claim_id}, {first.claim_id, second.claim_id})
    assert number == len(notes) - 1 == len(notes.keys() & set(frequent_words._common()))


def test_claims_are_read_in_steps_and_none_falls_between_them(own_database, monkeypatch):
    monkeypatch.setattr(frequent_words, "_STEP", 2)
    claims = {published(statement="A penguin.").claim_id for _ in range(5)}
    frequent_words.note()

    assert noted()["penguin"] == noted()[""] == claims


def test_new_notes_take_the_place_of_old_ones_and_begin_no_earlier(own_database):
    published(statement="A penguin.")
    frequent_words.note()
    before = FrequentWord.objects.get(lexeme="").horizon
    later = published(statement="A walrus.")
    frequent_words.note()

    assert noted()["walrus"] == {later.claim_id}
    assert before <= FrequentWord.objects.get(lexeme="").horizon <= changes.horizon()  # whoever else writes holds it back


def test_an_empty_record_is_noted_too(own_database):
    assert frequent_words.note() == 0
    assert noted() == {"": set()}


def test_notes_are_no_content_and_change_no_claim(own_database):
    published(statement="A penguin.")
    version, horizon = ContentVersion.now(), changes.horizon()
    changed = changes.since(horizon)
    frequent_words.note()

    assert ContentVersion.now() == version
    assert changes.since(horizon) == changed


def test_two_at_a_time_take_turns(own_database):
    published(statement="A penguin.")

    def run() -> int:
        try:
            return frequent_words.note()
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        numbers = {run.result() for run in [pool.submit(run) for _ in range(3)]}

    assert numbers == {FrequentWord.objects.count() - 1}


def test_any_role_may_ask_which_life_it_is(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_function_privilege('public', 'pg_control_system()', 'execute'), claims_life()")
        allowed, life = cursor.fetchone()

    assert allowed
    assert life.count("/") == 1


@pytest.fixture
def a_server_that_tells_nobody(own_database):
    """It refuses to say who it is."""
    with connection.cursor() as cursor:
        cursor.execute("""
            CREATE OR REPLACE FUNCTION claims_life() RETURNS text LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN NULL; END $$
        """)


def test_a_server_that_tells_nobody_who_it_is_gets_no_notes(a_server_that_tells_nobody):
    published(statement="A penguin.")

    assert frequent_words.note() == 0
    assert noted() == {}
