"""The ledger's canonical JSON is Python's own; here it is held to the reference implementation of RFC 8785."""

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from claims.editorial.ledger import canonical

TEXT = st.text(st.characters(exclude_categories=["Cs"]))  # no lone surrogates: PostgreSQL takes none either
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner),
)


@given(VALUES)
def test_canonical_json_is_what_the_rfc_says(data):
    expected = rfc8785.dumps(data).decode()

    assert canonical(data) == expected
