import pytest
from django.db import connection

from claims.editorial.likeness import claims_like, source_at, sources_like
from sources.models import Source
from tests import factories

pytestmark = pytest.mark.django_db


def told(likes) -> list[tuple]:
    return [(like.row, like.why, like.is_strong) for like in likes]


@pytest.mark.parametrize("column", ["url", "archived_url"])
@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/reports/blacklists-2018/",
        "https://www.example.org/reports/blacklists-2018?utm_source=mail",
        "https://web.archive.org/web/20190101000000/https://example.org/reports/blacklists-2018",
    ],
)
def test_a_source_at_the_same_address_is_found_in_whatever_form(column, address):
    known = factories.source(**{"url": "https://example.org/elsewhere"} | {column: "https://example.org/reports/blacklists-2018"})
    factories.source(url="https://example.org/reports/blacklists-2018-b")

    assert told(sources_like(url=address)) == [(known, "the same address", True)]
    assert told(sources_like(archived_url=address)) == [(known, "the same address", True)]


def test_a_source_with_the_same_doi_is_found():
    known = factories.source(url="https://journals.example.org/doi/full/10.1177/14614448?x=1")

    assert told(sources_like(url="https://doi.org/10.1177/14614448")) == [(known, "the same DOI", True)]
    assert sources_like(url="https://doi.org/10.1177/1461444") == []


def test_the_front_page_of_a_site_is_not_every_page_of_it():
    factories.source(url="https://example.org/a")
    known = factories.source(url="https://www.example.org/")

    assert told(sources_like(url="http://example.org")) == [(known, "the same address", True)]


def test_titles_are_compared_without_case_accents_and_script():
    same = factories.source(title="The Façade of Social Credit", original_title="社會信用體系建設規劃綱要")
    factories.source(title="Railway timetables")

    assert told(sources_like(title="THE FACADE OF SOCIAL CREDIT")) == [(same, "the same title", True)]
    assert told(sources_like(original_title="社会信用体系建设规划纲要")) == [(same, "the same title", True)]
    [(row, why, is_strong)] = told(sources_like(title="The façade of the social credit system"))
    assert (row, is_strong) == (same, False)
    assert why.startswith("a title like it (")


def test_a_source_is_not_like_itself_and_a_merged_one_is_not_offered():
    source, other = factories.source(url="https://example.org/same-page"), factories.source(url="https://example.org/same-page/")

    assert [like.row for like in sources_like(url=source.url, besides=source.pk)] == [other]
    Source.objects.filter(pk=other.pk).update(merged_into=source)
    assert sources_like(url=source.url, besides=source.pk) == []


@pytest.mark.parametrize("fields", [{}, {"title": "  "}, {"title": "abc"}, {"url": ""}, {"original_title": "政"}])
def test_too_little_to_go_by_finds_nothing(fields):
    factories.source()

    assert sources_like(**fields) == []


def test_claims_are_found_among_published_ones_and_drafts():
    published = factories.published(statement="Every citizen of China is given a social credit score.").claim
    draft = factories.review(statement="Each citizen of China is given a social credit score.").claim
    factories.published(statement="Courts publish the names of debtors.")

    likes = claims_like(statement="Every citizen of China gets a social credit score.")

    assert {like.row: like.why for like in likes} == {published: "False: Nobody has a national score.", draft: "not published yet"}
    assert [like.is_strong for like in likes] == [True, False]
    assert [like.row for like in claims_like(statement="Every citizen of China gets a social credit score.", besides=draft.pk)] == [published]


def test_a_claim_in_other_words_is_shown_and_not_sure():
    known = factories.published(statement="There is a single national social credit score.").claim

    [like] = claims_like(statement="China has one social credit score for the whole nation.")

    assert (like.row, like.is_strong) == (known, False)


@pytest.mark.parametrize("statement", ["", "   ", "Score?", "社会信用体系", "no as it is so", "' \" \\ & | ! ( ) :* <->"])
def test_short_and_odd_statements_do_no_harm(statement):
    factories.published()

    assert claims_like(statement=statement) == []


def test_the_threshold_is_set_for_the_question_only_and_the_indexes_are_used():
    factories.source(title="The façade of social credit")
    sources_like(title="The facade of social credit")

    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%sources_folded%' ORDER BY 1")
        assert [name for (name,) in cursor.fetchall()] == ["review_open_statement_trgm", "source_original_title_trgm", "source_title_trgm"]
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT 1 FROM sources_source WHERE sources_folded(title) %% %s", ["a title"])
        assert "source_title_trgm" in str(cursor.fetchall())


def test_a_source_is_found_at_any_form_of_its_address_or_by_its_doi():
    page, paper = factories.source(url="https://example.org/long-name"), factories.source(url="https://doi.org/10.1177/1461444819826402")

    assert source_at(url="http://www.example.org/long-name/?utm_source=x") == page
    assert source_at(archived_url="https://web.archive.org/web/2019/https://example.org/long-name") == page
    assert source_at(url="https://journals.example/doi/full/10.1177/1461444819826402") == paper
    assert source_at(url="https://example.org/long-name/2", title=page.title) is None
    assert source_at() is None
