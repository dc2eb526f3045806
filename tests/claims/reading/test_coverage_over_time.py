"""What the record covers, by an index that is brought forward."""

from claims.editorial import publishing
from claims.reading.coverage import coverage
from tests.factories import published


def test_numbers_of_evidence_that_no_claim_has_any_more_are_forgotten(own_database):
    review = published()
    before = coverage()
    publishing.withdraw(review=review, reason="It was wrong.")

    after = coverage()

    assert before.least == before.most > 0
    assert (after.least, after.median, after.most) == (0, "0", 0)
