"""Claims as CSV (RFC 4180, UTF-8): one row a claim, lists joined with "; ".

A cell that a spreadsheet would take for a formula (it starts with = + - @, a tab or a carriage return) gets an apostrophe before it, as OWASP's
"CSV Injection" page advises.
"""

import csv
import io
from collections.abc import Callable, Iterable

from claims.models import Claim

COLUMNS = [
    "reference", "url", "verdict", "fact", "statement", "answer", "topics", "systems", "places", "as_of", "review_by", "first_made",
    "refutes", "supports", "context", "first_published", "published",
]  # fmt: skip


def claims_csv(claims: Iterable[Claim], link: Callable[[str], str]) -> str:
    """The table with its header row. Reads `topic_slugs`."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for claim in claims:
        rows.writerow(harmless(cell) for cell in _cells(claim, link))
    return out.getvalue()


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
