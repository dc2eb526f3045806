"""Which evidence a sheet shows."""

import pytest

from claims.outputs.handout import is_dense, key_evidence, lines
from tests import factories

pytestmark = pytest.mark.django_db


def of(*stances: str, finding: str = "It describes lists, and no score.", **fields):
    review = factories.review(evidence=0, **fields)
    for stance in stances:
        factories.piece(review, stance=stance, finding=finding)
    return review


@pytest.mark.parametrize(("text", "expected"), [("", 0), ("a" * 112, 1), ("a" * 113, 2), ("信" * 56, 1), ("信" * 57, 2)])
def test_a_chinese_character_takes_the_room_of_two(text, expected):
    assert lines(text) == expected


def test_a_short_review_shows_all_its_evidence_the_larger_side_first():
    review = of("context", "refutes", "supports", "supports")

    assert [piece.stance for piece in key_evidence(review)] == ["supports", "supports", "refutes", "context"]
    assert not is_dense(review, key_evidence(review))


def test_a_long_review_leaves_some_out_but_never_a_whole_side():
    review = of(*["refutes"] * 12, "supports", *["context"] * 3, finding="word " * 60)

    chosen = [piece.stance for piece in key_evidence(review)]

    assert chosen[0] == "refutes"
    assert chosen[-1] == "supports"
    assert 4 < len(chosen) < 16


def test_evidence_that_only_gives_context_is_shown():
    assert [piece.stance for piece in key_evidence(of("context", "context"))] == ["context", "context"]


def test_what_must_stand_there_makes_the_type_smaller_when_it_is_long():
    review = of("refutes", "supports", finding="w" * 500, statement="s" * 300, answer="a" * 300, override_note="n" * 500, scope_note="s" * 300)

    assert is_dense(review, key_evidence(review))
    assert len(key_evidence(review)) == 2
