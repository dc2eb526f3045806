"""A guess beside a verdict: all 64 pairs."""

from itertools import product

import pytest

from claims.guesses import compare
from claims.verdicts import Verdict

LINE = ["false", "mostly-false", "mixed", "mostly-true", "true"]
ASIDE = ["misleading", "unproven", "outdated"]


def kind(guess: str, verdict: str) -> str:
    """What the rule says, written another way than the code has it."""
    if guess == verdict:
        return "same"
    if guess in ASIDE or verdict in ASIDE:
        return "aside"
    return "near" if abs(LINE.index(guess) - LINE.index(verdict)) == 1 else "far"


@pytest.mark.parametrize(("guess", "verdict"), product(Verdict.values, Verdict.values))
def test_each_pair_is_compared_on_the_line_or_beside_it(guess, verdict):
    comparison = compare(Verdict(guess), Verdict(verdict))

    assert comparison.kind == kind(guess, verdict)
    assert Verdict(verdict).meaning in comparison.text


@pytest.mark.parametrize(
    ("guess", "verdict", "words"),
    [
        ("mostly-false", "false", "You found the claim truer than the evidence does, by one step on the line"),
        ("mixed", "true", "You found the claim less true than the evidence does, by two steps on the line"),
        ("true", "false", "You found the claim truer than the evidence does, by the whole way on the line"),
        ("true", "misleading", "“Misleading” does not lie between false and true."),
        ("unproven", "false", "“Unproven” would mean: There is not enough reliable evidence to say either way. Here the evidence allows more:"),
    ],
)
def test_the_difference_is_said_in_words(guess, verdict, words):
    assert compare(Verdict(guess), Verdict(verdict)).text.startswith(words)
