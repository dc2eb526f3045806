import hashlib
import json
from datetime import datetime, timedelta, timezone

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.editorial import ledger, publishing
from claims.editorial.ledger import Divergence
from claims.models import LedgerEntry
from claims.record import review_record
from claims.verdicts import Verdict
from sources.partial_dates import PartialDate
from tests import factories
from tests.factories import NOON
from tests.refusals import past_the_guards

GENESIS = "0000000000000000000000000000000000000000000000000000000000000000"


def entries():
    return LedgerEntry.objects.order_by("position")


def divergence() -> Divergence | None:
    return ledger.first_divergence(entries().iterator())


def disagreement() -> Divergence | None:
    return ledger.first_disagreement(entries().prefetch_related(*ledger.RELATED))


def test_the_digest_covers_four_lines():
    # sha256 of 64 zeros, "1", "published 2026-11-22T12:00:00Z" and "{}", joined by line feeds
    assert ledger.digest(previous=GENESIS, position=1, deed="published", at=NOON, record="{}") == (
        "3065e2052542d89cd2f8640dd98adabc1056beffd0e54758735703d641915fde"
    )


@pytest.mark.parametrize(
    "other", [{"previous": "1" + GENESIS[1:]}, {"position": 2}, {"deed": "withdrawn"}, {"at": NOON + timedelta(microseconds=1)}, {"record": "[]"}]
)
def test_a_change_of_any_part_changes_the_digest(other):
    parts = {"previous": GENESIS, "position": 1, "deed": "published", "at": NOON, "record": "{}"}

    assert ledger.digest(**parts | other) != ledger.digest(**parts)


@pytest.mark.django_db
def test_each_entry_names_the_digest_before_it():
    first = factories.published()
    publishing.withdraw(review=first, reason="A source was forged.")
    factories.published()

    chain = list(entries())

    assert [(entry.position, entry.deed) for entry in chain] == [(1, "published"), (2, "withdrawn"), (3, "published")]
    assert [entry.previous for entry in chain] == [GENESIS, chain[0].digest, chain[1].digest]
    assert divergence() is None


@pytest.mark.django_db
def test_the_record_is_the_canonical_json_of_what_readers_saw():
    review = factories.published(factories.claim(reference="SC-0007"), fact="Nobody has a “national score” (全国评分).")

    record = entries().get().record

    assert json.loads(record) == review_record(review)
    assert record.startswith('{"answer":"There is no such score anywhere.","appearances":[{"claimant":"A newspaper","date":"2018-11",')
    assert "Nobody has a “national score” (全国评分)." in record


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]))  # PostgreSQL holds no half of a surrogate pair
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | _TEXTS | st.sampled_from([Verdict.FALSE, PartialDate("2018-12")]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=500)
@given(st.dictionaries(st.text(st.characters(max_codepoint=127)), _VALUES, max_size=5))
def test_a_record_has_the_bytes_that_the_specification_gives_it(data):
    assert ledger._canonical(data) == rfc8785.dumps(data).decode()


@pytest.mark.parametrize("value", [NOON, NOON.date(), NOON.time(), Divergence(1, "why"), object(), 2**53, "\ud800"])
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(TypeError):
        ledger._canonical({"value": value})


@pytest.mark.django_db
def test_a_withdrawal_is_recorded_with_its_moment_and_reason():
    publishing.withdraw(review=factories.published(at=NOON), reason="A source was forged.", at=NOON + timedelta(1))

    record = json.loads(entries().last().record)

    assert (record["withdrawn"], record["withdrawn_reason"]) == ("2026-11-23T12:00:00Z", "A source was forged.")
    assert record["fact"] == "Nobody has a national score."


@pytest.mark.django_db
def test_a_moment_in_another_time_zone_is_recorded_in_utc():
    beijing = timezone(timedelta(hours=8))

    factories.published(at=datetime(2026, 11, 22, 20, tzinfo=beijing))

    assert json.loads(entries().get().record)["published"] == "2026-11-22T12:00:00Z"
    assert divergence() is None


def test_an_empty_ledger_holds():
    assert ledger.first_divergence(iter([])) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tampering", "position", "why"),
    [
        (
            "UPDATE claims_ledgerentry SET record = replace(record, 'Nobody', 'Everyone') WHERE position = 2",
            2,
            "its digest does not cover its record",
        ),
        ("UPDATE claims_ledgerentry SET deed = 'withdrawn' WHERE position = 1", 1, "its digest does not cover its record"),
        ("UPDATE claims_ledgerentry SET at = at + interval '1 second' WHERE position = 3", 3, "its digest does not cover its record"),
        ("UPDATE claims_ledgerentry SET digest = repeat('f', 64) WHERE position = 1", 1, "its digest does not cover its record"),
        ("UPDATE claims_ledgerentry SET previous = repeat('f', 64) WHERE position = 2", 2, "does not name the digest of the entry before"),
        ("DELETE FROM claims_ledgerentry WHERE position = 2", 2, "entry 2 is missing"),
        ("DELETE FROM claims_ledgerentry WHERE position = 1", 1, "entry 1 is missing"),
        ("UPDATE claims_ledgerentry SET position = position + 10 WHERE position = 3", 3, "entry 3 is missing"),
    ],
)
def test_tampering_shows_at_its_place(tampering, position, why):
    for _ in range(3):
        factories.published()

    past_the_guards(tampering)

    assert divergence() == Divergence(position, why)


@pytest.mark.django_db
def test_an_entry_that_was_written_anew_with_its_digest_breaks_the_next_one():
    for _ in range(2):
        factories.published()
    first = entries().first()
    record = first.record.replace("Nobody", "Everyone")
    digest = hashlib.sha256(f"{GENESIS}\n1\npublished 2026-11-22T12:00:00Z\n{record}".encode()).hexdigest()

    past_the_guards("UPDATE claims_ledgerentry SET record = %s, digest = %s WHERE position = 1", record, digest)

    assert divergence() == Divergence(2, "does not name the digest of the entry before")


@pytest.mark.django_db
def test_the_tables_agree_with_the_ledger():
    publishing.withdraw(review=factories.published(), reason="A source was forged.")
    first = factories.published()
    factories.published(first.claim, change="correction")

    assert disagreement() is None
    assert ledger.first_unrecorded() is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tampering", "names"),
    [
        ("UPDATE claims_review SET fact = 'Everyone has one.', verdict = 'true'", "fact, verdict"),
        ("UPDATE claims_review SET places = '{shanghai}'", "scope"),
        ("UPDATE claims_review SET second_reading = '2026-11-22'", "second_reading"),
        ("UPDATE claims_evidence SET finding = 'Another finding.' WHERE position = 1", "evidence"),
        ("DELETE FROM claims_evidence WHERE position = 1", "evidence"),
        ("UPDATE claims_evidence SET position = 1 - position", "evidence"),
        ("UPDATE claims_review SET published_at = published_at + interval '1 day'", "published"),
    ],
)
def test_a_frozen_row_that_was_changed_disagrees(tampering, names):
    factories.published()

    past_the_guards(tampering)

    assert divergence() is None
    assert disagreement() == Divergence(1, f"the tables now say otherwise: {names}")


@pytest.mark.django_db
def test_a_reason_of_withdrawal_that_was_changed_disagrees():
    publishing.withdraw(review=factories.published(), reason="A source was forged.")

    past_the_guards("UPDATE claims_review SET withdrawn_reason = 'No reason at all.'")

    assert disagreement() == Divergence(2, "the tables now say otherwise: withdrawn_reason")


@pytest.mark.django_db
def test_an_entry_with_another_moment_than_its_record_disagrees():
    factories.published()

    past_the_guards("UPDATE claims_ledgerentry SET at = at + interval '1 day'")

    assert disagreement() == Divergence(1, "its moment is not that of its record")


@pytest.mark.django_db
def test_what_may_change_does_not_disagree():
    review = factories.published()
    source = review.evidence.first().source

    source.url, source.standing, source.standing_note = "https://example.org/moved", "corrected", "The date."
    source.save()
    review.claim.appearances.update(claimant="Another newspaper")

    assert disagreement() is None


@pytest.mark.django_db
@pytest.mark.parametrize("deed", ["published", "withdrawn"])
def test_a_public_review_without_its_entry_is_found(deed):
    review = publishing.withdraw(review=factories.published(), reason="A source was forged.")

    past_the_guards("DELETE FROM claims_ledgerentry WHERE deed = %s", deed)

    assert ledger.first_unrecorded() == review


@pytest.mark.django_db
def test_a_draft_needs_no_entry():
    factories.review()

    assert ledger.first_unrecorded() is None


@pytest.mark.django_db
@pytest.mark.parametrize("reviews", [1, 4])
def test_the_comparison_asks_as_often_for_many_entries_as_for_one(reviews, django_assert_num_queries):
    for _ in range(reviews):
        factories.published()

    # entries, reviews, claims, appearances, their sources, evidence, its sources, their authors
    with django_assert_num_queries(8):
        disagreement()
