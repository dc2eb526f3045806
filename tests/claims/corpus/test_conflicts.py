"""What readers have seen never changes silently: what a file may still do to a published claim, and what it may not."""

import re

import pytest

from claims.corpus.dump import dump
from claims.corpus.load import CorpusRefused
from claims.models import Claim, LedgerEntry, Review

pytestmark = pytest.mark.django_db
CLAIM = "claims/SC-0001.yaml"
WITHDRAWAL = "    published: '2026-11-22T12:00:00Z'\n    withdrawn: '2026-12-01T08:00:00Z'\n    withdrawn_reason: The source was forged.\n"


def unchanged(report) -> bool:
    return {state for _, state in report.counts} == {"unchanged"}


def refusals(corpus) -> list[str]:
    with pytest.raises(CorpusRefused) as raised:
        corpus.load()
    return [str(problem) for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("fact: Nobody in China", "fact: Hardly anybody in China", "16: reviews.0.fact"),
        ("        - china", "        - shanghai", "23: reviews.0.scope"),
        ("        stance: context", "        stance: refutes", "38: reviews.0.evidence"),
        ("    confidence: high", "    confidence: high\n    second_reading: '2026-11-22'", "36: reviews.0.second_reading"),
        ("T12:00:00Z", "T12:00:01Z", "37: reviews.0.published"),
        ("    confidence: high", "    confidence: high\n    approver: jane", "36: reviews.0.approver"),
    ],
)
def test_a_change_of_a_published_review_is_refused_and_names_the_field(corpus, old, new, field):
    corpus.load()
    corpus.edit(CLAIM, old, new)

    assert refusals(corpus) == [
        f"{CLAIM}:{field}: this review is published and never changes. Add a review with the next number, a change and a reason."
    ]
    assert Review.objects.get(claim__reference="SC-0001").fact == "Nobody in China has a national score."


def test_every_changed_field_of_a_published_review_is_named_at_once(corpus):
    corpus.load()
    corpus.edit(CLAIM, "fact: Nobody in China", "fact: Hardly anybody in China")
    corpus.edit(CLAIM, "    confidence: high", "    confidence: low")

    assert [problem.split(": ")[1] for problem in refusals(corpus)] == ["reviews.0.fact", "reviews.0.confidence"]


def test_a_published_review_does_not_become_a_draft(corpus):
    corpus.load()
    corpus.edit(CLAIM, "state: published", "state: draft")

    assert [problem.split(": ")[1] for problem in refusals(corpus)] == ["reviews.0.state"]


def test_a_published_review_cannot_be_left_out(corpus, second_review):
    first = (corpus.root / CLAIM).read_text()
    corpus.append(CLAIM, second_review)
    corpus.load()
    corpus.write(CLAIM, first)

    assert refusals(corpus) == [f"{CLAIM}:11: reviews: review 2 is published and cannot be left out."]


def test_a_second_review_is_published_with_its_kind_and_reason(corpus, second_review):
    corpus.load()
    corpus.append(CLAIM, second_review)

    report = corpus.load()

    claim = Claim.objects.get(reference="SC-0001")
    assert report.counts["claim", "changed"] == 1
    assert (claim.current.number, claim.verdict) == (2, "misleading")
    assert (claim.current.change, claim.current.reason) == ("correction", "The word “national” was missing.")
    assert [entry.review.number for entry in LedgerEntry.objects.order_by("position")] == [1, 2]
    assert unchanged(corpus.load())


def test_two_reviews_are_published_in_one_load(corpus, second_review):
    corpus.append(CLAIM, second_review)

    corpus.load()

    assert list(Review.objects.filter(claim__reference="SC-0001").values_list("number", "state")) == [(1, "published"), (2, "published")]


def test_a_new_slug_needs_the_former_one(corpus):
    corpus.load()
    corpus.edit(CLAIM, "slug: everyone-has-a-score", "slug: a-score-for-all")

    assert refusals(corpus) == [
        f"{CLAIM}:2: slug: the claim was at “everyone-has-a-score”; list that under former_slugs, so that it keeps redirecting."
    ]


def test_a_former_slug_is_kept_for_ever(corpus):
    corpus.load()
    corpus.edit(CLAIM, "slug: everyone-has-a-score", "slug: a-score-for-all\nformer_slugs:\n  - everyone-has-a-score")

    corpus.load()

    claim = Claim.objects.get(reference="SC-0001")
    assert (claim.slug, [former.slug for former in claim.former_slugs.all()]) == ("a-score-for-all", ["everyone-has-a-score"])
    corpus.edit(CLAIM, "former_slugs:\n  - everyone-has-a-score\n", "")
    assert "the claim was at “everyone-has-a-score”" in refusals(corpus)[0]


def test_a_published_review_is_withdrawn_with_its_reason(corpus):
    corpus.load()
    corpus.edit(CLAIM, "state: published", "state: withdrawn")
    corpus.edit(CLAIM, "    published: '2026-11-22T12:00:00Z'\n", WITHDRAWAL)

    corpus.load()

    claim = Claim.objects.get(reference="SC-0001")
    assert (claim.standing, claim.current.withdrawn_reason) == ("withdrawn", "The source was forged.")
    assert claim.current.withdrawn_at.isoformat() == "2026-12-01T08:00:00+00:00"
    assert list(LedgerEntry.objects.order_by("position").values_list("deed", flat=True)) == ["published", "withdrawn"]
    assert unchanged(corpus.load())


@pytest.mark.parametrize("other", ["SC-0002", "SC-0003"])
def test_a_claim_is_merged_into_a_published_one_of_a_later_file(corpus, tmp_path, other):
    text = corpus.texts()[CLAIM]
    later = text.replace("reference: SC-0001", "reference: SC-0003").replace("everyone-has-a-score", "all-have-a-score")
    (corpus.root / "claims" / "SC-0003.yaml").write_text(re.sub(r"former_slugs:\n(  - .*\n)+", "", later), "utf-8")
    corpus.edit(CLAIM, "state: published", "state: withdrawn")
    corpus.edit(CLAIM, "    published: '2026-11-22T12:00:00Z'\n", f"{WITHDRAWAL}    merged_into: {other}\n")
    faults = refusals(corpus) if other == "SC-0002" else corpus.load() and dump(tmp_path) and []

    assert [fault.split(": ")[-1] for fault in faults] == ["Readers cannot see that claim yet. Choose a published one."] * (other == "SC-0002")
    assert other == "SC-0002" or "    merged_into: SC-0003\n" in (tmp_path / CLAIM).read_text("utf-8")


def test_a_withdrawn_review_never_changes_either(corpus):
    corpus.edit(CLAIM, "state: published", "state: withdrawn")
    corpus.edit(CLAIM, "    published: '2026-11-22T12:00:00Z'\n", WITHDRAWAL)
    corpus.load()
    corpus.edit(CLAIM, "The source was forged.", "The source was right.")

    assert [problem.split(": ")[1] for problem in refusals(corpus)] == ["reviews.0.withdrawn_reason"]


def test_a_reason_of_withdrawal_may_be_folded_or_not(corpus):
    corpus.edit(CLAIM, "state: published", "state: withdrawn")
    corpus.edit(CLAIM, "    published: '2026-11-22T12:00:00Z'\n", WITHDRAWAL.replace("The source", "|\n      The source"))

    corpus.load()

    assert unchanged(corpus.load())


def test_only_the_review_that_readers_see_now_is_withdrawn(corpus, second_review):
    corpus.append(CLAIM, second_review)
    corpus.load()
    corpus.edit(CLAIM, "    state: published\n    change: first", "    state: withdrawn\n    change: first")
    corpus.edit(CLAIM, "    published: '2026-11-22T12:00:00Z'\n", WITHDRAWAL)

    assert refusals(corpus) == [f"{CLAIM}:12: reviews.0: Only the review that readers see now can be withdrawn."]
