import gc

import pytest

from claims.reading.index import current
from claims_site import wsgi
from tests import factories


@pytest.fixture
def thawed():
    """The garbage collector as it was, after the test."""
    yield
    gc.unfreeze()
    current.forget()


def test_a_worker_has_its_index_before_anybody_asks_and_keeps_the_garbage_collector_from_it(own_database, thawed):
    factories.published()
    current.forget()

    wsgi.make_ready()

    assert len(current.at_hand().published) == 1
    assert gc.get_freeze_count() > 100_000
