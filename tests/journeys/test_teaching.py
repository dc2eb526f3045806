"""A teacher takes a lesson from the first page, opens all verdicts, looks up the words, and takes sheets for the class."""

import io

import pytest
from pypdf import PdfReader

from claims.models import Claim
from claims.outputs import pdf


def test_a_teacher_opens_a_lesson_and_then_all_its_verdicts(reader):
    reader.follow("Score or no score?")
    closed = [details.attrs for details in reader.page.query(".reveal details")]
    reader.follow("Open all verdicts")
    opened = [details.attrs for details in reader.page.query(".reveal details")]
    verdicts = reader.texts(".reveal .verdict")

    assert closed == [{}] * 7
    assert opened == [{"open": ""}] * 7
    assert verdicts[0] == "Verdict: Misleading"
    assert reader.follow("Evidence for claim 1").address == "/claims/every-citizen-will-get-a-score/"


def test_a_lesson_asks_before_each_verdict_and_prompts_after_it(reader):
    reader.follow("Lessons", within="header").follow("Sesame and the shops")
    questions = reader.texts(".reveal > p.quiet")
    minutes = [int(step.split()[0]) for step in reader.texts(".steps h3")]

    assert len(questions) == len(reader.page.query(".reveal")) == 7
    assert sum(minutes) == 45
    assert reader.text(".eyebrow").startswith("Lesson45 minutes")


def test_a_teacher_looks_up_a_word_of_the_lesson_and_the_claims_that_use_it(reader):
    reader.follow("Score or no score?").follow("黑名单", within="section[aria-labelledby='words']")
    term = reader.text("#heimingdan")
    reader.follow("", within="#heimingdan .inclaims")

    assert "hēimíngdān" in term
    assert reader.text("#verdict-h").startswith("Verdict: ")


def test_a_class_guesses_its_way_through_a_lesson_without_script(reader):
    reader.follow("Score or no score?").follow("Guess first, claim by claim")
    headings, before = [], []
    for _ in range(7):
        before += reader.texts("main .versus")
        reader.choose(form=".class-mode form", tick=("Misleading",))
        headings.append(reader.text("#compared"))
        last = reader.text(".class-mode > section:last-of-type > p:last-child")
        if "Next claim" in last:
            reader.follow("Next claim")

    assert before == []
    assert headings[0] == "You and the evidence agree"
    assert set(headings) == {"You and the evidence agree", "Another kind of answer"}
    assert last.startswith("That was the last claim.")
    assert reader.follow("Back to the lesson").address == "/collections/score-or-no-score/"


def test_a_teacher_finds_a_claim_and_takes_its_handout_and_the_booklet_of_its_lesson(reader):
    reader.search("score 2020").follow("By 2020").follow("Handout on one page")
    handout = reader.text(".sheet")
    reader.open("/").follow("Score or no score?").follow("Booklet to print")
    parts = reader.texts(".sheet-top")

    assert handout.startswith("Social Credit Claims SC-0007, version 1")
    assert "127.0.0.1:8000/SC-0007/1" in handout
    assert [part.rsplit(": ", 1)[1] for part in parts] == ["questions", "verdicts", "for the teacher"]


@pytest.mark.skipif(not pdf.available(), reason="Pango is not installed, so that this machine makes no PDFs (docs/operations.md)")
def test_the_fullest_sheets_of_the_corpus_are_one_page_of_letter(reader):
    slugs = Claim.objects.published().values_list("slug", flat=True)
    sheets = {slug: len(reader.client.get(f"/claims/{slug}/handout/").content) for slug in slugs}
    fullest = sorted(sheets, key=sheets.get)[-2:]
    pages = [len(PdfReader(io.BytesIO(reader.open(f"/claims/{slug}/handout-letter.pdf").body)).pages) for slug in fullest]

    assert len(sheets) > 70
    assert pages == [1, 1]


def test_a_teacher_cites_a_claim_in_apa_and_finds_the_version_that_was_cited(reader):
    reader.search("score 2020").follow("By 2020").follow("APA 7")
    reference = reader.body.decode()
    pinned = reference.rsplit(" ", 1)[1]
    reader.open(pinned)

    assert reference.startswith("Social Credit Claims. (2026, November 22). False: “By 2020")
    assert pinned == "http://127.0.0.1:8000/claims/score-for-every-citizen-by-2020/reviews/1/"
    assert "It never changes." in reader.text(".notice")
