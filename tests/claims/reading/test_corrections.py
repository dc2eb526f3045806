"""The corrections log by kind, and typos that can be counted."""

import pytest

from claims.editorial import publishing
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_of_each():
    """A claim with an update, a correction and a typo, whose last review was withdrawn."""
    claim = factories.published().claim
    for change in ("update", "correction", "typo"):
        last = factories.published(claim, change=change, reason=f"The {change}.")
    publishing.withdraw(review=last, reason="It was wrong.")


@pytest.mark.parametrize(
    ("kind", "reasons"),
    [("", ["It was wrong.", "The correction.", "The update."]), ("update", ["The update."]), ("correction", ["The correction."]),
     ("retraction", []), ("withdrawal", ["It was wrong."]), ("typo", ["It was wrong."])],
)  # fmt: skip
def test_the_log_can_be_narrowed_to_one_kind(client, one_of_each, kind, reasons):
    page = client.get("/corrections/", {"kind": kind} if kind else {})

    assert page.status_code == 200
    assert [review.withdrawn_reason or review.reason for review in page.context["reviews"]] == reasons


@pytest.mark.parametrize("kind", ["first", "typos", "<b>", "\0"])
def test_an_unknown_kind_is_said(client, kind):
    page = client.get("/corrections/", {"kind": kind})

    assert page.status_code == 400
    assert "There is no kind of change “" in page.content.decode()
    assert "<b>”" not in page.content.decode()


def test_typos_are_counted_on_the_page_and_in_the_feed_and_are_not_entries(client, one_of_each):
    text, feed = client.get("/corrections/").content.decode(), client.get("/corrections.feed.json").json()

    assert '<a href="?kind=typo">1 typo mended</a>' in text
    assert feed["_counts"] == {"corrections": 3, "typos": 1}
    assert len(feed["items"]) == 3
