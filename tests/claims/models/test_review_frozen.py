"""A published review never changes, whoever asks the database for it."""

from datetime import timedelta

import pytest
from django.db.models import ProtectedError

from claims.editorial import publishing
from claims.models import Evidence, Review
from tests import factories
from tests.factories import NOON
from tests.refusals import change, refused, sql

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("field", "value"), [("fact", "Another fact."), ("verdict", "true"), ("published_at", NOON + timedelta(1)), ("number", 7)])
def test_a_published_review_never_changes(field, value):
    published = factories.published()
    setattr(published, field, value)

    with refused("it never changes"):
        published.save()
    with refused("it never changes"):
        change(published, **{field: value})
    with refused("it never changes"):
        Review.objects.bulk_update([published], [field])


def test_a_published_review_does_not_become_a_draft_again():
    published = factories.published()

    with refused("it never changes"):
        change(published, state="draft")


def test_a_published_review_is_not_deleted():
    published = factories.published()

    with pytest.raises(ProtectedError):
        published.delete()
    with refused("it is never deleted"):
        Review.objects.filter(pk=published.pk)._raw_delete("default")
    assert Review.objects.filter(pk=published.pk).exists()


def test_a_withdrawal_changes_nothing_else():
    published = factories.published()
    withdrawal = {"state": "withdrawn", "withdrawn_at": NOON, "withdrawn_reason": "A source was forged."}

    with refused("it never changes"):
        change(published, **withdrawal, fact="Another fact.")
    change(published, **withdrawal)
    assert Review.objects.get(pk=published.pk).state == "withdrawn"


def test_a_withdrawn_review_stays_so():
    withdrawn = publishing.withdraw(review=factories.published(), reason="A source was forged.", at=NOON)

    with refused("it never changes"):
        change(withdrawn, state="published", withdrawn_at=None, withdrawn_reason="")
    with refused("it never changes"):
        change(withdrawn, withdrawn_reason="Another reason.")
    with refused("it is never deleted"):
        sql("DELETE FROM claims_review WHERE id = %s", withdrawn.pk)


def test_a_draft_changes_and_goes():
    draft = factories.review()

    change(draft, fact="Another fact.")
    draft.delete()

    assert not Review.objects.filter(pk=draft.pk).exists()
    assert not Evidence.objects.filter(review=draft.pk).exists()
