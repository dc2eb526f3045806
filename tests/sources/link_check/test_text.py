import hashlib

import pytest

from sources.link_check.text import NEAR, distance, fingerprint, measured, visible

ARTICLE = " ".join(f"Sentence {n} says that a court may put a debtor on its list when {n * 7} days have passed." for n in range(60))


def page(text: str, extra: str = "") -> bytes:
    return f"<!doctype html><head><title>T</title><script>var t={extra!r}</script><style>p{{}}</style><body><p>{text}</p>".encode()


def test_only_what_a_reader_sees_counts():
    text = visible(
        "<head><title>No</title><body><p>Yes &amp; <b>yes</b></p><script>no()</script><svg><text>no</text></svg><noscript>no</noscript> end"
    )

    assert text == "Yes & yes end"


def test_a_token_in_the_markup_changes_nothing():
    assert measured(page(ARTICLE, "a1"), "text/html") == measured(page(ARTICLE, "b2"), "text/html")


def test_a_changed_sentence_is_near_and_another_text_is_far():
    one, other = ARTICLE, ARTICLE.replace("Sentence 7 says", "Sentence 7 no longer says")
    another = " ".join(f"Line {n}: the weather in the north was fair, and {n} boats went out." for n in range(60))

    assert 0 <= distance(fingerprint(one), fingerprint(other)) <= NEAR
    assert distance(fingerprint(one), fingerprint(another)) > 3 * NEAR


@pytest.mark.parametrize(
    ("text", "n"), [("A correction was made. Editor’s note: retracted.", 3), ("本文已更正，该办法废止", 2), ("He is incorrect.", 0)]
)
def test_words_of_a_correction_are_counted(text, n):
    assert measured(text.encode(), "text/plain").notices == n


def test_what_is_not_text_has_the_digest_of_its_bytes_only():
    told = measured(b"%PDF-1.7 correction", "application/pdf")

    assert (told.digest, told.fingerprint, told.notices) == (hashlib.sha256(b"%PDF-1.7 correction").hexdigest(), None, 0)


def test_odd_charsets_and_a_page_of_two_words_are_read_all_the_same():
    assert measured("社会信用体系".encode("gb18030"), "text/plain", "gb18030") == measured("社会信用体系".encode(), "text/plain", "no-such-charset")
    assert measured(b"Two words", "text/html").fingerprint is None
