"""The rows of the bench are the same each time, and hold what they promise."""

import pytest

from bench import rows
from claims.editorial.gates import lacking


@pytest.fixture(scope="module")
def stock(on_corpus):
    return rows.stock()


def told(draft) -> tuple:
    review = draft.review
    sources = [piece.source_id for piece in draft.evidence]
    fields = (review.statement, review.fact, review.verdict, review.systems, review.places, review.rationale, sources, draft.at)
    return draft.claim.reference, str(fields)


def test_a_row_is_the_same_whoever_makes_it(stock):
    whole = [told(draft) for draft in rows.drafts(stock, range(40))]
    part = [told(draft) for draft in rows.drafts(stock, range(30, 40))]

    assert whole[30:] == part
    assert len(set(whole)) == 40


def test_words_of_known_frequency_are_in_so_many_rows(stock):
    statements = [draft.review.statement for draft in rows.drafts(stock, range(5400))]
    count = {word: sum(word in statement for statement in statements) for word in (rows.RARE, rows.COMMON, rows.THIRD)}

    assert count == {rows.RARE: 2, rows.COMMON: 216, rows.THIRD: 1800}
    assert sum(rows.CHINESE in s or rows.CHINESE_TRADITIONAL in s for s in statements) == 200


def test_those_words_stand_nowhere_in_the_corpus(stock):
    texts = " ".join(f"{r.statement} {r.fact} {r.answer} {r.rationale}" for r in stock.reviews).lower()

    assert [word for word in (rows.RARE, rows.COMMON, rows.THIRD, rows.CHINESE) if word in texts] == []


def test_facets_are_skewed_and_every_row_passes_the_gates(stock):
    made = list(rows.drafts(stock, range(1000)))
    verdicts = [draft.review.verdict for draft in made]

    assert verdicts.count("false") > 5 * verdicts.count("outdated") > 0
    assert [lacking(d.review, evidence=d.evidence, claimants=[a.claimant for a in d.appearances]) for d in made] == [[]] * 1000
