"""The claims that use a source are asked for once, and stay right through publications, withdrawals and mergers."""

import pytest

from claims.editorial import merging_sources, publishing
from claims.models import Appearance, Claim
from claims.reading import leaning
from claims.reading.index.current import current
from claims.verdicts import Stance
from sources.models import Source
from tests.factories import account, claim, piece, published, review, source


def using(document: Source, stance: str, of: Claim | None = None):
    """A published review with a piece of evidence from `document`."""
    draft = review(of or claim())
    piece(draft, source=document, stance=stance)
    return publishing.publish(review=publishing.submit(review=draft), approver=account())


def uses(document: Source) -> dict[str, list[int]]:
    """The claims of each use that has any."""
    return {str(use): list(claims) for use, claims in leaning.uses_of(document, current()).items() if claims}


def test_uses_follow_what_is_published_changed_and_withdrawn(own_database):
    document = source()
    first, second = using(document, "refutes"), using(document, "supports")
    before = uses(document)
    using(document, "context", first.claim)
    publishing.withdraw(review=second, reason="It was wrong.")

    assert before == {"refutes": [first.claim_id], "supports": [second.claim_id]}
    assert uses(document) == {"context": [first.claim_id]}


def test_a_draft_uses_nothing_yet(own_database):
    document = source()
    draft = review()
    piece(draft, source=document, stance="refutes")
    Appearance.objects.create(claim=draft.claim, claimant="A paper", source=document, position=9)

    assert uses(document) == {}


def test_claims_made_in_a_source_follow_its_appearances(own_database):
    document, of = source(), published().claim
    before = uses(document)
    at = Appearance.objects.create(claim=of, claimant="A paper", source=document, position=9)
    between = uses(document)
    at.delete()

    assert (before, between, uses(document)) == ({}, {leaning.MADE: [of.pk]}, {})


@pytest.mark.parametrize("seen_before", [True, False])
def test_what_used_a_merged_source_uses_the_one_that_took_its_place(own_database, seen_before):
    goes, stays = source(), source()
    of = using(goes, "refutes").claim
    before = uses(stays) if seen_before else {}
    merging_sources.merge(source=goes, into=stays)

    assert (before, uses(stays)) == ({}, {"refutes": [of.pk]})


def test_the_database_is_asked_once_for_a_source(own_database, django_assert_num_queries):
    document = source()
    of, index = using(document, "refutes").claim, current()
    leaning.uses_of(document, index)

    with django_assert_num_queries(1):  # which ones were merged into it
        assert list(leaning.uses_of(document, index)[Stance.REFUTES]) == [of.pk]


def test_a_claim_with_both_merged_sources_counts_once_and_stands_there_for_each(own_database):
    goes, stays = source(), source()
    draft = review()
    piece(draft, source=goes, stance="refutes")
    piece(draft, source=stays, stance="context")
    publishing.publish(review=publishing.submit(review=draft), approver=account())
    merging_sources.merge(source=goes, into=stays)

    rows, mark, total = leaning.after(None, 1, stays, leaning.uses_of(stays, current()))

    assert (sorted(claim.stance for claim in rows), mark, total) == (["context", "refutes"], None, 1)
