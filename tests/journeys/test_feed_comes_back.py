"""The whole corpus out by /claimreview.json and, into an empty database, back in: everything that the feed says is in the drafts."""

import pytest
from django.conf import settings
from django.test import Client

from claims.editorial.gates import UNWRITTEN
from claims.editorial.importing import import_reviews
from claims.editorial.incoming import look
from claims.markup.claimreview import claimreview
from claims.markup.extract import claimreviews
from claims.markup.links import link
from claims.markup.reader import read
from claims.models import Claim, Evidence, State
from sources.models import Read, Source
from tests.conftest import _turned_to
from tests.desk import editor

IN_THE_THREAD = {"@context", "@id", "version", "datePublished", "dateModified", "sdDatePublished", "correction"}
"""What the markup of a draft has anew; the old ones stand in its thread."""


@pytest.fixture(scope="module")
def feed(corpus_database, django_db_blocker) -> list[dict]:
    with django_db_blocker.unblock(), _turned_to(corpus_database):
        return claimreviews(Client().get("/claimreview.json").content.decode())


@pytest.fixture(scope="module")
def came_back(feed, empty_database, django_db_blocker):
    """For each entry: the entry, the draft that it became, and the ClaimReview of that draft."""
    with django_db_blocker.unblock(), empty_database():
        checked = [read(entry, site=settings.SITE_URL) for entry in feed]
        drafts = import_reviews(reviews=checked, numbers=set(range(1, len(feed) + 1)), user=editor(), file="feed.json")
        yield [(entry, draft, claimreview(draft.claim, draft, [draft], link, settings.SITE_NAME)) for entry, draft in zip(feed, drafts, strict=True)]


def test_each_entry_is_a_draft_again_under_its_own_reference_and_address(came_back):
    for entry, draft, _ in came_back:
        assert (draft.claim.reference, link(draft.claim.get_absolute_url())) == (entry["identifier"], entry["url"])
        assert (draft.state, draft.claim.standing) == (State.DRAFT, "draft")


def test_its_markup_says_again_all_that_the_feed_said(came_back):
    for entry, _, again in came_back:
        for name in entry.keys() - IN_THE_THREAD - {"itemReviewed"}:
            assert again[name] == entry[name], (entry["identifier"], name)
        claimed = again["itemReviewed"] | {"author": entry["itemReviewed"].get("author")}
        assert claimed == entry["itemReviewed"] | {"author": entry["itemReviewed"].get("author")}


def test_who_made_the_claim_stands_with_its_first_appearance(came_back):
    for entry, draft, _ in came_back:
        authors = entry["itemReviewed"].get("author", [])
        appearances = list(draft.claim.appearances.all())

        assert appearances[0].claimant == ", ".join(author["name"] for author in authors)
        assert draft.claim.first_made == entry["itemReviewed"].get("datePublished", "")


def test_what_a_draft_has_no_field_for_is_in_its_thread(came_back):
    for entry, draft, _ in came_back:
        thread = "\n".join(comment.text for comment in draft.comments.all())
        said = [entry[name] for name in ("@id", "version", "datePublished", "dateModified", "license")]
        said += [part for note in entry.get("correction", []) for part in (note["datePublished"], note["text"], note["url"])]
        said += [f"{author['@type']} {author['name']}" for author in entry["itemReviewed"].get("author", [])]

        assert [part for part in said if part not in thread] == []


def test_nothing_is_invented_of_what_the_feed_leaves_out(came_back):
    pieces = Evidence.objects.all()

    assert set(pieces.values_list("stance", "finding", "locator")) == {("context", UNWRITTEN, "")}
    assert set(Source.objects.values_list("read", "standing")) == {(Read.UNCHECKED, "current")}
    assert not Claim.objects.public().exists()


def test_the_feed_is_known_when_it_comes_again(came_back):
    entries, _ = look(reviews=[read(entry, site=settings.SITE_URL) for entry, _, _ in came_back])

    assert [entry.why for entry in entries] == [[f"{entry['identifier']} is here already."] for entry, _, _ in came_back]
    assert not any(entry.is_possible for entry in entries)
