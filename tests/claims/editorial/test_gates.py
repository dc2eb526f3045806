import pytest

from claims.editorial import gates
from claims.models import Review
from tests import factories

pytestmark = pytest.mark.django_db


def codes(faults: list[gates.Fault]) -> list[str]:
    return [fault.code for fault in faults]


def resting_on(*sources, **fields) -> Review:
    """A draft with one piece of evidence from each of `sources`."""
    review = factories.review(evidence=0, **fields)
    for source in sources:
        factories.piece(review, source=source)
    return review


def test_a_whole_review_passes_without_refusal_or_warning():
    review = factories.review()

    assert gates.refusals(review) == []
    assert gates.warnings(review) == []


@pytest.mark.parametrize(
    ("field", "empty", "message"),
    [
        ("statement", "", "Write the statement: the claim as someone who believes it would put it."),
        ("fact", "", "Write the fact: what is the case, in one sentence."),
        ("verdict", "", "Choose a verdict."),
        ("answer", "", "Write the short answer."),
        ("rationale", "", "Write the rationale: why we say this."),
        ("systems", [], "Say which system the verdict is about."),
        ("places", [], "Say which place the verdict is about."),
        ("as_of", "", "Say as of when the verdict holds."),
        ("why_checked", "", "Say why we checked this claim."),
        ("would_change", [], "Say what would change the verdict."),
        ("review_by", None, "Set the date by which the review is to be looked at again."),
        ("confidence", "", "Say how confident we are."),
    ],
)
def test_a_field_that_readers_need_is_asked_for(field, empty, message):
    review = factories.review(**{field: empty})

    assert gates.refusals(review) == [gates.Fault(f"needs_{field}", message)]


def test_all_faults_are_named_at_once_in_the_order_of_the_form():
    review = Review(claim=factories.claim(appearances=0), author=factories.account(), number=1)
    review.save()

    assert codes(gates.refusals(review)) == [
        "needs_statement", "needs_fact", "needs_verdict", "needs_answer", "needs_rationale", "needs_systems", "needs_places", "needs_as_of",
        "needs_why_checked", "needs_would_change", "needs_review_by", "needs_confidence", "needs_appearance", "needs_evidence",
    ]  # fmt: skip


def test_a_claim_that_nobody_made_is_refused():
    review = factories.review(factories.claim(appearances=0))

    assert codes(gates.refusals(review)) == ["needs_appearance"]


def test_evidence_without_a_place_in_its_source_is_not_enough():
    review = factories.review(evidence=0)
    factories.piece(review, locator="")

    assert codes(gates.refusals(review)) == ["needs_evidence"]


def test_one_piece_with_a_locator_is_enough():
    review = factories.review(evidence=1)
    factories.piece(review, locator="")

    assert gates.refusals(review) == []


def test_a_review_that_rests_only_on_unchecked_sources_is_refused():
    unchecked = factories.source(read="unchecked")

    assert codes(gates.refusals(resting_on(unchecked, factories.source(read="unchecked")))) == ["all_unchecked"]
    assert gates.refusals(resting_on(unchecked, factories.source(read="excerpt"))) == []


@pytest.mark.parametrize(("stance", "expected"), [("refutes", ["retracted_source"]), ("supports", ["retracted_source"]), ("context", [])])
def test_a_retracted_source_is_context_at_most(stance, expected):
    review = factories.review()
    factories.piece(review, stance=stance, source=factories.source(standing="retracted", standing_note="By its authors."))

    assert codes(gates.refusals(review)) == expected


def test_a_superseded_source_may_refute():
    review = factories.review()
    factories.piece(review, source=factories.source(standing="superseded", standing_note="By the rules of 2021."))

    assert gates.refusals(review) == []


def test_a_change_needs_its_public_reason():
    claim = factories.published().claim

    assert codes(gates.refusals(factories.review(claim, reason=""))) == ["needs_reason"]


def test_two_sources_of_one_publisher_count_as_one():
    pair = [factories.source(publisher="Xinhua") for _ in range(2)]

    assert codes(gates.warnings(resting_on(*pair))) == ["one_source"]


def test_a_source_known_only_through_another_counts_as_that_one():
    report = factories.source(publisher="ChinAI")
    through_it = factories.source(publisher="Caixin", read="cited", read_in=report)

    assert codes(gates.warnings(resting_on(report, through_it))) == ["one_source"]


def test_an_unchecked_source_does_not_count():
    review = resting_on(factories.source(), factories.source(read="unchecked"))

    assert codes(gates.warnings(review)) == ["one_source"]
    assert len(gates.independent_publishers(review.evidence.all())) == 1


def test_a_review_without_a_source_read_in_full_is_weak():
    review = resting_on(factories.source(read="excerpt"), factories.source(read="excerpt"))

    assert gates.warnings(review) == [gates.Fault("none_in_full", "None of the sources was read in full.")]


@pytest.mark.parametrize(
    ("verdict", "stance", "expected"),
    [
        ("false", "context", ["nothing_refutes"]),
        ("mostly-false", "supports", ["nothing_refutes"]),
        ("false", "refutes", []),
        ("true", "context", ["nothing_supports"]),
        ("mostly-true", "refutes", ["nothing_supports"]),
        ("true", "supports", []),
        ("mixed", "context", []),
        ("unproven", "context", []),
    ],
)
def test_a_verdict_wants_evidence_that_bears_it_out(verdict, stance, expected):
    review = factories.review(verdict=verdict)
    review.evidence.update(stance=stance)

    assert codes(gates.warnings(review)) == expected


def test_all_warnings_are_named_at_once():
    review = resting_on(factories.source(read="excerpt"))
    review.evidence.update(stance="context")

    assert codes(gates.warnings(review)) == ["one_source", "none_in_full", "nothing_refutes"]


@pytest.mark.parametrize("pieces", [1, 5])
def test_the_gates_ask_as_often_for_many_sources_as_for_one(pieces, django_assert_num_queries):
    report = factories.source()
    cited = [factories.source(read="cited", read_in=report) for _ in range(pieces)]
    review = resting_on(report, *cited)

    # evidence with its sources and those they are known through, appearances; again the evidence; and for the markup
    # review with claim, evidence, appearances with sources, their authors, earlier reviews
    with django_assert_num_queries(8):
        gates.refusals(review)
        gates.warnings(review)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"statement": "False: everyone has a score."}, "claimReviewed: The verdict stands in the claim. Give the claim alone."),
        ({"fact": "Nobody has\u200b one."}, "abstract: It holds a character that nobody sees, as a line end or a zero-width blank."),
    ],
)
def test_markup_that_its_readers_would_refuse_is_refused_here(fields, message):
    review = factories.review(**fields)

    assert message in [fault.message for fault in gates.refusals(review)]
    assert {fault.code for fault in gates.refusals(review)} == {"markup"}


def test_a_claim_said_to_appear_on_our_own_site_is_refused(settings):
    review = factories.review()
    review.claim.appearances.update(url=f"{settings.SITE_URL}/claims/a-score/")

    assert [fault.message.partition(":")[0] for fault in gates.refusals(review)] == ["itemReviewed.appearance"]


def test_a_long_claim_is_a_hint_that_keeps_nobody_from_publishing():
    review = factories.review(statement="Everyone " * 9 + "has one.")

    assert gates.refusals(review) == gates.warnings(review) == []
    assert [fault.message for fault in gates.hints(review)] == ["claimReviewed: It has 89 characters; lists of fact checks cut it after 75."]


def test_a_finding_that_an_import_left_open_is_refused():
    review = factories.review()
    factories.piece(review, source=factories.source(key="study"), finding=gates.UNWRITTEN)

    assert gates.refusals(review) == [gates.Fault("finding_unwritten", "Write what each source shows, or leave it out: study.")]


def test_an_appearance_by_nobody_is_refused():
    review = factories.review()
    review.claim.appearances.update(claimant="")

    assert gates.refusals(review) == [gates.Fault("needs_claimant", "Say of each appearance of the claim who made it there.")]
