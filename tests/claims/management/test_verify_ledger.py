import io

import pytest
from django.core.management import CommandError, call_command

from claims.editorial import publishing
from tests import factories
from tests.refusals import past_the_guards

pytestmark = pytest.mark.django_db


def run() -> str:
    out = io.StringIO()
    call_command("verify_ledger", stdout=out)
    return out.getvalue()


def test_an_empty_ledger_is_in_order():
    assert run() == "0 entries: OK\n"


def test_a_ledger_that_holds_is_counted():
    publishing.withdraw(review=factories.published(), reason="A source was forged.")
    factories.published()

    assert run() == "3 entries: OK\n"


@pytest.mark.parametrize(
    ("tampering", "message"),
    [
        ("UPDATE claims_ledgerentry SET record = '{}' WHERE position = 2", "diverges at entry 2: its digest does not cover its record."),
        ("DELETE FROM claims_ledgerentry WHERE position = 1", "diverges at entry 1: entry 1 is missing."),
        ("UPDATE claims_review SET verdict = 'true' WHERE verdict = 'mixed'", "diverges at entry 2: the tables now say otherwise: verdict."),
        ("DELETE FROM claims_evidence WHERE position = 0", "diverges at entry 1: the tables now say otherwise: evidence."),
        ("DELETE FROM claims_ledgerentry WHERE position = 2", "lacks an entry for review SC-0002/1, which is published."),
    ],
)
def test_a_divergence_is_named_and_ends_with_exit_code_1(tampering, message):
    factories.published(factories.claim(reference="SC-0001"))
    factories.published(factories.claim(reference="SC-0002"), verdict="mixed")
    past_the_guards(tampering)

    with pytest.raises(CommandError) as raised:
        run()

    assert str(raised.value) == f"The ledger {message}"
    assert raised.value.returncode == 1


def test_a_source_that_was_mended_since_is_no_divergence():
    source = factories.published().evidence.first().source

    source.url, source.archived_url = "https://example.org/moved", "https://web.archive.org/moved"
    source.save()

    assert run() == "1 entries: OK\n"
