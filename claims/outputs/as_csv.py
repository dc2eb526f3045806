"""Claims as CSV (RFC 4180, UTF-8): one row a claim, lists joined with "; ".

A cell that a spreadsheet would take for a formula (it starts with = + - @, a tab or a carriage return) gets an apostrophe before it, as OWASP's
"CSV Injection" page advises.
"""

import csv
from collections.abc import Callable, Iterable, Iterator

from claims.models import Claim

COLUMNS = [
    "reference", "url", "verdict", "fact", "statement", "answer", "topics", "systems", "places", "as_of", "review_by", "first_made",
    "refutes", "supports", "context", "first_published", "published",
]  # fmt: skip


class _Line:
    """A file for csv.writer that gives each line back."""

    def write(self, line: str) -> str:
        return line


def lines(claims: Iterable[Claim], link: Callable[[str], str]) -> Iterator[str]:
    """The table line by line, its header row first. Reads `topic_slugs`."""
    rows = csv.writer(_Line())
    yield rows.writerow(COLUMNS)
    for claim in claims:
        yield rows.writerow(harmless(cell) for cell in _cells(claim, link))


def harmless(cell) -> str:
    """The cell as text that no spreadsheet runs."""
    text = str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _cells(claim: Claim, link: Callable[[str], str]) -> list:
    topics = "; ".join(claim.topic_slugs)
    return [
        claim.reference, link(claim.get_absolute_url()), claim.verdict, claim.fact, claim.statement, claim.answer,
        topics, "; ".join(claim.systems), "; ".join(claim.places), claim.as_of, claim.review_by.isoformat(), claim.first_made,
        claim.refuting, claim.supporting, claim.contextual, claim.first_published_at.isoformat(), claim.published_at.isoformat(),
    ]  # fmt: skip
