import pytest


@pytest.fixture(scope="package", autouse=True)
def whole_corpus(on_corpus):
    """Every journey runs on the whole corpus."""
