from datetime import UTC, date, datetime

import pytest
import time_machine

from claims.editorial.publishing import Refused
from claims.editorial.redrafting import draft_from_current
from tests import factories

pytestmark = pytest.mark.django_db


def _codes(refused) -> list[str]:
    return [fault.code for fault in refused.value.faults]


def test_the_draft_copies_texts_and_evidence_under_the_next_number():
    current, author = factories.published(places=["rongcheng"], override_note="Weak."), factories.account()

    draft = draft_from_current(review=current, author=author, change="update", reason="News.")

    assert (draft.number, draft.state, draft.change, draft.reason, draft.author) == (2, "draft", "update", "News.", author)
    assert (draft.statement, draft.places, draft.review_by) == (current.statement, ["rongcheng"], current.review_by)
    assert list(draft.evidence.values_list("source", "finding", "position")) == list(current.evidence.values_list("source", "finding", "position"))


def test_what_must_be_meant_anew_is_not_copied():
    current = factories.published(override_note="Weak.", second_reading=date(2026, 11, 1))

    with time_machine.travel(datetime(2028, 1, 1, tzinfo=UTC)):
        draft = draft_from_current(review=current, author=factories.account(), change="update", reason="News.")

    assert (draft.override_note, draft.second_reading, draft.review_by) == ("", None, None)
    assert (draft.approver, draft.published_at) == (None, None)


def test_only_the_review_that_readers_see_can_be_copied():
    first = factories.published()
    factories.published(first.claim)

    with pytest.raises(Refused) as refused:
        draft_from_current(review=first, author=factories.account(), change="update", reason="News.")

    assert _codes(refused) == ["not_current"]


def test_a_second_open_review_is_refused():
    current = factories.published()
    factories.review(current.claim)

    with pytest.raises(Refused) as refused:
        draft_from_current(review=current, author=factories.account(), change="update", reason="News.")

    assert _codes(refused) == ["open_review"]
