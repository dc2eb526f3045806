"""The table opens in a spreadsheet, and runs nothing there."""

import csv
import io

import pytest

from claims.editorial import publishing
from claims.models import Claim
from claims.outputs.as_csv import harmless, lines
from tests.factories import NOON, account, claim, piece, published, review, topic


def table() -> str:
    return "".join(lines(Claim.objects.published().with_topic_slugs(), lambda path: f"https://example.org{path}"))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("A = B", "A = B"),
        ("“=1”", "“=1”"),
        (3, "3"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(cell, expected):
    assert harmless(cell) == expected


@pytest.mark.django_db
def test_a_row_says_everything_a_list_says():
    of = claim(reference="SC-0007", slug="score", topics=[topic(slug="lists"), topic(slug="media")])
    published(of, systems=["court-list", "local-pilot"], places=["china", "rongcheng"], at=NOON)

    text = table()

    assert text == (
        "reference,url,verdict,fact,statement,answer,topics,systems,places,as_of,review_by,first_made,refutes,supports,context,first_published,published\r\n"
        "SC-0007,https://example.org/claims/score/,false,Nobody has a national score.,Everyone has a score.,There is no such score anywhere.,"
        "lists; media,court-list; local-pilot,china; rongcheng,2025,2027-11-22,2018-11,2,0,0,2026-11-22T12:00:00+00:00,2026-11-22T12:00:00+00:00\r\n"
    )


@pytest.mark.django_db
def test_quotes_commas_characters_and_formulas_survive():
    statement, answer = '=cmd|"/c calc"!A1, 失信 and “more”', 'One, "two", three.'
    published(statement=statement, answer=answer)

    rows = list(csv.DictReader(io.StringIO(table(), newline="")))

    assert [(row["statement"], row["answer"]) for row in rows] == [(f"'{statement}", answer)]


@pytest.mark.django_db
def test_without_claims_there_is_a_header_row_only():
    review()

    assert len(table().splitlines()) == 1


@pytest.mark.django_db
def test_evidence_is_counted_by_stance():
    draft = review(evidence=1)
    for stance in ("supports", "context", "context"):
        piece(draft, stance=stance)
    publishing.publish(review=publishing.submit(review=draft), approver=account())

    row = next(csv.DictReader(io.StringIO(table())))

    assert (row["refutes"], row["supports"], row["context"]) == ("1", "1", "2")
