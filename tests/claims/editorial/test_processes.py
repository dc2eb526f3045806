"""Publishing by real processes: many at once, the same draft at once, and a process that is killed in the middle.

What must hold afterwards: the ledger verifies, every published review stands in it once, and nothing is half published.
"""

import io
import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from claims.editorial import publishing
from claims.models import Claim, LedgerEntry, Review
from tests import factories

# Publishes the reviews named on its command line, several at a time, as soon as a line comes in; says how many were published and how many refused.
PUBLISH = """
import sys, django
django.setup()
from concurrent.futures import ThreadPoolExecutor
from django.contrib.auth.models import User
from django.db import connection
from claims.editorial import publishing
from claims.models import Review

approver, reviews = User.objects.get(pk=sys.argv[1]), list(Review.objects.filter(pk__in=sys.argv[3:]))
def publish(review):
    try:
        publishing.publish(review=review, approver=approver)
        return "published"
    except publishing.Refused as refused:
        return refused.faults[0].code
    finally:
        connection.close()
connection.close()
print("ready", flush=True)
sys.stdin.readline()
with ThreadPoolExecutor(int(sys.argv[2])) as pool:
    outcomes = list(pool.map(publish, reviews))
print(outcomes.count("published"), outcomes.count("wrong_state"), len(outcomes))
"""
# Publishes one review and stops for ever inside `step`, where its transaction has written something and not committed.
STOP_INSIDE = """
import sys, time, django
django.setup()
from django.contrib.auth.models import User
from claims.editorial import ledger, projection, publishing
from claims.models import Review

def stop(*arguments, **named):
    print("inside", flush=True)
    time.sleep(600)
module, name = sys.argv[3].split(".")
setattr({"ledger": ledger, "projection": projection}[module], name, stop)
publishing.publish(review=Review.objects.get(pk=sys.argv[2]), approver=User.objects.get(pk=sys.argv[1]))
"""


def started(code: str, *arguments) -> subprocess.Popen:
    """A process of its own that works on the database of this test."""
    environment = os.environ | {
        "DATABASE_NAME": connection.settings_dict["NAME"],
        "DJANGO_SETTINGS_MODULE": "claims_site.settings",
        "EMBEDDED_PG_FOLDER": settings.EMBEDDED_PG_HOME.name,
    }
    command = [sys.executable, "-W", "error", "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def outcomes(*processes: subprocess.Popen) -> list[list[int]]:
    """Let all processes go once each is ready; what each says at its end."""
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    return [[int(number) for number in process.communicate(timeout=120)[0].split()] for process in processes]


def verified() -> str:
    """What `manage.py verify_ledger` says; it raises when the ledger diverges or lacks a published review."""
    said = io.StringIO()
    call_command("verify_ledger", stdout=said)
    return said.getvalue().strip()


def waiting(number: int) -> list[Review]:
    """Reviews that wait for approval."""
    author, sources = factories.account(), [factories.source(), factories.source()]
    reviews = []
    for _ in range(number):
        reviews.append(factories.review(author=author, state="submitted", evidence=0))
        for source in sources:
            factories.piece(reviews[-1], source=source)
    return reviews


def test_200_publications_at_once_leave_one_chain(own_database):
    keys, approver = [review.pk for review in waiting(200)], factories.account().pk

    said = outcomes(*(started(PUBLISH, approver, 20, *keys[part::2]) for part in range(2)))

    assert said == [[100, 0, 100], [100, 0, 100]]
    assert verified() == "200 entries: OK"
    assert set(LedgerEntry.objects.values_list("review_id", flat=True)) == set(keys)
    assert Claim.objects.published().count() == 200


def test_the_same_draft_is_published_once_by_several_processes(own_database):
    review, approver = waiting(1)[0], factories.account().pk

    said = outcomes(*(started(PUBLISH, approver, 1, review.pk) for _ in range(3)))

    assert sorted(said) == [[0, 1, 1], [0, 1, 1], [1, 0, 1]]
    assert verified() == "1 entries: OK"


@pytest.mark.parametrize("step", ["ledger.append", "projection.refresh"])
def test_a_process_killed_in_the_middle_leaves_nothing_half_published(own_database, step):
    review, other, approver = *waiting(2), factories.account()
    process = started(STOP_INSIDE, approver.pk, review.pk, step)
    assert process.stdout.readline() == "inside\n"

    process.send_signal(signal.SIGKILL)
    process.communicate()

    review.refresh_from_db()
    assert (process.returncode, review.state, review.approver_id, review.claim.current_id) == (-signal.SIGKILL, "submitted", None, None)
    assert verified() == "0 entries: OK"
    for left in (other, review):  # nobody waits for the dead, and the draft can still be published
        publishing.publish(review=left, approver=approver)
    assert verified() == "2 entries: OK"
    assert [entry.review_id for entry in LedgerEntry.objects.order_by("position")] == [other.pk, review.pk]
