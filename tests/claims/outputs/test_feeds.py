"""Feeds as a reader's program takes them: feedparser finds no fault, and the verdict stands before the claim."""

from datetime import timedelta

import feedparser
import pytest

from claims.editorial import publishing
from claims.models import Claim, Review
from claims.outputs import feeds
from tests.factories import NOON, claim, published

pytestmark = pytest.mark.django_db


def link(path: str) -> str:
    return f"https://example.org{path}"


def claims_feed():
    rows = Claim.objects.published().newest_first()
    text = feeds.claims_atom(rows, title="Claims", page="https://example.org/claims/", address="https://example.org/claims.atom", link=link)
    return feedparser.parse(text)


def corrections_feed():
    rows = Review.objects.in_corrections_log().newest_first().select_related("claim")
    text = feeds.corrections_atom(rows, page="https://example.org/corrections/", address="https://example.org/corrections.atom", link=link)
    return feedparser.parse(text)


def test_a_claim_is_an_entry_with_its_verdict_first_and_an_id_that_outlives_its_address():
    published(claim(reference="SC-0007", slug="score"), at=NOON)

    entry = claims_feed().entries[0]

    assert entry.title == "False: “Everyone has a score.”"
    assert entry.summary == "Nobody has a national score. There is no such score anywhere."
    assert entry.id == "tag:social-credit-claims,2026:SC-0007"
    assert entry.link == "https://example.org/claims/score/"
    assert (entry.published, entry.updated) == ("2026-11-22T12:00:00+00:00", "2026-11-22T12:00:00+00:00")


def test_a_feed_names_itself_its_page_and_its_licence():
    published(at=NOON)

    parsed = claims_feed()

    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert parsed.feed.title == "Claims"
    assert parsed.feed.id == "tag:social-credit-claims,2026:https://example.org/claims.atom"
    assert parsed.feed.rights == "CC BY 4.0"
    assert {(one.rel, one.href) for one in parsed.feed.links} == {
        ("alternate", "https://example.org/claims/"),
        ("self", "https://example.org/claims.atom"),
    }
    assert parsed.feed.updated == "2026-11-22T12:00:00+00:00"


def test_an_entry_keeps_its_id_and_first_date_through_changes():
    first = published(claim(reference="SC-0007"), at=NOON)
    published(first.claim, at=NOON + timedelta(days=1), verdict="mixed")

    entries = claims_feed().entries

    assert [(e.id, e.title, e.published, e.updated) for e in entries] == [
        (
            "tag:social-credit-claims,2026:SC-0007",
            "Mixed: “Everyone has a score.”",
            "2026-11-22T12:00:00+00:00",
            "2026-11-23T12:00:00+00:00",
        )
    ]


def test_markup_in_a_statement_is_text():
    published(statement="A <b>bold</b> & 失信 ]]> score")

    parsed = claims_feed()

    assert not parsed.bozo
    assert "&lt;b&gt;bold" in parsed.entries[0].title or "<b>bold" in parsed.entries[0].title
    assert parsed.entries[0].title_detail.type == "text/plain"


def test_corrections_say_what_was_done_and_why():
    of = published(claim(reference="SC-0007", slug="score"), at=NOON).claim
    published(of, change="correction", reason="We had missed a list.", verdict="mixed", at=NOON + timedelta(days=1))

    entries = corrections_feed().entries

    assert [(e.title, e.summary, e.id, e.link) for e in entries] == [
        (
            "Correction: Mixed: “Everyone has a score.”",
            "We had missed a list.",
            "tag:social-credit-claims,2026:SC-0007/2:published",
            "https://example.org/claims/score/reviews/2/",
        )
    ]


def test_a_withdrawal_is_an_entry_of_its_own_dated_when_it_happened():
    gone = published(claim(reference="SC-0007"), at=NOON)
    publishing.withdraw(review=gone, reason="It rested on a forged document.", at=NOON + timedelta(days=2))

    entry = corrections_feed().entries[0]

    assert entry.title == "Withdrawn: False: “Everyone has a score.”"
    assert entry.summary == "It rested on a forged document."
    assert entry.id == "tag:social-credit-claims,2026:SC-0007/1:withdrawn"
    assert (entry.published, entry.updated) == ("2026-11-22T12:00:00+00:00", "2026-11-24T12:00:00+00:00")


def test_a_feed_without_corrections_is_whole_and_does_not_change():
    parsed = corrections_feed()

    assert not parsed.bozo
    assert (parsed.entries, parsed.feed.updated) == ([], "2026-01-01T00:00:00+00:00")
