import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from sources.models import Source, SourceAuthor
from tests import factories
from tests.refusals import change, refused, sql


def author(*, position: int = 0, source: Source | None = None, **fields) -> SourceAuthor:
    return SourceAuthor.objects.create(source=source or factories.source(), position=position, **fields)


def partial_date() -> None:
    sql("UPDATE sources_source SET date = '2018-12-00' WHERE id = %s", factories.source().pk)


def read_in_itself() -> None:
    source = factories.source()
    change(source, read="cited", read_in=source)


def same_place_twice() -> None:
    source = factories.source()
    author(source=source, family="Liu")
    author(source=source, family="Daum")


BREAKS = {
    "source_date_partial": partial_date,
    "source_kind_known": lambda: factories.source(kind="rumour"),
    "source_link_known": lambda: factories.source(link="maybe"),
    "source_read_known": lambda: factories.source(read="skimmed"),
    "source_standing_known": lambda: factories.source(standing="lost", standing_note="We looked."),
    "source_language_tag": lambda: factories.source(language="Chinese"),
    "source_link_matches_url": lambda: factories.source(url=""),
    "source_read_in_iff_cited": lambda: factories.source(read="cited"),
    "source_not_merged_into_itself": lambda: change(source := factories.source(), merged_into=source),
    "source_not_read_in_itself": read_in_itself,
    "source_standing_explained": lambda: factories.source(standing="retracted"),
    "source_author_position": same_place_twice,
    "source_author_literal_or_family": lambda: author(given="Jun"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses_what_breaks(name):
    with refused(f'"{name}"'):
        BREAKS[name]()


def test_every_constraint_is_broken_above():
    declared = {constraint.name for model in (Source, SourceAuthor) for constraint in model._meta.constraints}

    assert declared == set(BREAKS)


@pytest.mark.django_db
def test_a_key_belongs_to_one_source():
    factories.source(key="liu2018")

    with refused("sources_source_key"):
        factories.source(key="liu2018")


@pytest.mark.django_db
def test_no_address_goes_with_no_link():
    with refused('"source_link_matches_url"'):
        factories.source(link="none", url="https://example.org/")
    assert factories.source(link="none", url="").pk


@pytest.mark.django_db
def test_only_a_source_known_through_another_names_that_one():
    other = factories.source()

    with refused('"source_read_in_iff_cited"'):
        factories.source(read="full", read_in=other)
    assert factories.source(read="cited", read_in=other).read_in == other


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [{"literal": "OECD", "family": "Liu"}, {"literal": "OECD", "given": "Jun"}, {}])
def test_an_author_has_a_literal_name_or_a_family_name(fields):
    with refused('"source_author_literal_or_family"'):
        author(**fields)


@pytest.mark.django_db
def test_a_source_that_another_is_known_through_is_not_deleted():
    other = factories.source()
    factories.source(read="cited", read_in=other)

    with pytest.raises(ProtectedError):
        other.delete()
    with refused("foreign key constraint"):
        sql("DELETE FROM sources_source WHERE id = %s", other.pk)


@pytest.mark.django_db
def test_a_form_says_what_to_do_about_a_broken_rule():
    source = factories.source()
    source.standing, source.read, source.date = "retracted", "cited", "6 December 2018"

    with pytest.raises(ValidationError) as raised:
        source.full_clean()

    assert raised.value.message_dict == {
        "date": ["“6 December 2018” is not a date like 2018, 2018-12 or 2018-12-06."],
        "__all__": ["Name the citing source exactly when this one is known through another source.", "Say why the source is no longer current."],
    }


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"family": "Liu", "given": "Jun"}, "Jun Liu"),
        ({"family": "Plato"}, "Plato"),
        ({"family": "刘", "given": "军"}, "刘军"),
        ({"literal": "State Council"}, "State Council"),
    ],
)
def test_an_author_goes_by_a_name_in_its_own_order(fields, name):
    assert str(SourceAuthor(**fields)) == name


@pytest.mark.django_db
def test_a_byline_keeps_the_order_of_the_document():
    source = factories.source()
    author(source=source, position=1, family="Antoine", given="Lukas")
    author(source=source, position=0, family="Kostka", given="Genia")

    byline = source.byline

    assert byline == "Genia Kostka, Lukas Antoine"
    assert factories.source().byline == ""


def test_a_source_goes_by_key_title_and_year():
    dated, undated = Source(key="liu2018", title="A score?", date="2018-12-06"), Source(key="thebl-app", title="An app")

    assert str(dated) == "liu2018: A score? (2018)"
    assert str(undated) == "thebl-app: An app"
    assert dated.get_absolute_url() == "/sources/liu2018/"
