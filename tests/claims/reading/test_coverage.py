"""The report of what the record covers, counted by hand over a few claims."""

from datetime import date

import pytest

from claims.editorial import publishing
from claims.editorial.gates import independent_publishers
from claims.models import Appearance, Claim, Evidence
from claims.reading import coverage as reading
from claims.reading.coverage import Lean, Row, coverage, leanings
from claims.reading.index.current import current
from claims.verdicts import Verdict
from tests.factories import NOON, account, claim, piece, published, review, source

pytestmark = pytest.mark.django_db

NOTE = {"override_note": "Published in spite of a warning."}


def rows(title: str) -> list[Row]:
    return next(table.rows for table in coverage().tables if table.title == title)


def counts(title: str) -> dict[str, int]:
    """The rows of a table that count something."""
    return {row.label: row.n for row in rows(title) if row.n}


def made_on(day: str) -> Claim:
    """A claim whose one appearance bears that date."""
    made = claim(appearances=0)
    Appearance.objects.create(claim=made, claimant="A newspaper", source=source(), date=day)
    return made


def resting_on(*documents) -> Claim:
    """A published claim with these sources as its evidence."""
    draft = review(evidence=0, **NOTE)
    for document in documents:
        piece(draft, source=document)
    return publishing.publish(review=publishing.submit(review=draft), approver=account(), at=NOON).claim


def test_claims_are_counted_by_verdict_in_the_order_of_the_scale():
    published(verdict="false")
    published(verdict="false")
    published(verdict="true", **NOTE)

    counted = rows("Claims by verdict")

    assert [row.n for row in counted] == [1, 0, 0, 0, 0, 2, 0, 0]
    assert counted[0] == Row("True", 1, "verdict=true", 50)
    assert counted[5] == Row("False", 2, "verdict=false", 100)


def test_a_claim_about_two_systems_and_two_places_counts_under_each():
    published(systems=["court-list", "local-pilot"], places=["china", "rongcheng"])
    published(systems=["court-list"], places=["china"])

    assert counts("Claims by system") == {"Court defaulter list": 2, "Local pilot": 1}
    assert counts("Claims by place") == {"China (nationwide)": 2, "Rongcheng": 1}


def test_claims_are_counted_by_the_decade_of_their_first_appearance():
    for day in ("2009", "2019-12-31", "2010-01", ""):
        published(made_on(day))

    decades = [(row.label, row.n, row.query) for row in rows("Claims by the decade in which they were first made")]

    assert decades == [("2000s", 1, "from=2000&to=2009"), ("2010s", 2, "from=2010&to=2019"), ("Date not known", 1, "")]


def test_drafts_are_left_out():
    review(claim(leaning="overstates"))
    published(claim(leaning="understates"))

    report = coverage()

    assert report.total == 1
    assert [lean.n for lean in report.leanings] == [0, 1, 0]


def test_withdrawn_claims_are_left_out():
    publishing.withdraw(review=published(), reason="It should not have been published.", at=NOON)

    report = coverage()

    assert (report.total, report.least, report.median, report.most) == (0, 0, "0", 0)


def test_sources_are_counted_by_kind_language_and_how_we_read_them():
    source(kind="law", language="zh-Hans", read="excerpt")
    source(kind="law", language="zh-Hant", read="full")
    source(kind="court", language="en", read="full")

    assert counts("Sources by kind") == {"Law or rule": 2, "Court document": 1}
    assert counts("Sources by language") == {"Chinese": 2, "English": 1}
    assert counts("Sources by how we read them") == {"Read in full": 2, "Read in an excerpt": 1}
    assert coverage().sources == 3


def test_evidence_per_claim_has_its_least_its_middle_and_its_most():
    for pieces in (2, 3, 8, 9):
        published(evidence=pieces)

    report = coverage()

    assert (report.least, report.median, report.most) == (2, "5.5", 9)


def test_a_claim_with_one_independent_publisher_is_named():
    law = source(publisher="Court")
    thin = resting_on(
        law, source(publisher="Court"), source(publisher="Paper", read="cited", read_in=law), source(publisher="Blog", read="unchecked")
    )
    resting_on(law, source(publisher="Paper"))

    assert coverage().named == [thin]


def test_of_many_such_claims_all_are_counted_and_the_first_named(monkeypatch):
    thin = [resting_on(source(publisher="Court")) for _ in range(3)]

    monkeypatch.setattr(reading, "NAMED", 2)
    report = coverage()

    assert (report.thin, report.named) == (3, sorted(thin, key=lambda claim: claim.reference)[:2])


def test_independent_publishers_are_counted_as_the_gates_count_them():
    law = source(publisher="Court")
    resting_on(law, source(publisher="Court"))
    resting_on(law, source(publisher="Paper", read="cited", read_in=law))
    resting_on(law, source(publisher="Paper"))
    resting_on(source(publisher="Paper", read="cited", read_in=law), source(publisher="Blog", read="unchecked"))

    thin = {claim for claim in Claim.objects.published() if len(independent_publishers(Evidence.objects.filter(review=claim.current))) < 2}

    assert set(Claim.objects.published().resting_on_one_publisher()) == thin
    assert len(thin) == 3


def test_a_review_is_overdue_on_the_day_after_its_date():
    published(review_by=date(2027, 11, 22))

    assert coverage(date(2027, 11, 22)).overdue == 0
    assert coverage(date(2027, 11, 23)).overdue == 1


def test_each_leaning_has_its_verdicts_in_the_order_of_the_scale():
    published(claim(leaning="overstates"), verdict="false")
    published(claim(leaning="overstates"), verdict="mixed")
    published(claim(leaning="neither"), verdict="unproven")

    assert leanings(current()) == [
        Lean("overstates", "Overstates the system", 2, [(Verdict.MIXED, 1), (Verdict.FALSE, 1)]),
        Lean("understates", "Plays the system down", 0, []),
        Lean("neither", "Does neither", 1, [(Verdict.UNPROVEN, 1)]),
    ]


def test_a_claim_whose_leaning_nobody_recorded_is_not_hidden():
    published(claim(leaning=""))

    assert leanings(current())[-1] == Lean("", "Not yet recorded", 1, [(Verdict.FALSE, 1)])


@pytest.mark.parametrize("claims", [1, 4])
def test_the_report_takes_two_queries_beside_the_index_whatever_the_number_of_rows(claims, django_assert_num_queries):
    for _ in range(claims):
        published()

    # sources by facet, claims with one publisher; version, claims, their topics, topics and horizon for the index, which nobody keeps here
    with django_assert_num_queries(2 + 5):
        coverage()
