import pytest

from claims.corpus import shapes
from claims.corpus.dump import dump
from claims.editorial import publishing
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def test_a_dump_writes_the_same_files(corpus, tmp_path, second_review):
    corpus.append("claims/SC-0001.yaml", second_review)
    corpus.load()

    written, changed = dump(tmp_path / "dumped")

    dumped = {path.relative_to(tmp_path / "dumped").as_posix(): path.read_text("utf-8") for path in (tmp_path / "dumped").rglob("*.yaml")}
    assert (written, changed) == (7, 7)
    assert dumped == corpus.texts()


def test_a_dump_over_the_same_files_changes_none(corpus):
    corpus.load()

    assert dump(corpus.root) == (7, 0)


def test_a_dump_puts_a_hand_written_file_into_the_standard_form(corpus):
    standard = corpus.texts()
    corpus.edit("claims/SC-0001.yaml", "    change: first\n", "")
    corpus.edit("topics/travel.yaml", "position: '7'", 'position: "7" # a place')
    corpus.load()

    written, changed = dump(corpus.root)

    assert (written, changed) == (7, 2)
    assert corpus.texts() == standard


def test_a_row_that_an_editor_made_gets_its_file(corpus):
    corpus.load()
    factories.published(factories.claim(reference="SC-0100", topics=[factories.topic(slug="dogs")]), at=NOON)

    dump(corpus.root)

    text = corpus.texts()["claims/SC-0100.yaml"]
    assert text.startswith("reference: SC-0100\n")
    assert "    published: '2026-11-22T12:00:00Z'\n" in text
    assert "author: editor-" in text
    assert "topics/dogs.yaml" in corpus.texts()


def test_what_an_editor_withdrew_is_dumped_with_its_reason_and_loads_unchanged(corpus):
    corpus.load()
    review = shapes.Claim.objects.get(reference="SC-0001").current
    publishing.withdraw(review=review, reason="A source was forged.", at=NOON.replace(microsecond=250000))

    dump(corpus.root)

    text = corpus.texts()["claims/SC-0001.yaml"]
    assert "    withdrawn: '2026-11-22T12:00:00.250000Z'\n    withdrawn_reason: A source was forged.\n" in text
    assert corpus.load().counts["claim", "unchanged"] == 2


@pytest.mark.parametrize("many", [1, 4])
def test_a_dump_asks_as_often_for_many_rows_as_for_one(tmp_path, many, django_assert_num_queries):
    for _ in range(many):
        factories.published(factories.claim(topics=[factories.topic()]))

    # topics; sources, their authors; claims, former slugs, places under topics, topics, links, appearances, their sources, reviews, authors,
    # approvers, evidence, its sources; terms; collections
    with django_assert_num_queries(17):
        dump(tmp_path)
