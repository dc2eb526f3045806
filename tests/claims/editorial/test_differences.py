from datetime import date

import pytest

from claims.editorial import differences
from claims.editorial.differences import EvidenceChange, FieldChange, Piece
from claims.models import Review
from tests import factories


def shown(pieces: list[Piece]) -> str:
    """`pieces` on one line: [-removed-], {+added+}."""
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks[piece.kind].format(piece.text) for piece in pieces)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Nobody has a score.", "Nobody has a score.", "Nobody has a score."),
        ("Nobody has a score.", "Nobody has a list.", "Nobody has a [-score.-]{+list.+}"),
        ("a score", "a national score", "a {+national +}score"),
        ("a national score", "a score", "a [-national -]score"),
        ("", "A fact.", "{+A fact.+}"),
        ("A fact.", "", "[-A fact.-]"),
        ("", "", ""),
        ("社会信用体系", "社会诚信体系", "社会{+诚+}信[-用-]体系"),
        ("the 信用 system", "the 诚信 system", "the {+诚+}信[-用-] system"),
        ("one  two", "one two", "one[-  -]{+ +}two"),
    ],
)
def test_words(old, new, expected):
    assert shown(differences.words(old, new)) == expected


def test_both_texts_can_be_read_off_the_pieces():
    old, new = "A score\n\nfor 所有人 in 2018.", "No score for 大部分人 in 2020."

    pieces = differences.words(old, new)

    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new


def test_a_long_text_with_a_word_that_recurs_is_compared_in_full():
    text = "the " * 300

    assert shown(differences.words(text + "end", text + "stop")) == text + "[-end-]{+stop+}"


def test_fields_that_differ_stand_in_the_order_of_the_page():
    old = Review(
        statement="A.", verdict="false", fact="No.", answer="Same.", systems=["court-list"], places=["china"], scope_from="2013", as_of="2018-12"
    )
    new = Review(
        statement="A.",
        verdict="mixed",
        fact="No!",
        answer="Same.",
        systems=["local-pilot"],
        places=["china", "hong-kong"],
        scope_to="2021",
        as_of="2025",
    )

    changes = differences.fields(old, new)

    assert [(change.label, shown(change.pieces)) for change in changes] == [
        ("Verdict", "[-False-]{+Mixed+}"),
        ("Fact", "[-No.-]{+No!+}"),
        ("System", "[-Court-]{+Local+} [-defaulter list-]{+pilot+}"),
        ("Place", "China [-(nationwide)-]{+(nationwide), Hong Kong+}"),
        ("Period", "[-2013-]{+until+} [-onwards-]{+2021+}"),
        ("As of", "[-December 2018-]{+2025+}"),
    ]


def test_every_text_that_readers_see_is_compared():
    old = Review()
    new = Review(
        statement="S", verdict="true", fact="F", answer="A", rationale="R", systems=["court-list"], places=["china"], scope_from="2013",
        scope_to="2021", as_of="2025", scope_note="N", why_checked="W", would_change=["X", "Y"], review_by=date(2027, 11, 22),
        confidence="high", confidence_note="Two papers.", override_note="O",
    )  # fmt: skip

    assert [(change.label, change.pieces[0].text) for change in differences.fields(old, new)] == [
        ("Statement", "S"), ("Verdict", "True"), ("Fact", "F"), ("Short answer", "A"), ("Why we say this", "R"), ("System", "Court defaulter list"),
        ("Place", "China (nationwide)"), ("Period", "2013 to 2021"), ("As of", "2025"), ("Note on scope", "N"), ("Why we checked", "W"),
        ("What would change it", "X · Y"), ("Review by", "22 November 2027"), ("Confidence", "High Two papers."), ("Note on weak points", "O"),
    ]  # fmt: skip


def test_equal_reviews_have_no_differences():
    old, new = Review(statement="A.", verdict="false", places=["china"]), Review(statement="A.", verdict="false", places=["china"])

    assert differences.fields(old, new) == []


def test_the_two_ends_of_a_period_are_not_mixed_up():
    changes = differences.fields(Review(scope_from="2013"), Review(scope_to="2013"))

    assert [shown(change.pieces) for change in changes] == ["{+until +}2013[- onwards-]"]


def test_a_change_holds_its_pieces():
    changes = differences.fields(Review(fact="No."), Review(fact=""))

    assert changes == [FieldChange("Fact", [Piece("removed", "No.")])]


@pytest.mark.django_db
def test_evidence_is_compared_source_by_source():
    same, changed, gone, new = (factories.source(key=key) for key in ("same", "changed", "gone", "new"))
    old, later = factories.review(evidence=0), factories.review(evidence=0)
    for source in (same, changed, gone):
        factories.piece(old, source=source, finding="It names no score.")
    added = factories.piece(later, source=new)
    factories.piece(later, source=same, finding="It names no score.")
    other = factories.piece(later, source=changed, finding="It names one score.", stance="context", locator="")

    changes = differences.evidence(old, later)

    assert changes[0] == EvidenceChange("added", added, [])
    assert (changes[1].kind, changes[1].evidence) == ("changed", other)
    assert shown(changes[1].pieces) == "[-Refutes-]{+Gives+} [-the claim-]{+context+} · It names [-no-]{+one+} score.[- · p. 3-]"
    assert [(change.kind, change.evidence.source.key) for change in changes[2:]] == [("removed", "gone")]


@pytest.mark.django_db
def test_a_quotation_and_its_translation_are_compared():
    source, old, new = factories.source(), factories.review(evidence=0), factories.review(evidence=0)
    factories.piece(old, source=source)
    factories.piece(new, source=source, quotation="一处失信", quotation_language="zh-Hans", translation="Broken in one place")

    (change,) = differences.evidence(old, new)

    assert shown(change.pieces) == "Refutes the claim · It describes lists, and no score. · p. 3{+ · 一处失信 · Broken in one place+}"


@pytest.mark.django_db
def test_the_place_of_evidence_in_the_order_is_no_difference():
    sources, old, new = [factories.source(), factories.source()], factories.review(evidence=0), factories.review(evidence=0)
    for source in sources:
        factories.piece(old, source=source)
    for source in reversed(sources):
        factories.piece(new, source=source)

    assert differences.evidence(old, new) == []
