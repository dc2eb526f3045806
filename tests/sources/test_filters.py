"""A query string about sources is read as strictly as one about claims."""

import pytest
from django.http import QueryDict

from sources.filters import SourceFilter
from sources.models import Source, SourceAuthor
from tests.factories import source

pytestmark = pytest.mark.django_db


def asked(query: str) -> SourceFilter:
    return SourceFilter(QueryDict(query), Source.objects.by_key())


def keys(query: str) -> list[str]:
    claims = asked(query)
    assert claims.faults() == {}
    return [found.key for found in claims.qs]


FAULTS = {
    "colour=red": {"colour": ["is not a filter we know."]},
    "kind=rumour": {"kind": ["“rumour” is not a kind we know."]},
    "language=xx": {"language": ["“xx” is not a language we know."]},
    "read=never": {"read": ["“never” is not a how we read it we know."]},
    "page=0": {"page": ["Ensure this value is greater than or equal to 1."]},
    "page=1.5": {"page": ["Ensure that there are no more than 0 decimal places."]},
    "page=1000000000000": {"page": ["Ensure this value is less than or equal to 1000000."]},
    "q=a&q=b": {"q": ["stands more than once."]},
    "q=%00": {"q": ["holds a null byte."]},
    "q=" + "a" * 10_000: {"q": ["Ensure this value has at most 200 characters (it has 10000)."]},
}


@pytest.mark.parametrize("query", FAULTS)
def test_what_is_wrong_is_said(query):
    source()

    assert asked(query).faults() == FAULTS[query]


@pytest.mark.parametrize("query", ["", "q=", "utm_source=x&fbclid=y&gclid=z", "kind=law&kind=policy", "page=1"])
def test_what_is_right_has_no_fault(query):
    assert asked(query).faults() == {}


def test_sources_are_found_by_words_kind_language_and_reading():
    source(key="law", title="The Credit Law", kind="law", language="zh-Hans", original_title="信用法")
    paper = source(key="paper", title="Façade", kind="scholarship", publisher="Evening Press", read="excerpt")
    SourceAuthor.objects.create(source=paper, position=0, family="Müller", given="Anna")

    queries = ("q=credit", "q=信用", "q=facade", "q=anna+muller", "q=evening+credit", "kind=law", "language=zh", "read=excerpt", "q=paper&kind=law")
    found = {query: keys(query) for query in queries}

    assert found == {
        "q=credit": ["law"],
        "q=信用": ["law"],
        "q=facade": ["paper"],
        "q=anna+muller": ["paper"],
        "q=evening+credit": [],
        "kind=law": ["law"],
        "language=zh": ["law"],
        "read=excerpt": ["paper"],
        "q=paper&kind=law": [],
    }


def test_a_source_with_several_matching_authors_is_found_once():
    made = source(key="paper")
    for position in range(3):
        SourceAuthor.objects.create(source=made, position=position, family="Liu", given=f"Number {position}")

    assert keys("q=liu") == ["paper"]


def test_the_choices_are_the_languages_in_use_by_name_and_what_is_on():
    source(language="zh-Hant")
    source(language="zh-Hans")
    source(language="tlh")

    languages = asked("language=zh").choices[1]

    assert languages == {
        "name": "language",
        "label": "Language",
        "options": [{"value": "tlh", "label": "tlh", "on": False}, {"value": "zh", "label": "Chinese", "on": True}],
    }
