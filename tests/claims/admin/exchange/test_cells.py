import pytest

from claims.admin.exchange.cells import as_written, harmless, joined, parted


@pytest.mark.parametrize(
    ("values", "cell"), [([], ""), (["a"], "a"), (["a", "b"], "a; b"), (["a; b", "c"], r"a\; b; c"), (["back\\slash", ";"], r"back\\slash; \;")]
)
def test_several_values_share_a_cell_and_come_apart_again(values, cell):
    assert joined(values) == cell
    assert parted(cell) == values


def test_what_a_person_writes_comes_apart_too():
    assert parted(" a;b ;; c;") == ["a", "b", "c"]
    assert parted("One line.\nAnother; with a mark.", "\n") == ["One line.", "Another; with a mark."]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "'=1", "''=1", "'quoted", "plain", ""])
def test_what_a_spreadsheet_would_run_is_made_harmless_and_read_back(cell):
    written = harmless(cell)

    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert as_written(written) == cell
