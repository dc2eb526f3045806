"""A query string is read strictly: what is wrong is said, and shows nothing."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.http import QueryDict

from claims.reading.filters import ClaimFilter
from tests.factories import claim, published, review, topic

pytestmark = pytest.mark.django_db


def asked(query: str) -> ClaimFilter:
    return ClaimFilter(QueryDict(query))


def statements(query: str) -> list[str]:
    return [c.statement for c in asked(query).in_order()]


FAULTS = {
    "colour=red": {"colour": ["is not a filter we know."]},
    "=red": {"": ["is not a filter we know."]},
    "verdict=red": {"verdict": ["“red” is not a verdict we know."]},
    "verdict=false&verdict=red": {"verdict": ["“red” is not a verdict we know."]},
    "topic=none": {"topic": ["“none” is not a topic we know."]},
    "system=none": {"system": ["“none” is not a system we know."]},
    "place=atlantis": {"place": ["“atlantis” is not a place we know."]},
    "kind=rumour": {"kind": ["“rumour” is not a kind of source we know."]},
    "status=fresh": {"status": ["“fresh” is not a status we know."]},
    "sort=best": {"sort": ["“best” is not a sort we know."]},
    "sort=relevance": {"sort": ["“Best match” needs words to search for."]},
    "sort=relevance&q=!!!": {"sort": ["“Best match” needs words to search for."]},
    "from=soon": {"from": ["“soon” is not a date like 2018, 2018-12 or 2018-12-06."]},
    "to=2018-02-30": {"to": ["“2018-02-30” is not a day of the calendar."]},
    "from=2019&to=2018": {"to": ["The end lies before the start."]},
    "page=0": {"page": ["Ensure this value is greater than or equal to 1."]},
    "page=x": {"page": ["Enter a number."]},
    "page=NaN": {"page": ["Enter a number."]},
    "page=1.5": {"page": ["Ensure that there are no more than 0 decimal places."]},
    "page=1000000000000": {"page": ["Ensure this value is less than or equal to 1000000000."]},
    "page=1&page=2": {"page": ["stands more than once."]},
    "q=a&q=b": {"q": ["stands more than once."]},
    "q=" + "a" * 10_000: {"q": ["Search for 200 characters at most."]},
    "q=a%00b": {"q": ["holds a null byte."]},
    "utm_source=%00": {"q": ["holds a null byte."]},
}


@pytest.mark.parametrize("query", FAULTS)
def test_what_is_wrong_is_said_and_shows_nothing(query):
    published()

    claims = asked(query)

    assert claims.faults() == FAULTS[query]
    assert list(claims.matching()) == []
    assert list(claims.in_order()) == []


RIGHT = [
    "",
    "q=",
    "page=1",
    "utm_source=x&fbclid=y",
    "from=2018&to=2018",
    "from=2018-06&to=2018",
    "q=%F0%9F%98%80",
    "verdict=false&verdict=false",
]


@pytest.mark.parametrize("query", RIGHT)
def test_what_is_right_has_no_fault(query):
    assert asked(query).faults() == {}


def test_words_that_ask_for_nothing_find_nothing():
    published()

    assert statements("q=!!!") == []


def test_several_values_of_one_filter_widen_and_several_filters_narrow():
    published(statement="Mixed court.", verdict="mixed", systems=["court-list"])
    published(statement="False court.", verdict="false", systems=["court-list"])
    published(statement="False pilot.", verdict="false", systems=["local-pilot"])

    found = {
        query: sorted(statements(query))
        for query in ("verdict=mixed&verdict=false", "verdict=false&system=court-list", "system=local-pilot&verdict=mixed", "q=pilot&verdict=false")
    }

    assert found == {
        "verdict=mixed&verdict=false": ["False court.", "False pilot.", "Mixed court."],
        "verdict=false&system=court-list": ["False court."],
        "system=local-pilot&verdict=mixed": [],
        "q=pilot&verdict=false": ["False pilot."],
    }


def test_topics_places_kinds_and_dates_are_asked_for_by_name():
    published(claim(topics=[topic(slug="lists")]), statement="Here.", places=["rongcheng"])
    published(statement="There.")

    found = [statements(query) for query in ("topic=lists", "place=rongcheng", "kind=law", "from=2018-11&to=2018-11", "to=2017")]

    assert found == [["Here."], ["Here."], [], ["There.", "Here."], []]


def test_only_places_of_published_claims_are_known():
    published(places=["rongcheng"])
    review(places=["suzhou"])

    assert asked("").form.fields["place"].choices == [("rongcheng", "Rongcheng")]


def test_lifting_a_filter_leaves_the_others():
    published(statement="Mixed court.", verdict="mixed", systems=["court-list"])
    published(statement="False court.", verdict="false", systems=["court-list"])
    published(statement="False pilot.", verdict="false", systems=["local-pilot"])
    claims = asked("verdict=mixed&system=court-list")

    lifted = {name: sorted(c.statement for c in claims.matching(without=name)) for name in ("", "verdict", "system")}

    assert lifted == {"": ["Mixed court."], "verdict": ["False court.", "Mixed court."], "system": ["Mixed court."]}


SORTED = {"": "newest", "q=score": "relevance", "q=!!!": "newest", "q=score&sort=oldest": "oldest", "sort=evidence": "evidence"}


@pytest.mark.parametrize(("query", "sort"), SORTED.items())
def test_a_search_is_sorted_by_match_unless_asked_otherwise(query, sort):
    claims = asked(query)

    assert claims.faults() == {}
    assert claims.sort_in_use == sort


@time_machine.travel(datetime(2027, 11, 23, tzinfo=UTC))
def test_overdue_claims_are_those_whose_review_by_has_passed():
    published(statement="Overdue.")
    published(statement="Fresh.", review_by="2027-11-23")

    assert statements("status=overdue") == ["Overdue."]


@pytest.mark.parametrize("query", ["", "q=secret", "verdict=false", "sort=oldest", "sort=evidence", "status=overdue"])
def test_drafts_and_submitted_reviews_are_never_found(query):
    review(statement="Secret draft.", verdict="false")

    assert statements(query) == []


def test_reading_a_query_string_takes_only_the_index(django_assert_num_queries):
    published()

    with django_assert_num_queries(5):  # the version, the claims, their topics, the topics, the horizon
        claims = asked("verdict=false&q=score")

        assert claims.faults() == {}
