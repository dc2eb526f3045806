import pytest

from claims_site.static_copy.references import References, redirect_page

SITE = "https://claims.example"


def page(text: str, address: str = "/claims/score/") -> tuple[str, set[str]]:
    references = References(address, SITE)
    return references.page(text), references.found


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ('<a href="/claims/">', '<a href="../index.html">', {"/claims/"}),
        ('<a class="x" href="/">', '<a class="x" href="../../index.html">', {"/"}),
        ('<a href="/claims/score/#main">', '<a href="index.html#main">', {"/claims/score/"}),
        ('<a href="?page=2#count">', '<a href="https://claims.example/claims/score/?page=2#count">', set()),
        ('<a href="/claims/?sort=oldest&amp;page=2#count">', '<a href="../page=2,sort=oldest/index.html#count">', {"/claims/?page=2&sort=oldest"}),
        ('<a href="#main">', '<a href="#main">', set()),
        ('<a href="https://other.example/">', '<a href="https://other.example/">', set()),
        ('<a href="https://claims.example.org/">', '<a href="https://claims.example.org/">', set()),
        ('<a href="https://claims.example/topics/">', '<a href="../../topics/index.html">', {"/topics/"}),
        ('<a href="https://claims.example/" rel="external">', '<a href="https://claims.example/" rel="external">', set()),
        ('<a href="mailto:x@claims.example">', '<a href="mailto:x@claims.example">', set()),
        ('<a href="/api/v1/claims?verdict=false">', '<a href="https://claims.example/api/v1/claims?verdict=false">', set()),
        ('<img src="/claims/score/qr.svg" alt="x">', '<img src="qr.svg" alt="x">', {"/claims/score/qr.svg"}),
        ('<link rel="canonical" href="https://claims.example/x/">', '<link rel="canonical" href="https://claims.example/x/">', set()),
        ('<link rel="stylesheet" href="/static/css/site.css">', '<link rel="stylesheet" href="../../static/css/site.css">', {"/static/css/site.css"}),
        ('<p>href="/claims/"</p>', '<p>href="/claims/"</p>', set()),
    ],
)
def test_a_reference_becomes_relative_and_is_remembered(before, after, found):
    assert page(before) == (after, found)


def test_the_preview_image_is_remembered_and_stays_that_of_the_original():
    text = '<meta property="og:image" content="https://claims.example/preview.png">'

    assert page(text) == (text, {"/preview.png"})


def test_a_stylesheet_tells_what_lies_beside_it():
    references = References("/static/css/site.css", SITE)
    text = "a { background: url('../img/icon.svg') } b { background: url(data:image/png;base64,xx) }"

    assert references.style(text) == text
    assert references.found == {"/static/img/icon.svg"}


def test_the_next_page_of_a_list_is_a_file():
    references = References("/claims.json", SITE)
    text = '{"count":3,"next":"https://claims.example/claims.json?page=2","claims":[{"fact":"Say \\"next\\":\\"no\\"."}]}'

    assert references.list(text) == text.replace("https://claims.example/claims.json?page=2", "claims,page=2.json")
    assert references.found == {"/claims.json?page=2"}


def test_a_redirect_becomes_a_page_that_leads_on():
    text, found = redirect_page("/SC-0007/2", "/claims/score/reviews/2/", SITE)

    assert 'content="0; url=../../claims/score/reviews/2/index.html"' in text
    assert '<a href="../../claims/score/reviews/2/index.html">SC-0007/2 stands here.</a>' in text
    assert '<link rel="canonical" href="https://claims.example/claims/score/reviews/2/">' in text
    assert found == {"/claims/score/reviews/2/"}
