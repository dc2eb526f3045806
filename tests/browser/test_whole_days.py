"""Whole days at the desk, in Chromium, by the mouse and by the keyboard alone: written, returned, mended, published, corrected, withdrawn, read."""

import sys

import pytest
from playwright.sync_api import expect

from claims.editorial import ledger
from claims.models import Claim, LedgerEntry, Review, Unsaved
from tests.browser.examining import axe_faults_in_light_and_dark
from tests.browser.hands import Hands

pytestmark = pytest.mark.browser
BOTH = pytest.mark.parametrize("keys", [False, True], ids=["mouse", "keyboard"])
TEXTS = {
    "statement": "Libraries lend by score.", "fact": "No library asks for a score.", "answer": "No rule and no library was found that does.",
    "confidence_note": "Three sources agree.", "rationale": "Libraries ask for a card. **None** asks for more.",
    "why_checked": "It is repeated by newspapers.", "places": "china", "as_of": "2026", "would_change": "A library that does.",
    "review_by": "2028-11-01",
}  # fmt: skip


def write_claim(hands: Hands) -> None:
    hands.go("New claim")
    hands.write("slug", "libraries-lend-by-score")
    hands.write("appearances-0-claimant", "A newspaper")
    hands.find("appearances-0-source", "paper", shown="paper-2018")
    hands.go("Save")
    hands.go("Write the first review")


def write_review(hands: Hands) -> None:
    """Everything that a review needs, in the order of the page; the third source is made on the way."""
    page = hands.page
    hands.write("statement", TEXTS["statement"])
    hands.choose("verdict", "False")
    for field in ("fact", "answer"):
        hands.write(field, TEXTS[field])
    hands.choose("confidence", "High")
    for field in ("confidence_note", "rationale", "why_checked"):
        hands.write(field, TEXTS[field])
    hands.tick(page.get_by_label("National policy"))
    for field in ("places", "as_of", "would_change", "review_by"):
        hands.write(field, TEXTS[field])
    for n, source in enumerate(("paper-2018", "notice-2019", "")):
        if n:
            hands.press("Add another Piece of evidence")
        _write_evidence(hands, n, source)
    hands.go("Save")


def _write_evidence(hands: Hands, n: int, source: str) -> None:
    if source:
        hands.find(f"evidence-{n}-source", source[:6], shown=source)
    else:
        _make_source(hands, n)
    hands.choose(f"evidence-{n}-stance", "Refutes")
    hands.write(f"evidence-{n}-finding", "It describes a card, and no score.")
    hands.write(f"evidence-{n}-locator", "p. 3")


def _make_source(hands: Hands, n: int) -> None:
    """A new source in the window that the plus opens; it is chosen when the window has closed."""
    page = hands.page
    with page.expect_popup() as opened:
        hands.press(page.locator(f"#add_id_evidence-{n}-source"))
    hands.page = opened.value
    hands.page.wait_for_load_state()
    for field, text in {"key": "study-2020", "title": "A study of libraries", "language": "en", "publisher": "A university"}.items():
        hands.write(field, text)
    for field, option in {"kind": "Research", "link": "No address to link", "read": "Read in full"}.items():
        hands.choose(field, option)
    hands.write("summary", "How libraries lend.")
    hands.press("Save")
    hands.page = page
    expect(page.locator(f"#id_evidence-{n}-source + .select2")).to_contain_text("study-2020")


def _open(hands: Hands, panel: str, name: str) -> None:
    """From the desk to the first thing in a panel of it."""
    hands.page.goto(f"{hands.site}/admin/")
    row = hands.page.locator(f"#{panel} li a", has_text=name)
    expect(row).to_be_visible()
    hands.go(row)


@BOTH
def test_a_claim_goes_from_a_contributor_by_way_of_an_editor_to_its_readers(people, newsroom, browser, keys):
    cai, emma = people("contributor", keys=keys), people("editor", keys=keys)

    write_claim(cai)
    write_review(cai)
    sys.stdout.write(f"\nA claim with three sources, {'by keyboard' if keys else 'by mouse'}: {cai.effort}\n")
    _return(emma, cai)
    _mend(cai)
    _publish(emma)

    reader = browser.new_page()
    reader.goto(f"{newsroom}/claims/libraries-lend-by-score/")
    expect(reader.locator(".fact")).to_have_text("No library in China asks for a score.")
    expect(reader.locator("#evidence ~ ol .source, .section .source")).to_have_count(3)
    assert ledger.first_divergence(LedgerEntry.objects.order_by("position").iterator()) is None
    reader.close()


def _return(emma: Hands, cai: Hands) -> None:
    emma.page.goto(cai.page.url)
    emma.go("Save and submit for approval")
    emma.go(emma.named("Return to the author…"))
    emma.write("note", "Say in which country.")
    emma.go("Return to the author")
    expect(emma.page.locator(".state-note.returned")).to_contain_text("Returned by emma")


def _mend(cai: Hands) -> None:
    _open(cai, "returned", "Libraries lend by score.")
    expect(cai.page.locator(".state-note.returned")).to_contain_text("Say in which country.")
    cai.write("fact", "No library in China asks for a score.")
    expect(cai.page.locator("#kept")).to_contain_text("Kept")
    cai.write("text", "Done: in China.")
    cai.go("Comment")
    cai.go("Save") if not Unsaved.objects.exists() else _take_up(cai)


def _take_up(cai: Hands) -> None:
    """Sending the comment left the form unsaved; the page offers what was kept."""
    cai.go("Take it up")
    cai.go("Save")


def _publish(emma: Hands) -> None:
    emma.page.goto(f"{emma.site}/admin/claims/review/{Review.objects.get(state='draft').pk}/change/")
    expect(emma.page.locator("#comments")).to_contain_text("Done: in China.")
    emma.go("Save and submit for approval")
    _open(emma, "waiting", "Libraries lend by score.")
    emma.go("Save and publish…")
    emma.go("Publish")


@BOTH
def test_a_correction_and_a_withdrawal_reach_the_reader_as_banner_history_and_log(people, newsroom, browser, keys):
    paul, emma, reader = people("publisher", keys=keys), people("editor", keys=keys), browser.new_page()
    claim = Claim.objects.get()

    _correct(paul, emma, claim)
    reader.goto(f"{newsroom}{claim.get_absolute_url()}reviews/1/")
    expect(reader.locator(".notice").first).to_contain_text("There is a newer version. Correction of")
    reader.goto(f"{newsroom}{claim.get_absolute_url()}history/?from=1&to=2")
    expect(reader.locator("ins").first).to_contain_text("one")
    assert axe_faults_in_light_and_dark(reader) == []
    _withdraw(paul, claim)

    reader.goto(f"{newsroom}{claim.get_absolute_url()}")
    expect(reader.locator("main")).to_contain_text("Its main source was forged.")
    reader.goto(f"{newsroom}/corrections/")
    expect(reader.locator(".log .kind-tag")).to_have_text(["Withdrawn"])
    expect(reader.locator(".log")).to_contain_text("as correction: A word was missing.")
    assert reader.request.get(f"{newsroom}/corrections.atom").text().count("<entry>") == 1
    reader.close()


def _correct(paul: Hands, emma: Hands, claim: Claim) -> None:
    paul.page.goto(f"{paul.site}/admin/claims/claim/{claim.pk}/change/")
    paul.go("New review from the current one")
    paul.choose("change", "Correction")
    paul.write("reason", "A word was missing.")
    paul.go("Make the draft")
    paul.write("fact", "Nobody has one score.")
    paul.go("Save and submit for approval")
    _open(emma, "waiting", "Everyone has a score.")
    emma.go("Save and publish…")
    expect(emma.page.locator(".compared ins").first).to_contain_text("one")
    emma.go("Publish")


def _withdraw(paul: Hands, claim: Claim) -> None:
    paul.page.goto(f"{paul.site}/admin/claims/review/{claim.reviews.get(number=2).pk}/change/")
    paul.go("Withdraw…")
    paul.write("reason", "Its main source was forged.")
    paul.go("Withdraw")
