"""Every public answer carries the version it was made at, and costs nothing when the asker has it already."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection, transaction
from django.test import override_settings

from claims.editorial import publishing
from claims.models import ContentVersion, Topic
from claims.models.version import SEEN
from claims_site import middleware
from tests.factories import account, claim, published, review, source, topic

pytestmark = pytest.mark.django_db

PUBLIC = [
    "/",
    "/claims/",
    "/claims.json",
    "/claims.csv",
    "/claims.atom",
    "/claims/score/",
    "/claims/score.json",
    "/sources/",
    "/data/",
    "/corrections.atom",
]


def advance() -> None:
    """Do now what the database does at a commit, which a test never reaches."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED; SELECT set_config('claims.advanced_in', '', true)")


@pytest.fixture
def number(db):
    """The content version, with everything done so far counted in."""

    def now() -> int:
        advance()
        return ContentVersion.now().number

    return now


@pytest.mark.parametrize("address", PUBLIC)
def test_an_answer_carries_its_version_and_a_repeated_question_is_answered_in_one_query(client, address, django_assert_num_queries):
    published(claim(slug="score"))
    first = client.get(address)

    with django_assert_num_queries(1):  # the content version
        again = client.get(address, headers={"if-none-match": first["ETag"]})

    assert first["ETag"].startswith('"')
    assert first["Cache-Control"] == "public, max-age=0, s-maxage=10, stale-while-revalidate=20"
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_what_was_published_since_makes_a_new_answer(client, number):
    draft = publishing.submit(review=review(claim(slug="score")))
    number()
    before = client.get("/claims/")

    publishing.publish(review=draft, approver=account())
    number()
    after = client.get("/claims/", headers={"if-none-match": before["ETag"]})

    assert (after.status_code, after.context["total"]) == (200, 1)
    assert after["ETag"] != before["ETag"]


def test_the_version_advances_by_one_for_each_transaction_that_changed_something(number):
    first = number()
    topic(slug="a")
    topic(slug="b")
    second = number()
    Topic.objects.filter(slug="a").update(name="Another name")
    third = number()

    assert (second - first, third - second, number()) == (1, 1, third)


def test_what_is_rolled_back_to_a_savepoint_does_not_keep_later_changes_from_counting(number):
    first = number()

    with suppress(ValueError), transaction.atomic():
        topic(slug="gone")
        raise ValueError
    topic(slug="stays")

    assert number() == first + 1


def test_what_changes_no_row_counts_for_nothing_and_keeps_nothing_from_counting(number):
    first = number()

    Topic.objects.filter(slug="nowhere").update(name="Another name")
    second = number()
    Topic.objects.filter(slug="nowhere").update(name="Another name")
    topic(slug="a")

    assert (second - first, number() - second) == (0, 1)


@pytest.mark.parametrize("table", SEEN)
def test_every_table_that_readers_see_advances_it(table):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = 'claims_content_changed' AND tgdeferrable", [table])
        assert cursor.fetchone() == (1,)


def test_only_these_tables_of_ours_show_readers_nothing():
    ours = {name for name in connection.introspection.table_names() if name.startswith(("claims_", "sources_")) and not name.endswith("event")}

    assert ours - set(SEEN) == {
        "claims_contentversion", "claims_review_writers", "claims_word", "claims_claimchange", "claims_sourcechange", "claims_comment",
        "claims_unsaved", "claims_assignment", "claims_asker", "claims_frequentword",
        "sources_linkcheck", "sources_addition",
    }  # fmt: skip


def test_a_day_later_the_answer_is_new(client):
    published(claim(slug="score"))
    with time_machine.travel(datetime(2027, 3, 1, 12, tzinfo=UTC), tick=False):
        today = client.get("/claims/score/")
    with time_machine.travel(datetime(2027, 3, 2, 0, 0, 5, tzinfo=UTC), tick=False):
        tomorrow = client.get("/claims/score/", headers={"if-none-match": today["ETag"]})

    assert today["Last-Modified"] == "Mon, 01 Mar 2027 00:00:00 GMT"
    assert (tomorrow.status_code, tomorrow["Last-Modified"]) == (200, "Tue, 02 Mar 2027 00:00:00 GMT")


def test_a_date_is_believed_only_when_nothing_could_have_changed_within_it(client, number):
    published(claim(slug="score"))
    number()

    fresh = client.get("/claims/score/")

    assert "Last-Modified" not in fresh  # the record changed less than two seconds ago, and dates are whole seconds


def test_an_asker_with_the_date_alone_gets_304_too(client):
    published(claim(slug="score"))
    with time_machine.travel(datetime(2027, 3, 1, 12, tzinfo=UTC), tick=False):
        first = client.get("/claims/score/")
        again = client.get("/claims/score/", headers={"if-modified-since": first["Last-Modified"]})
        older = client.get("/claims/score/", headers={"if-modified-since": "Sun, 28 Feb 2027 23:59:59 GMT"})

    assert (again.status_code, older.status_code) == (304, 200)


@pytest.mark.parametrize("address", ["/nowhere/", "/claims.json?colour=red", "/healthz", "/readyz", "/robots.txt", "/admin/login/"])
def test_what_is_no_public_answer_carries_no_version(client, address):
    response = client.get(address)

    assert '"' not in response.get("ETag", "")


def test_a_withdrawn_claim_carries_one(client):
    publishing.withdraw(review=published(claim(slug="gone")), reason="It rested on a forged document.")

    assert client.get("/claims/gone/")["ETag"]


def test_another_public_address_is_another_release():
    here = middleware.release()

    with override_settings(SITE_URL="https://example.org"):
        there = middleware.release()

    assert len(here) == 10
    assert here != there


def test_a_draft_and_a_source_without_evidence_are_tables_too(number):
    before = number()
    review(claim(slug="secret"))
    source(key="doc")

    assert number() == before + 1


def test_the_compressed_answer_has_a_tag_of_its_own_and_both_are_known(client):
    plain, packed = client.get("/claims/"), client.get("/claims/", headers={"accept-encoding": "gzip"})

    again = [client.get("/claims/", headers={"if-none-match": answer["ETag"], "accept-encoding": "gzip"}) for answer in (plain, packed)]

    assert packed["ETag"] == plain["ETag"][:-1] + '-gz"'
    assert "Accept-Encoding" in packed["Vary"]
    assert [(answer.status_code, answer["ETag"]) for answer in again] == [(304, plain["ETag"]), (304, packed["ETag"])]
