"""Rules about the verdict as a Rating: words always, numbers only as a whole scale."""

from collections.abc import Iterator
from typing import Any

from claims.markup.lint.finding import FAULTS, GOOGLE, OURS, SCHEMA, Finding, error, listed, warning
from claims.verdicts import Verdict

_LONGEST_LABEL = 40
_NAMES = ("ratingValue", "worstRating", "bestRating")
_ENDS = {"true": "best", "correct": "best", "false": "worst", "incorrect": "worst", "fake": "worst"}
_OFF_THE_LINE = {verdict.label.lower() for verdict in Verdict if verdict.rating is None} | {"unverifiable", "satire", "not enough evidence"}


def rating(data: dict) -> Iterator[Finding]:
    for given in listed(data.get("reviewRating")):
        if not isinstance(given, dict):
            yield error("reviewRating", "It is a Rating, not a text.", SCHEMA)
            continue
        label = str(given.get("alternateName") or "")
        if not label:
            yield error("reviewRating.alternateName", "The verdict in words is missing.", GOOGLE)
        elif len(label) > _LONGEST_LABEL:
            yield warning("reviewRating.alternateName", f"It has {len(label)} characters. Open with the verdict, and put reasons elsewhere.", GOOGLE)
        if not given.get("ratingExplanation"):
            yield warning("reviewRating.ratingExplanation", "Nothing says why the verdict is what it is.", SCHEMA)
        yield from _numbers(given, label.strip().lower())


def _numbers(rating: dict, label: str) -> Iterator[Finding]:
    if not any(name in rating for name in _NAMES):
        return
    numbers = {name: _number(rating.get(name)) for name in _NAMES}
    for name, number in numbers.items():
        if number is None:
            yield error(f"reviewRating.{name}", "The three numbers stand together or not at all; this one is missing or no number.", FAULTS)
        elif isinstance(rating[name], str):
            yield warning(f"reviewRating.{name}", "The number is written as a text.", FAULTS)
    if None not in numbers.values():
        yield from _scale(*numbers.values(), label)
    if label in _OFF_THE_LINE:
        yield warning("reviewRating.ratingValue", f"“{label}” does not lie between false and true: give it words and no number.", OURS)


def _scale(value: float, worst: float, best: float, label: str) -> Iterator[Finding]:
    if worst < 1:
        yield error("reviewRating.worstRating", f"{worst:g} is below 1, the least there is.", GOOGLE)
    elif best <= worst:
        yield error("reviewRating.bestRating", f"The best rating, {best:g}, is not above the worst, {worst:g}.", GOOGLE)
    elif not worst <= value <= best:
        yield error("reviewRating.ratingValue", f"{value:g} lies outside {worst:g} to {best:g}.", GOOGLE)
    elif label in _ENDS and value != (best if _ENDS[label] == "best" else worst):
        words = f"“{label}” is rated {value:g}, which is not the {_ENDS[label]} of the scale. Nearer the best is truer."
        yield error("reviewRating.ratingValue", words, FAULTS)


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
