"""How a guess compares with a verdict, in words for a class: kind, exact, and never a mark.

Five verdicts lie on a line from false to true; "misleading", "unproven" and "outdated" do not. A guess can be measured against a verdict only where
both lie on the line; elsewhere the meaning of the two words is what there is to learn.

    guess "mostly false", verdict "false"        one step apart, the guess was kinder to the claim
    guess "true", verdict "misleading"           not on one line: the facts used are real, but they point to a wrong conclusion
    guess "unproven", verdict "false"            not on one line: the evidence is enough to decide
"""

from dataclasses import dataclass

from claims.verdicts import Verdict

_STEPS = {1: "one step", 2: "two steps", 3: "three steps", 4: "the whole way"}


@dataclass(frozen=True)
class Comparison:
    """`kind` is same, near, far or aside (not on one line); `heading` and `text` say it to a reader."""

    kind: str
    heading: str
    text: str


def compare(guess: Verdict, verdict: Verdict) -> Comparison:
    """What to say to somebody who guessed `guess` where the evidence led us to `verdict`."""
    if guess == verdict:
        return Comparison("same", "You and the evidence agree", verdict.meaning)
    if guess.rating is None or verdict.rating is None:
        return Comparison("aside", "Another kind of answer", _aside(guess, verdict))
    apart = abs(guess.rating - verdict.rating)
    direction = "You found the claim truer" if guess.rating > verdict.rating else "You found the claim less true"
    kind, heading = ("near", "Close") if apart == 1 else ("far", "Some way off")
    return Comparison(kind, heading, f"{direction} than the evidence does, by {_STEPS[apart]} on the line from false to true. {verdict.meaning}")


def _aside(guess: Verdict, verdict: Verdict) -> str:
    if verdict.rating is None:
        return f"“{verdict.label}” does not lie between false and true. It means: {verdict.meaning}"
    return f"“{guess.label}” would mean: {guess.meaning} Here the evidence allows more: {verdict.meaning}"
