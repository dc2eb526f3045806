"""Markup as other publishers write it, faults of peers included: read as far as it goes, and said where it does not."""

import pytest

from claims.markup.reader import Correction, Work, read

SITE = "https://claims.example"
URL = "https://check.example/1"


def checked(**data):
    return read({"@type": "ClaimReview", "url": URL} | data, site=SITE)


def item(**claim):
    return checked(itemReviewed={"@type": "Claim"} | claim)


def test_a_whole_review_is_read():
    found = checked(
        claimReviewed="Everyone has a score.", headline="No, not everyone", inLanguage="en_GB", datePublished="2019-01-04T10:00:00+08:00",
        author={"@type": "Organization", "name": "Check Desk"}, reviewRating={"alternateName": "False", "ratingValue": "1", "bestRating": 5},
        reviewBody="There is none.", license="https://licence.example/",
    )  # fmt: skip

    assert (found.statement, found.title, found.language) == ("Everyone has a score.", "No, not everyone", "en-GB")
    assert (found.reviewer, found.published_on, found.published) == ("Check Desk", "2019-01-04", "2019-01-04T10:00:00+08:00")
    assert (found.rating, found.numbers, found.explanation) == ("False", "ratingValue 1, bestRating 5", "There is none.")
    assert (found.is_ours, found.remarks) == (False, [])


@pytest.mark.parametrize(("url", "ours"), [(f"{SITE}/claims/a/", True), ("https://claims.example.evil.test/claims/a/", False), (SITE, False)])
def test_ours_is_what_says_that_it_stands_on_this_site(url, ours):
    assert checked(url=url).is_ours is ours


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("2018", "2018"), ("2018-12", "2018-12"), ("2018-12-06", "2018-12-06"), ("2018-12-06T23:59:59Z", "2018-12-06"),
        ("2018-12-06 10:00", "2018-12-06"),
        ("2018-12-00", "2018-12"), ("2018-00-00T00:00:00", "2018"), (2018, "2018"), (["2018-12"], "2018-12"), ({"@value": "2018"}, "2018"),
        (None, ""),
    ],
)  # fmt: skip
def test_a_date_is_read_to_the_precision_known(given, date):
    found = item(datePublished=given)

    assert (found.claim_date, found.remarks) == (date, [])


@pytest.mark.parametrize("given", ["2018-02-30", "2018-13", "06/12/2018", "yesterday", "0000-00-00", "20-12-06"])
def test_a_broken_date_is_left_out_and_said(given):
    found = item(datePublished=given, appearance={"url": "https://a.example/x"})

    assert found.claim_date == ""
    assert found.remarks == [f"itemReviewed.datePublished: “{given}” is not a date, and was left out."]


@pytest.mark.parametrize(
    ("given", "works"),
    [
        ("https://a.example/x", [Work(url="https://a.example/x")]),
        (["https://a.example/x", {"url": "https://a.example/y", "headline": "Y &amp; Z", "datePublished": "2018"}],
         [Work(url="https://a.example/x"), Work(url="https://a.example/y", title="Y & Z", date="2018")]),
        ({"@id": "https://a.example/?a=1&copy=2"}, [Work(url="https://a.example/?a=1&copy=2")]),
        ("A speech: in the market hall", [Work(title="A speech: in the market hall")]),
        ("javascript:alert(1)", []),
        ([None, 7, {}, [], {"name": ""}], [Work(title="7")]),
        ({"url": "https://a.example/x", "author": {"name": "Ann"}, "publisher": [{"name": "P"}, "Q"], "archivedAt": "https://arc.example/1"},
         [Work(url="https://a.example/x", by="Ann", publisher="P, Q", archived_url="https://arc.example/1")]),
    ],
)  # fmt: skip
def test_an_appearance_may_be_an_address_a_work_a_name_or_several(given, works):
    assert item(appearance=given).appearances == works


def test_where_it_first_appeared_comes_first():
    found = item(firstAppearance={"url": "https://a.example/first"}, appearance=["https://a.example/then"])

    assert [work.url for work in found.appearances] == ["https://a.example/first", "https://a.example/then"]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//a.example", "http://", "ftp://a.example/x", "https://a b.example/", "http://[::1", "/x"]
)
def test_what_is_no_address_is_never_taken_for_one(address):
    found = item(appearance={"name": "A post", "url": address})

    assert found.appearances == [Work(title="A post")]
    assert len(found.remarks) == 1


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ({"name": "Ann"}, ["Ann"]), ("Ann", ["Ann"]), ([{"name": "Ann"}, {"name": "Bo"}, "Ann"], ["Ann", "Bo"]), ({"name": ["Ann"]}, ["Ann"]),
        ({"name": "Social media users"}, []), ("unknown", []), ({"url": "https://ann.example/"}, ["https://ann.example/"]), ({}, []), (True, []),
    ],
)  # fmt: skip
def test_who_made_the_claim_is_named_or_nobody(author, names):
    assert item(author=author).claimants == names


def test_characters_that_nobody_sees_and_that_the_database_refuses_are_gone():
    found = checked(claimReviewed=" In\ufeffcorrect \r\n\x00 \ud800a\u200b&quot; ", reviewRating={"alternateName": "Incorrect \r"})

    assert (found.statement, found.rating) == ('Incorrect a"', "Incorrect")


def test_the_older_shape_and_corrections_of_every_shape_are_read():
    found = checked(
        itemReviewed=[{"@type": "CreativeWork", "name": "Everyone has a score.", "author": {"name": "Ann"}}],
        correction=[{"datePublished": "2019", "text": "We mended a date.", "url": URL}, "And a name.", None],
    )

    assert (found.statement, found.claimants) == ("Everyone has a score.", ["Ann"])
    assert found.corrections == [Correction("2019", "We mended a date.", URL), Correction("", "And a name.", "")]


@pytest.mark.parametrize("value", [None, 1, "x", [], {}, [[[]]], [{"@type": None}], True, float("nan"), {"name": {"name": {"name": {"name": {}}}}}])
def test_any_value_anywhere_is_read_without_harm(value):
    names = (
        "@id",
        "url",
        "identifier",
        "claimReviewed",
        "itemReviewed",
        "reviewRating",
        "author",
        "citation",
        "correction",
        "inLanguage",
        "datePublished",
    )

    assert read(dict.fromkeys(names, value), site=SITE).is_ours is False
    assert item(appearance=value, author=value, firstAppearance=value, datePublished=value).statement == ""


def test_of_very_many_works_the_first_hundred_are_read():
    found = checked(citation=[{"url": f"https://a.example/{n}"} for n in range(150)], itemReviewed={"appearance": "https://a.example/" + "x" * 2010})

    assert len(found.citations) == 100
    assert found.appearances == []
    assert found.remarks[-1] == "citation: only the first 100 of 150 were read."
