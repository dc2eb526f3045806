"""What the tests over the corpus files share: the files, read once. None of these tests needs a database."""

import pytest
from django.conf import settings

from claims.corpus import files
from claims.corpus.files import Document


@pytest.fixture(scope="session")
def documents() -> list[Document]:
    return files.read(settings.BASE_DIR / "corpus")[0]


@pytest.fixture(scope="session")
def claims(documents) -> dict[str, dict]:
    """The data of every claim, by reference."""
    return {document.name: document.data for document in documents if document.kind == "claim"}


@pytest.fixture(scope="session")
def sources(documents) -> dict[str, dict]:
    """The data of every source, by key."""
    return {document.name: document.data for document in documents if document.kind == "source"}


@pytest.fixture(scope="session")
def published(claims) -> dict[str, dict]:
    """The latest review of every claim that readers see, by reference."""
    latest = {reference: [r for r in data["reviews"] if r["state"] == "published"][-1:] for reference, data in claims.items()}
    return {reference: found[0] for reference, found in latest.items() if found}
