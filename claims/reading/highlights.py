"""Marks where a search matched. A headline is somebody's text: it is escaped first, and only our own two private characters become <mark>."""

from claims.models import Claim
from claims.reading.found import rows_of
from claims.text_search import Query, mark_runs

SHOWN = ("statement", "fact", "answer")


def annotated(rows, query: Query):
    """`rows` with a `<field>_marked` annotation for each shown field; unchanged when the query has no Latin words."""
    return rows.annotate(**{f"{field}_marked": query.headline(field) for field in SHOWN}) if query.latin else rows


def marked_rows(keys: list[int], query: Query) -> list[Claim]:
    """The claims with the primary keys `keys`, as rows of a list, marked where `query` matched."""
    return [marked(claim, query) for claim in rows_of(keys, annotated(Claim.objects.all(), query))]


def marked(claim: Claim, query: Query) -> Claim:
    """`claim` with `statement`, `fact` and `answer` carrying MARK_ON and MARK_OFF around what matched; not to be saved."""
    for field in SHOWN:
        text = getattr(claim, f"{field}_marked", None) or getattr(claim, field)
        setattr(claim, field, mark_runs(text, query.runs))
    return claim
