"""The scale is a public contract: names, order, meaning, number, shape and colour."""

import re

import pytest
from django.conf import settings

from claims.verdicts import BEST_RATING, WORST_RATING, Stance, System, Verdict, place_label

MARKS = (settings.BASE_DIR / "templates" / "_marks.html").read_text("utf-8")
CSS = (settings.BASE_DIR / "static" / "css" / "site.css").read_text("utf-8")


def test_the_scale_has_eight_verdicts_in_this_order():
    assert Verdict.choices == [
        ("true", "True"),
        ("mostly-true", "Mostly true"),
        ("mixed", "Mixed"),
        ("misleading", "Misleading"),
        ("mostly-false", "Mostly false"),
        ("false", "False"),
        ("unproven", "Unproven"),
        ("outdated", "Outdated"),
    ]


def test_ordered_verdicts_carry_a_falling_rating_and_the_others_none():
    assert [verdict.rating for verdict in Verdict] == [5, 4, 3, None, 2, 1, None, None]
    assert (BEST_RATING, WORST_RATING) == (5, 1)


def test_each_verdict_has_a_meaning_of_its_own_in_one_sentence():
    meanings = [verdict.meaning for verdict in Verdict]

    assert len(set(meanings)) == 8
    assert all(re.fullmatch(r"[A-Z][^.]+\.", meaning) for meaning in meanings)


@pytest.mark.parametrize("name", [*Verdict.values, *Stance.values])
def test_each_verdict_and_stance_has_a_shape(name):
    assert f'id="m-{name}"' in MARKS


@pytest.mark.parametrize("name", Verdict.values)
def test_each_verdict_has_a_colour(name):
    assert re.search(rf"\.v-{name}\b", CSS)


def test_no_two_verdicts_share_a_shape():
    shapes = dict(re.findall(r'<symbol id="m-([a-z-]+)"[^>]*>(.*?)</symbol>', MARKS, re.DOTALL))

    assert len({shapes[name] for name in Verdict.values}) == 8


def test_systems_are_named():
    assert System.values == [
        "national-policy", "court-list", "credit-registry", "commercial-score", "local-pilot", "corporate-regulation", "not-part-of-it",
    ]  # fmt: skip


@pytest.mark.parametrize(("place", "label"), [("china", "China (nationwide)"), ("rongcheng", "Rongcheng"), ("united-states", "United States")])
def test_places_are_read_as_names(place, label):
    assert place_label(place) == label
