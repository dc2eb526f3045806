"""What becomes of two editors' texts in one draft."""

import pytest

from claims.editorial.merging import CELLS, Difference, Written, merge


def row(source: str, finding: str = "It says so.", *, pk: str = "", **cells) -> dict[str, str]:
    return dict.fromkeys(CELLS, "") | {"id": pk, "source": source, "stance": "refutes", "finding": finding} | cells


def of(fact: str = "A", evidence=(), **fields) -> Written:
    return Written({"fact": fact, "systems": ["court-list"]} | fields, list(evidence))


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "kept", "taken", "clashed"),
    [
        ("A", "A", "A", "A", 0, 0),
        ("A", "A", "M", "M", 0, 0),
        ("A", "T", "A", "T", 1, 0),
        ("A", "X", "X", "X", 0, 0),
        ("A", "T", "M", "M", 0, 1),
        ("A", "T", "", "", 0, 1),
        ("A", "", "M", "M", 0, 1),
    ],
)
def test_a_field_keeps_what_somebody_changed_and_mine_where_both_did(base, theirs, mine, kept, taken, clashed):
    merged = merge(base=of(base), theirs=of(theirs), mine=of(mine))

    assert merged.written.fields == {"fact": kept, "systems": ["court-list"]}
    assert (len(merged.taken), len(merged.clashes)) == (taken, clashed)


def test_a_clash_shows_both_texts_and_lists_as_one_line():
    merged = merge(base=of(), theirs=of(systems=["a", "b"]), mine=of(systems=["c"]))

    assert merged.clashes == [Difference("a, b", "c", name="systems")]
    assert merged.written.fields["systems"] == ["c"]


def test_a_field_that_the_page_did_not_show_stays_as_they_have_it():
    merged = merge(base=Written({}, []), theirs=of("T"), mine=Written({}, []))

    assert merged.written.fields["fact"] == "T"


SAVED = row("7", pk="1")
EVIDENCE = {
    "nobody touched it": ([SAVED], [SAVED], [SAVED], [SAVED], 0, 0),
    "I changed it": ([SAVED], [SAVED], [row("7", "Mine.", pk="1")], [row("7", "Mine.", pk="1")], 0, 0),
    "they changed it": ([SAVED], [row("7", "Theirs.", pk="1")], [SAVED], [row("7", "Theirs.", pk="1")], 1, 0),
    "each changed another cell": (
        [SAVED], [row("7", pk="1", locator="p. 2")], [row("7", "Mine.", pk="1")], [row("7", "Mine.", pk="1", locator="p. 2")], 1, 0,
    ),
    "both changed one cell": ([SAVED], [row("7", "Theirs.", pk="1")], [row("7", "Mine.", pk="1")], [row("7", "Mine.", pk="1")], 0, 1),
    "I removed it": ([SAVED], [SAVED], [SAVED | {"gone": "on"}], [SAVED | {"gone": "on"}], 0, 0),
    "I removed what they changed": ([SAVED], [row("7", "Theirs.", pk="1")], [SAVED | {"gone": "on"}], [row("7", "Theirs.", pk="1")], 0, 1),
    "they removed it": ([SAVED], [], [SAVED], [], 1, 0),
    "they removed what I changed": ([SAVED], [], [row("7", "Mine.", pk="1")], [row("7", "Mine.")], 0, 1),
    "both removed it": ([SAVED], [], [SAVED | {"gone": "on"}], [], 0, 0),
    "I added one": ([], [], [row("8")], [row("8")], 0, 0),
    "they added one": ([], [row("8", pk="2")], [], [row("8", pk="2")], 1, 0),
    "both added the same source": ([], [row("8", "Theirs.", pk="2")], [row("8", "Mine.")], [row("8", "Mine.", pk="2")], 0, 1),
    "each added another": ([], [row("8", pk="2")], [row("9")], [row("9"), row("8", pk="2")], 1, 0),
}  # fmt: skip


@pytest.mark.parametrize("case", EVIDENCE)
def test_evidence_is_merged_row_by_row_and_no_word_is_dropped_unseen(case):
    base, theirs, mine, kept, taken, clashed = EVIDENCE[case]

    merged = merge(base=of(evidence=base), theirs=of(evidence=theirs), mine=of(evidence=mine))

    assert merged.written.evidence == kept
    assert (len(merged.taken), len(merged.clashes)) == (taken, clashed)


def test_the_order_of_the_rows_is_that_of_the_form():
    first, second = row("7", pk="1"), row("8", pk="2")

    merged = merge(base=of(evidence=[first, second]), theirs=of("T", [first, second]), mine=of(evidence=[second, first]))

    assert merged.written.evidence == [second, first]
