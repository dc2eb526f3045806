import pytest
from django.contrib.admin.models import ADDITION, LogEntry

from claims.editorial.references import next_reference
from tests import factories
from tests.desk import editor

pytestmark = pytest.mark.django_db


def test_the_first_reference_is_number_one():
    assert next_reference() == "SC-0001"


def test_the_next_reference_follows_the_highest_number_not_the_last_text():
    factories.claim(reference="SC-9999")
    factories.claim(reference="SC-10000")

    assert next_reference() == "SC-10001"


def test_the_reference_of_a_claim_that_is_gone_is_not_given_again():
    gone = factories.claim(reference="SC-0070", appearances=0)
    LogEntry.objects.log_actions(editor().pk, [gone], ADDITION, single_object=True)
    gone.delete()

    assert next_reference() == "SC-0071"
