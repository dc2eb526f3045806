"""The glossary that searches look in is read once for each version; a database of its own, since only what is committed has a version."""

from claims.models import ContentVersion, Term
from claims.reading.suggestions import terms_for


def test_the_glossary_is_read_once_for_each_version(own_database, django_assert_num_queries):
    Term.objects.create(slug="breach", hanzi="失信", pinyin="shīxìn", english="breach of trust", sort_key="shixin", explanation="…")
    before = ContentVersion.now()
    terms_for("anything", before)

    with django_assert_num_queries(0):
        again = terms_for("shixin", before)
    Term.objects.update(sort_key="beixin")

    assert [term.slug for term in again] == ["breach"]
    assert terms_for("shixin", ContentVersion.now()) == []
