from datetime import date, timedelta

import pytest

from claims.editorial import projection, publishing
from claims.models import Appearance, Claim, Term, Word
from claims.text_search import Query
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def fresh(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def found(words: str) -> list[Claim]:
    return list(Claim.objects.search(Query(words)))


def test_a_claim_repeats_what_lists_show_of_its_review():
    review = factories.published(at=NOON, systems=["court-list"], places=["china", "rongcheng"], as_of="2025-03", verdict="false")

    claim = fresh(review.claim)

    assert (claim.statement, claim.fact, claim.verdict) == ("Everyone has a score.", "Nobody has a national score.", "false")
    assert (claim.answer, claim.systems, claim.places) == ("There is no such score anywhere.", ["court-list"], ["china", "rongcheng"])
    assert (claim.as_of, claim.review_by, claim.published_at, claim.current) == ("2025-03", date(2027, 11, 22), NOON, review)


def test_a_claim_counts_its_evidence_by_stance_and_kind():
    draft = factories.review(evidence=3)
    factories.piece(draft, stance="supports", source=factories.source(kind="law"))
    factories.piece(draft, stance="context", source=factories.source(kind="court"))

    publishing.publish(review=publishing.submit(review=draft), approver=factories.account())

    claim = fresh(draft.claim)
    assert (claim.refuting, claim.supporting, claim.contextual, claim.evidence_count) == (3, 1, 1, 5)
    assert claim.source_kinds == ["court", "journalism", "law"]


def test_a_draft_review_shows_nowhere():
    published = factories.published(fact="Nobody has a national score.")
    factories.review(published.claim, fact="A fact that nobody has approved.")

    projection.refresh(published.claim)

    assert fresh(published.claim).fact == "Nobody has a national score."


def test_a_claim_without_a_public_review_keeps_only_the_date_it_was_made():
    claim = factories.review(factories.claim()).claim

    projection.refresh(claim)

    assert (fresh(claim).standing, fresh(claim).current, fresh(claim).statement, fresh(claim).first_made) == ("draft", None, "", "2018-11")


def test_the_latest_review_shows_and_the_first_gives_the_first_date():
    first = factories.published(at=NOON, fact="Nobody has a score.")
    factories.published(first.claim, at=NOON + timedelta(30), fact="Nobody has a score yet.")

    claim = fresh(first.claim)

    assert claim.fact == "Nobody has a score yet."
    assert (claim.first_published_at, claim.published_at) == (NOON, NOON + timedelta(30))


@pytest.mark.parametrize(
    ("dates", "first"),
    [(["2018-12", "2018", "2019-01-01"], "2018"), (["", "2020"], "2020"), (["", ""], "")],
    ids=["earliest", "one known", "none known"],
)
def test_the_earliest_known_appearance_dates_a_claim(dates, first):
    claim = factories.claim(appearances=0)
    for position, text in enumerate(dates):
        Appearance.objects.create(claim=claim, position=position, claimant="A newspaper", url="https://example.org/", date=text)

    projection.refresh(claim)

    assert fresh(claim).first_made == first


@pytest.mark.parametrize(
    "words",
    ["everyone", "nobody", "anywhere", "half", "SC-0007", "credit registry", "newspaper", "信用", "shehui", "荣城", "gazette", "score anywhere"],
)
def test_a_search_looks_through_statement_fact_answer_rationale_sources_terms_and_claimants(words):
    claim = factories.claim(reference="SC-0007")
    Term.objects.create(slug="xinyong", hanzi="社会信用", pinyin="shèhuì xìnyòng", english="credit registry").claims.add(claim)
    draft = factories.review(claim, rationale="The first half fails. Anywhere: a score anywhere.")
    factories.piece(draft, source=factories.source(original_title="荣城日报", publisher="The Gazette"))

    publishing.publish(review=publishing.submit(review=draft), approver=factories.account())

    assert found(words) == [claim]
    assert found("kangaroo") == []


def test_a_search_does_not_find_what_readers_do_not_see():
    factories.review(statement="Kangaroos are rated.")

    assert found("kangaroos") == []


def test_a_phrase_does_not_begin_in_one_source_and_end_in_the_next():
    draft = factories.review(evidence=0)
    for title in ("中国政府网", "网络安全法"):
        factories.piece(draft, source=factories.source(original_title=title))
    publishing.publish(review=publishing.submit(review=draft), approver=factories.account())

    assert [len(found(words)) for words in ("政府网", "网络安全", "政府网络")] == [1, 1, 0]


def test_the_statement_outweighs_the_rationale():
    in_rationale = factories.published(rationale="A dog licence in Jinan is often brought up.").claim
    in_statement = factories.published(statement="A dog costs its owner points.").claim

    assert list(Claim.objects.search(Query("dog")).best_match_first()) == [in_statement, in_rationale]


def test_among_claims_that_match_alike_the_one_with_most_evidence_comes_first():
    much = factories.published(statement="A dog costs points.", evidence=4).claim
    little = factories.published(statement="A dog costs points.", evidence=2).claim

    assert list(Claim.objects.search(Query("dog")).best_match_first()) == [much, little]


@pytest.mark.parametrize("words", ["芝麻信用", "zhima xinyong", "zhimaxinyong"])
def test_a_claim_that_names_a_term_comes_before_one_that_touches_on_it(words):
    term = Term.objects.create(slug="zhima-xinyong", hanzi="芝麻信用", pinyin="Zhīma Xìnyòng", english="Sesame Credit (Zhima Credit)")
    naming, touching = factories.claim(), factories.claim()
    term.claims.add(naming, touching)
    factories.published(naming, statement="Zhima Credit is run for the state.")
    factories.published(touching, statement="A machine asks for a score.")

    assert list(Claim.objects.search(Query(words)).best_match_first()) == [naming, touching]


def test_words_of_published_claims_are_kept_for_suggestions():
    factories.published(statement="Dogs façade Xìnyòng", fact="Dogs, dogs and dogs.")

    kept = set(Word.objects.values_list("text", flat=True))

    assert {"dogs", "facade", "xinyong"} <= kept
    assert "and" not in kept


def test_words_of_drafts_are_not_kept():
    factories.review(statement="Kangaroos are rated.")

    assert not Word.objects.exists()


def test_writing_the_copy_again_changes_nothing():
    claim = fresh(factories.published().claim)
    before = Claim.objects.filter(pk=claim.pk).values().get()

    projection.refresh(claim)

    assert Claim.objects.filter(pk=claim.pk).values().get() == before


@pytest.mark.parametrize("pieces", [2, 6])
def test_the_copy_asks_as_often_for_much_evidence_as_for_little(pieces, django_assert_num_queries):
    claim = factories.published(evidence=pieces).claim

    # latest review, dates of appearances, evidence with sources, first publication, terms, claimants, what was merged here, the update, words
    with django_assert_num_queries(9):
        projection.refresh(claim)
