import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models

from sources.models import Source
from sources.partial_dates import PartialDate, PartialDateField, partial_date_check
from tests import factories


@pytest.mark.parametrize("text", ["0001", "2018", "2018-12", "2018-12-06", "2020-02-29", "9999-12-31"])
def test_a_year_a_month_and_a_day_are_read(text):
    assert PartialDate(text) == text


@pytest.mark.parametrize(
    "text",
    ["", "18", "2018-", "2018-00", "2018-13", "2018-1", "2018-12-00", "2018-12-32", "06/12/2018", "2018-12-06T00", "２０１８", "2018 ", "2018\n"],
)
def test_what_has_another_shape_is_refused(text):
    with pytest.raises(ValueError, match="is not a date like 2018, 2018-12 or 2018-12-06"):
        PartialDate(text)


@pytest.mark.parametrize("text", ["0000", "0000-10", "0000-10-01"])
def test_there_is_no_year_0(text):
    with pytest.raises(ValueError, match=f"“{text}” lies in no year of the calendar."):
        PartialDate(text)


@pytest.mark.parametrize("text", ["2018-02-30", "2019-02-29", "2018-04-31"])
def test_a_day_that_the_calendar_lacks_is_refused(text):
    with pytest.raises(ValueError, match=f"“{text}” is not a day of the calendar."):
        PartialDate(text)


@pytest.mark.parametrize(
    ("text", "printed"), [("2018", "2018"), ("2018-12", "December 2018"), ("2018-12-06", "6 December 2018"), ("2018-01-31", "31 January 2018")]
)
def test_a_date_prints_no_more_than_is_known(text, printed):
    assert PartialDate(text).printed == printed


def test_a_date_knows_its_year():
    assert PartialDate("2018-12-06").year == 2018


def test_dates_sort_as_their_text():
    dates = [PartialDate(text) for text in ("2019", "2018-12-06", "2018", "2018-12")]

    assert sorted(dates) == ["2018", "2018-12", "2018-12-06", "2019"]


@pytest.mark.django_db
def test_the_database_sorts_dates_in_the_same_way():
    for text in ("2019", "2018-12-06", "", "2018", "2018-12"):
        factories.source(date=text)

    assert list(Source.objects.order_by("date").values_list("date", flat=True)) == ["", "2018", "2018-12", "2018-12-06", "2019"]


@pytest.mark.django_db
def test_a_stored_date_comes_back_as_a_partial_date_and_none_as_empty():
    dated, undated = factories.source(date="2018-12"), factories.source(date="")

    dated.refresh_from_db()
    undated.refresh_from_db()

    assert (type(dated.date), dated.date.printed) == (PartialDate, "December 2018")
    assert undated.date == ""


def test_a_field_takes_partial_dates_and_nothing():
    field = PartialDateField(blank=True)
    known = PartialDate("2018")

    assert field.to_python("2018-12").printed == "December 2018"
    assert field.to_python(known) is known
    assert field.to_python("") == ""


def test_a_field_says_what_a_date_looks_like():
    with pytest.raises(ValidationError, match="“May 2018” is not a date like 2018, 2018-12 or 2018-12-06") as raised:
        PartialDateField().to_python("May 2018")

    assert raised.value.code == "partial_date"


def test_a_migration_leaves_out_what_every_partial_date_has():
    _, path, arguments, keywords = PartialDateField(blank=True).deconstruct()

    assert (path, arguments, keywords) == ("sources.partial_dates.PartialDateField", [], {"blank": True})


@pytest.mark.django_db
def test_a_column_of_partial_dates_sorts_by_code_point():
    with connection.cursor() as cursor:
        cursor.execute("SELECT collation_name FROM information_schema.columns WHERE table_name = 'sources_source' AND column_name = 'date'")

        assert cursor.fetchone() == ("C",)


def test_a_check_has_the_words_for_a_form():
    check = partial_date_check("date", "date_partial")

    assert isinstance(check, models.CheckConstraint)
    assert (check.name, check.violation_error_message) == ("date_partial", "Give a date like 2018, 2018-12 or 2018-12-06.")
