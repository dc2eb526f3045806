"""What a claim is at a glance, as small pieces of HTML: its verdict, how much evidence there is, a date. The same ones come again and again."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from claims.verdicts import Verdict
from sources.partial_dates import PartialDate

_STRIP_MARKS = 6


def mark(name: str) -> SafeString:
    """The shape of a verdict or a stance, from the sprite of the page."""
    return format_html('<svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><use href="#m-{}"/></svg>', name)


@lru_cache(maxsize=100)
def verdict(value: str, tag: str = "p") -> SafeString:
    """The verdict as shape and word, in an element of the given tag."""
    return format_html(
        '<{0} class="verdict v-{1}">{2} <span><span class="vh">Verdict: </span>{3}</span></{0}>', tag, value, mark(value), Verdict(value).label
    )


@lru_cache(maxsize=1_000)
def strip(refuting: int, supporting: int, contextual: int) -> SafeString:
    """One mark a source, by stance: how much evidence there is and which way it points."""
    parts = []
    for stance, n, one, many in (
        ("refutes", refuting, "refutes", "refute"),
        ("supports", supporting, "supports", "support"),
        ("context", contextual, "context", "context"),
    ):
        if stance == "context" and not n:
            continue
        marks = mark(stance) * (n if n <= _STRIP_MARKS else min(n, 1))
        parts.append(f'<span class="s-{stance}"><i aria-hidden="true">{marks}</i>{n} {one if n == 1 else many}</span>')
    return mark_safe(f'<span class="strip">{" ".join(parts)}</span>')  # numbers and our own constants only


@lru_cache(maxsize=1_000)
def partial(value: str) -> SafeString | str:
    """A partial date in a <time>, to the precision known; "" for an unknown one."""
    return format_html('<time datetime="{}">{}</time>', value, PartialDate(value).printed) if value else ""
