"""A reading sees one moment, whatever others commit meanwhile, and cannot write."""

import threading

import pytest
from django.db import DatabaseError, connection

from claims.models import ContentVersion, Topic
from claims.snapshot import snapshot

pytestmark = pytest.mark.usefixtures("own_database")


def _publish() -> None:
    Topic.objects.create(slug="new", name="New", summary="It is new.")
    connection.close()


def test_what_is_committed_meanwhile_is_not_seen_and_the_version_stays():
    with snapshot() as version:
        other = threading.Thread(target=_publish)
        other.start()
        other.join()
        seen, version_inside = Topic.objects.count(), ContentVersion.now()

    assert (seen, version_inside) == (0, version)
    assert (Topic.objects.count(), ContentVersion.now().number) == (1, version.number + 1)


def test_nothing_can_be_written_in_it():
    with pytest.raises(DatabaseError, match="read-only"), snapshot():
        _publish()

    assert Topic.objects.count() == 0
