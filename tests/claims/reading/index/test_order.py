"""Stretches of sorted lists, against lists sorted by hand."""

import random

import pytest
from pyroaring import BitMap

from claims.reading.index.made import MadeDates, prefixes
from claims.reading.index.order import Group, in_groups, newest
from sources.partial_dates import PartialDate

CHANCE = random.Random(7)
MADE = ["", "2014", "2014-03", "2014-03-09", "2014-12-31", "2015-01", "2018", "2018-06-01", "2018-06-02"]
CLAIMS = {slot: CHANCE.choice(MADE) for slot in range(500)}


@pytest.fixture(scope="module")
def dates() -> MadeDates:
    exactly = {text: BitMap(slot for slot, made in CLAIMS.items() if made == text) for text in MADE}
    parts = {prefix for text in MADE for prefix in prefixes(text)}
    return MadeDates(exactly, {prefix: BitMap(slot for slot, made in CLAIMS.items() if made.startswith(prefix)) for prefix in parts})


@pytest.mark.parametrize(("start", "stop"), [(0, 3), (3, 6), (8, 12), (10, 20), (0, 0)])
def test_the_newest_come_first(start, stop):
    slots = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]

    assert newest(BitMap(slots), start, stop) == slots[::-1][start:stop]


@pytest.mark.parametrize("start", [0, 1, 20, 199, 333, 480, 499, 500])
def test_the_oldest_claims_come_first_and_those_without_a_date_last(dates, start):
    among = BitMap(CHANCE.sample(range(500), 400))
    expected = sorted(among, key=lambda slot: (CLAIMS[slot] == "", CLAIMS[slot], -slot))

    assert in_groups(dates.oldest_first(), among, start, start + 20) == expected[start : start + 20]


def test_groups_follow_each_other():
    groups = [Group(BitMap([1, 4])), Group(BitMap()), Group(BitMap([2, 3, 9]))]

    assert in_groups(groups, BitMap([1, 2, 3, 4]), 1, 3) == [1, 3]


@pytest.mark.parametrize("end", ["2013", "2014", "2014-03", "2014-03-08", "2014-12-31", "2018-06-01", "2030"])
def test_until_takes_a_date_to_its_precision(dates, end):
    expected = {slot for slot, made in CLAIMS.items() if made and made <= f"{end}~"}

    assert set(dates.until(PartialDate(end))) == expected


@pytest.mark.parametrize("start", ["2013", "2014", "2014-03", "2014-03-10", "2015-01-02", "2018-06-02", "2030"])
def test_since_takes_a_date_that_may_lie_after_it(dates, start):
    expected = {slot for slot, made in CLAIMS.items() if made and (made >= start or start.startswith(made))}

    assert set(dates.since(PartialDate(start))) == expected


@pytest.mark.parametrize("date", [*MADE, "2013", "2014-03-10", "2016", "2018-06", "2018-06-03", "2030"])
def test_what_comes_before_a_date_is_what_the_order_puts_there(dates, date):
    expected = {slot for slot, made in CLAIMS.items() if (made == "", made) < (date == "", date)}
    found = list(dates.before(date))

    assert set(BitMap.union(BitMap(), *found)) == expected
    assert sum(map(len, found)) == len(expected)  # each once


def test_each_claim_has_its_date(dates):
    assert {slot: dates.date_of(slot) for slot in CLAIMS} == CLAIMS
