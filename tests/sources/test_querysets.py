import pytest

from sources.models import Source, SourceAuthor
from tests import factories

pytestmark = pytest.mark.django_db


def keys(rows) -> list[str]:
    return [source.key for source in rows.order_by("key")]


def test_by_key():
    for key in ("liu2018", "afsa2025", "daum2024"):
        factories.source(key=key)

    assert [source.key for source in Source.objects.by_key()] == ["afsa2025", "daum2024", "liu2018"]


def test_a_language_finds_its_varieties_and_no_other_language():
    for tag in ("zh", "zh-Hans", "zh-Hant-TW", "zha", "en"):
        factories.source(key=tag.lower(), language=tag)

    assert keys(Source.objects.in_languages(["zh"])) == ["zh", "zh-hans", "zh-hant-tw"]
    assert keys(Source.objects.in_languages(["zh-Hans", "en"])) == ["en", "zh-hans"]


def test_no_language_narrows_nothing():
    factories.source(key="liu2018")

    assert keys(Source.objects.in_languages([])) == ["liu2018"]


def test_of_kinds():
    for kind in ("law", "court", "journalism"):
        factories.source(key=kind, kind=kind)

    assert keys(Source.objects.of_kinds(["law", "court"])) == ["court", "law"]


def test_as_read():
    for way in ("full", "excerpt", "unchecked"):
        factories.source(key=way, read=way)

    assert keys(Source.objects.as_read(["excerpt", "full"])) == ["excerpt", "full"]


@pytest.mark.parametrize(
    "words", ["dystopian", "DYSTOPIAN", "刘军", "sciencenordic", "sciencé", "liu2018", "jun", "Hédl", "council", "liu dystopian", " jun  nordic "]
)
def test_naming_finds_each_word_in_title_author_publisher_or_key(words):
    found = factories.source(key="liu2018", title="Is it dystopian?", original_title="刘军的文章", publisher="ScienceNordic")
    authors = [{"family": "Liu", "given": "Jun"}, {"family": "Hedl"}, {"literal": "The Council"}]
    SourceAuthor.objects.bulk_create(SourceAuthor(source=found, position=i, **author) for i, author in enumerate(authors))
    factories.source(key="other", title="Something else")

    assert keys(Source.objects.naming(words)) == ["liu2018"]


def test_naming_wants_every_word():
    factories.source(key="liu2018", title="Is it dystopian?")

    assert keys(Source.objects.naming("dystopian utopian")) == []


def test_naming_gives_a_source_with_two_matching_authors_once():
    source = factories.source(key="lius")
    for position, given in enumerate(("Jun", "Chang")):
        SourceAuthor.objects.create(source=source, position=position, family="Liu", given=given)

    assert Source.objects.naming("liu").count() == 1


def test_naming_nothing_gives_all():
    factories.source(key="liu2018")

    assert keys(Source.objects.naming("  ")) == ["liu2018"]


def test_questions_chain():
    factories.source(key="a", kind="law", language="zh-Hans", title="Measures")
    factories.source(key="b", kind="law", language="en", title="Measures")
    factories.source(key="c", kind="court", language="zh", title="Measures")

    assert keys(Source.objects.of_kinds(["law"]).in_languages(["zh"]).as_read(["full"]).naming("measures")) == ["a"]
