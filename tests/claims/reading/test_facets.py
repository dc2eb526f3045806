"""Counts are checked against a count by hand over random claims: each facet with its own filter lifted, the total with none."""

import random
from dataclasses import dataclass
from itertools import product

import pytest
from django.http import QueryDict

from claims.editorial import publishing
from claims.models import Appearance
from claims.reading import facets
from claims.reading.facets import Chip, Facet, WayOut, chips, sorts, verdict_counts, ways_out
from claims.reading.filters import FACETS, ClaimFilter
from claims.reading.found import Found
from claims.reading.index.current import current
from claims.verdicts import System, Verdict
from tests.factories import account, claim, piece, published, review, source, topic

pytestmark = pytest.mark.django_db

PLACES, KINDS, TOPICS, WORDS = ["china", "rongcheng", "suzhou"], ["law", "court", "scholarship"], ["lists", "scores", "media"], ["penguin", "walrus"]


def counted(claims: ClaimFilter) -> tuple[int, list[Facet]]:
    """The total and the facets of what `claims` finds."""
    found = Found(claims)
    return found.total, facets.counted(claims, found)


@dataclass
class Made:
    """What a claim was made with: the values of each facet, a word, and the year it was first made."""

    values: dict[str, set[str]]
    word: str
    year: int

    def fits(self, asked: dict, *, without: str = "") -> bool:
        """Whether this claim is among those asked for, worked out without the database."""
        facets = all(asked[name] & self.values[name] for name in FACETS if name != without and asked[name])
        return facets and asked["q"] in ("", self.word) and self.year >= asked["from"]


def some(of: list, chance: random.Random) -> list:
    return chance.sample(of, chance.randint(1, len(of)))


def made(headings: dict, documents: dict, chance: random.Random) -> Made:
    """One published claim with random values; every third or so is only a draft, which readers never see."""
    topics, kinds, systems, places = some(TOPICS, chance), some(KINDS, chance), some(System.values[:3], chance), some(PLACES, chance)
    verdict, word, year = chance.choice(Verdict.values), chance.choice(WORDS), chance.randint(2014, 2020)
    of = claim(topics=[headings[slug] for slug in topics], appearances=0)
    Appearance.objects.create(claim=of, claimant="A paper", date=str(year), url="https://example.org/")
    draft = review(of, evidence=0, statement=f"A {word}.", verdict=verdict, systems=systems, places=places, override_note="Thin.")
    for kind in kinds:
        piece(draft, source=documents[kind])
    submitted = publishing.submit(review=draft)
    if chance.random() < 0.3:
        return Made({name: set() for name in FACETS}, "", 0)
    publishing.publish(review=submitted, approver=account())
    return Made({"verdict": {verdict}, "topic": set(topics), "system": set(systems), "place": set(places), "kind": set(kinds)}, word, year)


def random_question(chance: random.Random) -> dict:
    pools = {"verdict": Verdict.values, "topic": TOPICS, "system": System.values[:3], "place": PLACES, "kind": KINDS}
    asked = {name: set(chance.sample(pool, chance.choice([0, 0, 1, 2]))) for name, pool in pools.items()}
    return asked | {"q": chance.choice(["", "", *WORDS]), "from": chance.choice([0, 0, 2016])}


def as_query_string(asked: dict) -> str:
    data = QueryDict(mutable=True)
    for name, value in asked.items():
        data.setlist(name, sorted(value) if isinstance(value, set) else [str(value)] if value else [])
    return data.urlencode()


@pytest.mark.parametrize("seed", [1, 2])
def test_counts_are_exact_with_their_own_filter_lifted(seed):
    chance = random.Random(seed)
    headings, documents = {slug: topic(slug=slug) for slug in TOPICS}, {kind: source(kind=kind) for kind in KINDS}
    all_made = [made(headings, documents, chance) for _ in range(25)]
    shown = [one for one in all_made if one.word]
    questions = [random_question(chance) for _ in range(60)]

    answers = [counted(ClaimFilter(QueryDict(as_query_string(asked)))) for asked in questions]

    for asked, (total, found) in zip(questions, answers, strict=True):
        assert total == sum(one.fits(asked) for one in shown), asked
        for facet in found:
            rest = [one for one in shown if one.fits(asked, without=facet.name)]
            expected = {o.value: sum(o.value in one.values[facet.name] for one in rest) for o in facet.options}
            assert {o.value: o.n for o in facet.options} == expected, asked


def test_no_value_with_claims_is_missing_from_a_facet():
    published(claim(topics=[topic(slug="lists")]), places=["china", "suzhou"], systems=["court-list"])

    _, found = counted(ClaimFilter(QueryDict("")))

    assert {facet.name: [o.value for o in facet.options] for facet in found} == {
        "verdict": Verdict.values,
        "topic": ["lists"],
        "system": ["court-list"],
        "place": ["china", "suzhou"],
        "kind": ["journalism"],
    }


def test_places_and_kinds_go_by_count_and_a_chosen_value_without_claims_stays():
    published(places=["suzhou"], verdict="mixed")
    published(places=["suzhou", "china"], verdict="false")
    published(places=["rongcheng"], verdict="true", override_note="Thin.")

    _, found = counted(ClaimFilter(QueryDict("place=rongcheng&verdict=mixed&verdict=false")))

    assert [(o.value, o.label, o.n, o.on) for o in found[3].options] == [
        ("suzhou", "Suzhou", 2, False),
        ("china", "China (nationwide)", 1, False),
        ("rongcheng", "Rongcheng", 0, True),
    ]
    assert [facet.is_on for facet in found] == [True, False, False, True, False]


def test_a_faulty_query_string_counts_nothing():
    published()
    claims = ClaimFilter(QueryDict("verdict=red&place=china"))

    found = facets.counted(claims, None)

    assert {o.n for facet in found for o in facet.options} == {0}


@pytest.mark.parametrize("rows", [1, 4])
def test_all_counts_of_a_search_take_two_queries_whatever_the_number_of_rows(rows, django_assert_num_queries):
    for _ in range(rows):
        published(claim(topics=[topic()]))
    claims = ClaimFilter(QueryDict("verdict=false&q=score&place=china"))

    with django_assert_num_queries(2):  # notes of the word, of which there are none; what matches it; all else is in the index
        total, _ = counted(claims)

    assert total == rows


def test_each_choice_has_a_chip_that_takes_it_away_and_leads_to_the_first_page():
    published(places=["suzhou"])
    data = QueryDict("q=score&verdict=false&verdict=true&place=suzhou&from=2018&status=overdue&sort=relevance&page=2")

    found = chips(ClaimFilter(data), data)

    assert found == [
        Chip("Words: score", "verdict=false&verdict=true&place=suzhou&from=2018&status=overdue"),
        Chip("Verdict: False", "q=score&verdict=true&place=suzhou&from=2018&status=overdue&sort=relevance"),
        Chip("Verdict: True", "q=score&verdict=false&place=suzhou&from=2018&status=overdue&sort=relevance"),
        Chip("Place: Suzhou", "q=score&verdict=false&verdict=true&from=2018&status=overdue&sort=relevance"),
        Chip("Made from: 2018", "q=score&verdict=false&verdict=true&place=suzhou&status=overdue&sort=relevance"),
        Chip("Overdue for review", "q=score&verdict=false&verdict=true&place=suzhou&from=2018&sort=relevance"),
    ]


def offered(query: str) -> list[tuple[str, str, bool]]:
    claims = ClaimFilter(QueryDict(query))
    assert claims.faults() == {}
    return [(sort.value, sort.query, sort.on) for sort in sorts(claims, QueryDict(query))]


def test_sorts_lead_to_the_first_page():
    assert offered("page=2") == [("newest", "sort=newest", True), ("oldest", "sort=oldest", False), ("evidence", "sort=evidence", False)]


def test_best_match_is_offered_first_for_a_search():
    assert offered("q=a&sort=oldest") == [
        ("relevance", "q=a&sort=relevance", False),
        ("newest", "q=a&sort=newest", False),
        ("oldest", "q=a&sort=oldest", True),
        ("evidence", "q=a&sort=evidence", False),
    ]


def test_ways_out_drop_one_filter_each_and_say_what_is_left(django_assert_num_queries):
    published(statement="About penguins.", verdict="mixed", places=["suzhou"])
    published(statement="About walruses.", verdict="false", places=["china"])
    data = QueryDict("q=penguins&verdict=false&place=suzhou&sort=relevance&page=1")
    claims = ClaimFilter(data)

    with django_assert_num_queries(2):  # notes of the word, of which there are none; what matches it
        found = ways_out(claims, Found(claims), data)

    assert found == [WayOut("False", "q=penguins&place=suzhou&sort=relevance", 1)]


@pytest.mark.parametrize("query", ["", "q=penguins", "verdict=true&verdict=false"])
def test_there_is_no_way_out_of_a_single_filter(query):
    data = QueryDict(query)

    assert ways_out(ClaimFilter(data), Found(ClaimFilter(data)), data) == []


def test_all_eight_verdicts_are_counted_in_the_order_of_the_scale():
    for verdict, _ in product(["mixed", "false"], range(2)):
        published(verdict=verdict)

    index = current()

    counts = verdict_counts(index, index.published)

    assert [n for _, n in counts] == [0, 0, 2, 0, 0, 2, 0, 0]
    assert [verdict for verdict, _ in counts] == list(Verdict)
