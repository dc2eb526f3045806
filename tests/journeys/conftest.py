import pytest

from tests.journeys.reader import Reader


@pytest.fixture(scope="module", autouse=True)
def whole_corpus(on_corpus):
    """Every journey runs on the whole corpus."""


@pytest.fixture
def reader(db) -> Reader:
    """A reader on the first page; what the test writes is taken back at its end."""
    return Reader().open("/")
