"""An environment variable that is not understood is refused, with what to do about it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from claims_site import env


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("yes", True),
        ("1", True),
        ("TRUE", True),
        (" on ", True),
        ("no", False),
        ("0", False),
        ("False", False),
        ("off", False),
        ("", True),
        (" ", True),
    ],
)
def test_a_flag_is_yes_or_no_and_empty_is_the_default(monkeypatch, value, expected):
    monkeypatch.setenv("WISH", value)

    assert env.flag("WISH", True) is expected


@pytest.mark.parametrize("value", ["maybe", "2", "yess", "ja"])
def test_a_flag_of_another_kind_is_refused(monkeypatch, value):
    monkeypatch.setenv("WISH", value)

    with pytest.raises(ImproperlyConfigured, match=f"WISH='{value}' is not understood: set it to yes or no, or leave it out."):
        env.flag("WISH", False)


def test_a_missing_variable_has_its_default(monkeypatch):
    monkeypatch.delenv("WISH", raising=False)

    found = (env.flag("WISH", False), env.text("WISH", "a"), env.names("WISH", ["a", "b"]), env.number("WISH", 3))

    assert found == (False, "a", ["a", "b"], 3)


def test_text_is_stripped(monkeypatch):
    monkeypatch.setenv("WISH", "  https://example.org  ")

    assert env.text("WISH") == "https://example.org"


@pytest.mark.parametrize(("value", "expected"), [("a", ["a"]), (" a , b,", ["a", "b"]), (",", ["none"]), ("", ["none"])])
def test_names_are_separated_by_commas(monkeypatch, value, expected):
    monkeypatch.setenv("WISH", value)

    assert env.names("WISH", ["none"]) == expected


@pytest.mark.parametrize(("value", "expected"), [("0", 0), (" 12 ", 12), ("", 7)])
def test_numbers_are_whole(monkeypatch, value, expected):
    monkeypatch.setenv("WISH", value)

    assert env.number("WISH", 7) == expected


@pytest.mark.parametrize("value", ["-1", "1.5", "many", "1e3"])
def test_other_numbers_are_refused(monkeypatch, value):
    monkeypatch.setenv("WISH", value)

    with pytest.raises(ImproperlyConfigured, match=r"WISH='.+' is not a whole number."):
        env.number("WISH", 7)
