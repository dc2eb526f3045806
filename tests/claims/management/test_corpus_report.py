"""The report on standard output."""

from io import StringIO

import pytest
from django.core.management import call_command

from claims.editorial import publishing
from tests.factories import NOON, account, claim, piece, published, review, source

pytestmark = pytest.mark.django_db


def report() -> str:
    out = StringIO()
    call_command("corpus_report", stdout=out)
    return out.getvalue()


def test_it_prints_each_table_with_numbers_and_bars():
    published(claim(leaning="overstates"), verdict="false")
    published(claim(leaning="overstates"), verdict="false")
    published(claim(leaning="neither"), verdict="mixed")

    lines = report().splitlines()

    assert lines[0] == "3 published claims, 9 sources"
    assert "  Mixed                                 1  ████████████████████" in lines
    assert "  False                                 2  ████████████████████████████████████████" in lines
    assert "  Overstates the system                 2  2 false" in lines
    assert [line for line in lines if line.startswith(("Claims by", "Sources by"))] == [
        "Claims by verdict",
        "Claims by system",
        "Claims by place",
        "Claims by the decade in which they were first made",
        "Sources by kind",
        "Sources by language",
        "Sources by how we read them",
        "Claims by leaning",
    ]


def test_it_ends_with_what_is_thin():
    draft = review(claim(reference="SC-8001"), evidence=0, override_note="Published in spite of a warning.")
    piece(draft, source=source())
    publishing.publish(review=publishing.submit(review=draft), approver=account(), at=NOON)

    assert report().splitlines()[-3:] == [
        "Evidence per claim: at least 1, median 1, at most 1",
        "Claims with fewer than two independent publishers: 1 (SC-8001)",
        "Overdue reviews: 0",
    ]


def test_it_reports_an_empty_record_too():
    assert report().startswith("0 published claims, 0 sources\n")
