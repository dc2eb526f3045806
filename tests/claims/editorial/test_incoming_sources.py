import pytest

from claims.editorial.incoming_sources import Works
from claims.markup.reader import Work
from sources.models import Source
from tests import factories

pytestmark = pytest.mark.django_db


def made(*works: Work) -> list[Source]:
    known = Works()
    for work in works:
        known.add(work, about="Cited.")
    return [known.source(work) for work in works]


def test_a_new_source_says_that_nobody_has_read_it():
    (source,) = made(Work(title="A study", url="https://study.example/s", date="2018", publisher="A Journal", language="en", kind="ScholarlyArticle"))

    assert (source.key, source.title, source.publisher, source.date) == ("a-journal2018", "A study", "A Journal", "2018")
    assert (source.kind, source.read, source.link, source.read_note) == ("scholarship", "unchecked", "canonical", "")
    source.full_clean()


def test_what_is_not_said_is_not_guessed_but_told():
    one, other = made(Work(url="https://www.paper.example/a"), Work(title="A speech"))

    assert (one.title, one.publisher, one.language, one.date) == ("https://www.paper.example/a", "paper.example", "und", "")
    assert (other.publisher, other.link, other.key) == ("Not named", "none", "not-named")
    assert "look at the kind" in one.read_note
    other.full_clean()


def test_works_at_one_address_are_one_source_that_knows_what_any_of_them_says():
    appeared = Work(url="http://paper.example/a/", title="Scores for all", date="2018-11")
    cited = Work(url="https://www.paper.example/a", title="Scores for all, says minister", publisher="The Paper", language="en")

    one, other = made(appeared, cited)

    assert one == other
    assert (one.title, one.publisher, one.language, one.date) == ("Scores for all, says minister", "The Paper", "en", "")


def test_works_without_address_are_one_by_their_title():
    known = factories.source(title="Shandong rules", url="", link="none")

    found = made(Work(title="Shandong rules", date="2020"), Work(title="Other rules"), Work(title="Other rules"))

    assert (found[0], found[1]) == (known, found[2])
    assert found[1] != known


def test_a_source_that_was_merged_leads_to_the_one_that_stays():
    stays = factories.source()
    factories.source(url="https://paper.example/old-name", merged_into=stays)

    assert made(Work(url="https://paper.example/old-name")) == [stays]


def test_keys_are_never_given_twice():
    factories.source(key="paper")

    sources = made(*(Work(url=f"https://a.example/{n}", title="x" * 500, publisher="Paper" if n else "报纸") for n in range(3)))

    assert [source.key for source in sources] == ["source", "paper-2", "paper-3"]
    assert len(sources[0].title) == 400
    assert f"In whole: {'x' * 500}" in sources[0].summary
