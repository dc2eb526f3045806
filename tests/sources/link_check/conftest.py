import pytest

from tests.sources.link_check.server import Server


@pytest.fixture
def server():
    """A misbehaving server on this machine, stopped afterwards."""
    running = Server()
    yield running
    running.stop()
