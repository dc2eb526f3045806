"""The files as files: they can be read, have the right shape, and refer to what is there."""

from django.conf import settings

from claims.corpus import files
from claims.corpus.schema import problems


def test_every_file_can_be_read():
    documents, unreadable = files.read(settings.BASE_DIR / "corpus")

    assert unreadable == []
    assert len(documents) > 300


def test_every_file_has_the_shape_of_its_schema_and_refers_to_what_is_there(documents):
    assert problems(documents) == []


def test_every_file_stands_in_the_form_that_a_dump_writes(documents):
    root = settings.BASE_DIR / "corpus"

    other = [document.file for document in documents if (root / document.file).read_text("utf-8") != files.text_of(document.data)]

    assert other == []


def test_every_published_claim_says_which_way_it_leans(claims, published):
    assert [reference for reference in published if "leaning" not in claims[reference]] == []


def test_every_draft_says_what_it_lacks(claims, published):
    silent = [reference for reference, data in claims.items() if reference not in published and "missing" not in data["reviews"][-1]]

    assert silent == []
