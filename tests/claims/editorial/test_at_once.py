"""Several people at once: real threads, each with a connection and transactions of its own, on a database of the test's own."""

from threading import Barrier, Thread

from django.db import connection, transaction

from claims.editorial import ledger, publishing
from claims.models import LedgerEntry
from tests import factories
from tests.factories import NOON


def entries():
    return LedgerEntry.objects.order_by("position")


def test_two_publications_at_once_do_not_fork_the_chain(own_database):
    reviews = [publishing.submit(review=factories.review()) for _ in range(6)]
    approver, start, failed = factories.account(), Barrier(6), []

    def publish(review):
        try:
            start.wait()
            publishing.publish(review=review, approver=approver, at=NOON)
        except Exception as error:  # noqa: BLE001 - shown by the assertion
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=publish, args=[review]) for review in reviews]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert failed == []
    assert [entry.position for entry in entries()] == [1, 2, 3, 4, 5, 6]
    assert ledger.first_divergence(entries().iterator()) is None


def test_a_second_writer_waits_for_the_first(own_database):
    review = publishing.submit(review=factories.review())
    other, approver = publishing.submit(review=factories.review()), factories.account()
    waiting = Thread(target=lambda: (publishing.publish(review=other, approver=approver, at=NOON), connection.close()))

    with transaction.atomic():
        publishing.publish(review=review, approver=approver, at=NOON)
        waiting.start()
        waiting.join(0.5)
        waited = waiting.is_alive()
    waiting.join(30)

    assert waited
    assert [entry.review for entry in entries()] == [review, other]
    assert ledger.first_divergence(entries().iterator()) is None


def test_one_review_is_published_once_however_many_try(own_database):
    review, approver = publishing.submit(review=factories.review()), factories.account()
    refused = []

    def publish():
        try:
            publishing.publish(review=review, approver=approver, at=NOON)
        except publishing.Refused as error:
            refused.append(error.faults[0].code)
        finally:
            connection.close()

    threads = [Thread(target=publish) for _ in range(3)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert refused == ["wrong_state", "wrong_state"]
    assert entries().count() == 1
