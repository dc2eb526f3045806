import pytest

from claims.models import LedgerEntry
from tests import factories
from tests.factories import NOON
from tests.refusals import change, past_the_guards, refused, sql

pytestmark = pytest.mark.django_db
APPEND_ONLY = "The ledger is append-only."


def entry(**fields) -> LedgerEntry:
    """An entry beside those that publishing writes."""
    values = {"position": 99, "deed": "withdrawn", "at": NOON, "record": "{}", "previous": "0" * 64, "digest": "f" * 64}
    review = fields.pop("review", None) or factories.published()
    return LedgerEntry.objects.create(**values | {"review": review} | fields)


BREAKS = {
    "ledger_deed_once": lambda: entry(deed="published"),
    "ledger_deed_known": lambda: entry(deed="admired"),
    "ledger_from_1": lambda: entry(position=0),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses_what_breaks(name):
    with refused(f'"{name}"'):
        BREAKS[name]()


def test_every_constraint_is_broken_above():
    declared = {constraint.name for constraint in LedgerEntry._meta.constraints}

    assert declared == set(BREAKS)


def test_positions_stand_once():
    review = factories.published()

    with refused("claims_ledgerentry_position"):
        entry(review=review, position=LedgerEntry.objects.get().position)


def test_an_entry_never_changes():
    factories.published()
    first = LedgerEntry.objects.get()

    with refused(APPEND_ONLY):
        first.save()
    with refused(APPEND_ONLY):
        change(first, record="{}")
    with refused(APPEND_ONLY):
        LedgerEntry.objects.bulk_update([first], ["record"])


def test_an_entry_is_not_deleted():
    factories.published()

    with refused(APPEND_ONLY):
        LedgerEntry.objects.get().delete()
    with refused(APPEND_ONLY):
        LedgerEntry.objects.all().delete()
    with refused(APPEND_ONLY):
        sql("DELETE FROM claims_ledgerentry")


def test_the_guards_are_on_again_after_a_test_went_past_them():
    factories.published()

    past_the_guards("UPDATE claims_ledgerentry SET record = '{}'")

    assert LedgerEntry.objects.get().record == "{}"
    with refused(APPEND_ONLY):
        change(LedgerEntry.objects.get(), record="[]")


def test_an_entry_goes_by_position_deed_and_digest():
    assert str(LedgerEntry(position=7, deed="published", digest="0123456789abcdef")) == "7 published 0123456789ab"
