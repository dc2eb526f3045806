import pytest

from claims.editorial.incoming_words import split, summary, words
from claims.markup.extract import claimreviews
from tests import factories
from tests.claims.editorial.arriving import checked, ours, theirs


def said(entry: dict):
    return words(checked(entry)[0])


def test_the_verdict_of_another_publisher_stays_theirs():
    told = said(theirs())

    assert (told.statement, told.verdict, told.fact, told.answer) == ("Everyone in China has a social credit score.", "", "", "")
    assert told.missing.startswith("Imported from a ClaimReview of Check Desk. Check Desk rates it “Mostly false”; that is their verdict, not ours.")
    assert told.finding == "Check Desk rates the claim “Mostly false”: There are lists, and no score."
    assert told.claimants == ["Ann Example"]


def test_our_own_verdict_fact_and_answer_come_back():
    told = said(ours())

    assert (told.verdict, told.fact, told.answer) == ("mostly-false", "Nobody has a score.", "There are lists.")
    assert "review 3 of SC-0300, 2019-01-04" in told.missing


@pytest.mark.django_db
def test_every_correction_of_our_own_feed_is_noted(client):
    first = factories.published()
    factories.published(first.claim, change="correction", reason="A date was wrong.")
    (entry,) = claimreviews(client.get("/claimreview.json").content.decode())

    told = said(entry)

    (corrected,) = entry["correction"]
    assert f"Correction of {corrected['datePublished']}: A date was wrong. {corrected['url']}" in told.notes
    assert f"@id {entry['@id']}" in told.notes[0]
    assert "version 2" in told.notes[0]


def test_a_verdict_that_our_scale_does_not_know_is_noted():
    told = said(ours(reviewRating={"alternateName": "Pants on fire"}))

    assert told.verdict == ""
    assert "The verdict “Pants on fire” is none of our scale." in told.notes


def test_what_is_cut_is_told_and_kept_whole():
    long = "Everyone has a score. " * 20

    told = said(theirs(claimReviewed=long))

    assert told.statement == f"{long[:299].strip()}…"
    assert told.cuts == ["The statement has 439 characters and is cut to 300; the draft’s thread keeps it whole."]
    assert f"statement in whole: {long.strip()}" in told.notes


def test_what_has_no_field_is_noted():
    entry = theirs(license="https://licence.example/", correction={"datePublished": "2019-02", "text": "A date."}, datePublished="2019-02-30")

    notes = "\n".join(said(entry).notes)

    for part in ("license https://licence.example/", "Correction of 2019-02: A date.", "Person Ann Example", "ratingValue 2"):
        assert part in notes
    assert "“2019-02-30” is not a date" in notes


def test_another_language_is_said():
    assert said(theirs(inLanguage="pt-BR")).missing.endswith("The statement is in another language (pt-BR).")


@pytest.mark.parametrize("entry", [theirs(author=None, reviewRating=None), theirs(author=[], reviewRating="False")])
def test_a_publisher_without_name_and_verdict_is_said_to_be_so(entry):
    (read,) = checked(entry)

    assert words(read).finding == "a publisher that is not named checks the claim."
    assert summary(read).startswith("A fact check by a publisher that is not named.")


def test_a_long_note_is_split_so_that_comments_hold_it():
    assert [len(piece) for piece in split("x" * 4100)] == [2000, 2000, 100]
