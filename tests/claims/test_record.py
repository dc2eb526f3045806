from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from claims.models import Appearance
from claims.record import appearance_record, evidence_record, moment, review_record, source_record
from sources.models import SourceAuthor
from tests import factories
from tests.factories import NOON


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (None, ""),
        (NOON, "2026-11-22T12:00:00Z"),
        (datetime(2026, 11, 22, 12, 0, 0, 250000, tzinfo=UTC), "2026-11-22T12:00:00.250000Z"),
        (datetime(2026, 11, 22, 20, tzinfo=timezone(timedelta(hours=8))), "2026-11-22T12:00:00Z"),
    ],
)
def test_a_moment_is_utc_with_a_z(at, text):
    assert moment(at) == text


@pytest.mark.django_db
def test_a_source_is_recorded_without_its_empty_fields():
    source = factories.source(
        key="liu2018",
        title="A score?",
        publisher="ScienceNordic",
        url="https://example.org/liu",
        date="2018-12-06",
        read_note="Only the opening is missing.",
    )
    authors = [{"family": "Liu", "given": "Jun"}, {"literal": "ForskerZonen"}]
    SourceAuthor.objects.bulk_create(SourceAuthor(source=source, position=i, **author) for i, author in enumerate(authors))

    assert source_record(source) == {
        "key": "liu2018", "title": "A score?", "language": "en", "authors": [{"family": "Liu", "given": "Jun"}, {"literal": "ForskerZonen"}],
        "publisher": "ScienceNordic", "date": "2018-12-06", "kind": "journalism", "url": "https://example.org/liu", "link": "seen", "read": "full",
        "standing": "current",
    }  # fmt: skip


@pytest.mark.django_db
def test_a_source_known_through_another_names_it():
    source = factories.source(
        read="cited", read_in=factories.source(key="chinai"), original_title="评分", archived_url="https://web.archive.org/1", language="zh-Hans"
    )

    record = source_record(source)

    assert (record["read"], record["read_in"]) == ("cited", "chinai")
    assert (record["original_title"], record["archived_url"], record["language"]) == ("评分", "https://web.archive.org/1", "zh-Hans")


@pytest.mark.django_db
def test_an_appearance_takes_its_address_from_its_source():
    source = factories.source(key="wired2017", url="https://example.org/wired", archived_url="https://web.archive.org/wired")
    appearance = Appearance(claim=factories.claim(), claimant="WIRED", source=source, date="2017-12")

    assert appearance_record(appearance) == {
        "claimant": "WIRED", "date": "2017-12", "source": "wired2017", "url": "https://example.org/wired", "archived_url": "https://web.archive.org/wired",
    }  # fmt: skip


def test_an_appearance_with_an_address_of_its_own_gives_that_one():
    appearance = Appearance(
        claimant="A deputy",
        url="https://example.org/tweet",
        archived_url="https://web.archive.org/tweet",
        wording="全民评分",
        language="zh-Hans",
        note="In a post.",
    )

    assert appearance_record(appearance) == {
        "claimant": "A deputy", "url": "https://example.org/tweet", "archived_url": "https://web.archive.org/tweet", "wording": "全民评分",
        "language": "zh-Hans", "note": "In a post.",
    }  # fmt: skip


@pytest.mark.django_db
def test_evidence_is_recorded_with_its_source():
    piece = factories.piece(factories.review(), quotation="一处失信", quotation_language="zh-Hans", translation="Broken in one place")

    record = evidence_record(piece)

    assert record.pop("source") == source_record(piece.source)
    assert record == {
        "stance": "refutes", "finding": "It describes lists, and no score.", "locator": "p. 3", "quotation": "一处失信",
        "quotation_language": "zh-Hans", "translation": "Broken in one place",
    }  # fmt: skip


@pytest.mark.django_db
def test_a_review_is_recorded_whole():
    review = factories.published(
        factories.claim(reference="SC-0007"), scope_from="2014", scope_to="2021-03", scope_note="Some cities differ.", confidence_note="Two papers.",
        override_note="One of them is ours.", second_reading=date(2026, 11, 21), at=NOON,
    )  # fmt: skip

    record = review_record(review)

    assert [piece["source"]["key"] for piece in record.pop("evidence")] == [piece.source.key for piece in review.evidence.all()]
    assert [appearance["claimant"] for appearance in record.pop("appearances")] == ["A newspaper"]
    assert record == {
        "claim": "SC-0007", "number": 1, "change": "first", "statement": "Everyone has a score.", "fact": "Nobody has a national score.",
        "verdict": "false", "answer": "There is no such score anywhere.",
        "rationale": "For the claim to be true, there would have to be a score. There is none.",
        "scope": {
            "systems": ["national-policy"], "places": ["china"], "from": "2014", "to": "2021-03", "as_of": "2025", "note": "Some cities differ.",
        },
        "why_checked": "It is repeated often.", "would_change": ["A rule that gives each person a score."], "review_by": "2027-11-22",
        "confidence": "high", "confidence_note": "Two papers.", "override_note": "One of them is ours.", "published": "2026-11-22T12:00:00Z",
        "second_reading": "2026-11-21",
    }  # fmt: skip


@pytest.mark.django_db
def test_a_change_is_recorded_with_its_reason():
    review = factories.published(factories.published().claim, change="correction", reason="A number was wrong.")

    record = review_record(review)

    assert (record["number"], record["change"], record["reason"]) == (2, "correction", "A number was wrong.")


@pytest.mark.django_db
def test_a_draft_is_recorded_without_what_only_editors_see():
    review = factories.review(missing="A page number.", review_by=None)

    record = review_record(review)

    assert {"missing", "published", "review_by", "author", "approver", "state"} & set(record) == set()
