"""Handouts: what stands on them, in what order, on how many pages, and what a PDF tells programs that read aloud."""

import io
import re

import pytest
from pypdf import PdfReader

from claims.editorial import publishing
from claims.models import CollectionItem, FormerSlug
from claims.outputs import pdf
from tests import desk, factories

pytestmark = pytest.mark.django_db
with_pdf = pytest.mark.skipif(not pdf.available(), reason="Pango is not installed, so that this machine makes no PDFs (docs/operations.md)")
PARTS = ["Nobody has a national score.", "Verdict: False", "Everyone has a score.", "no such score anywhere", "Refutes the claim", "National policy"]


@pytest.fixture
def review():
    return factories.published()


def lesson(*claims):
    made = desk.collection(slug="a-lesson", aims=["Tell lists from scores."])
    for position, claim in enumerate(claims):
        CollectionItem.objects.create(collection=made, claim=claim, position=position, question=f"Question {position}?", prompt=f"Prompt {position}.")
    return made


def filled(length: int) -> str:
    """Words, exactly as long as a field takes."""
    return ("evidence " * 60)[: length - 1] + "."


def pdf_of(client, address: str) -> PdfReader:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return PdfReader(io.BytesIO(response.content))


def test_the_fact_stands_first_then_verdict_answer_evidence_scope(client, review):
    page = client.get(f"/claims/{review.claim.slug}/handout/").content.decode().split('<article class="sheet')[1]

    assert [page.count(part) >= 1 for part in PARTS] == [True] * len(PARTS)
    assert sorted(PARTS, key=page.index) == PARTS
    assert "<b>Read in full</b>" in page
    assert f"/{review.claim.reference}/1</p>" in page
    assert "CC BY 4.0" in page


def test_a_handout_is_found_from_the_claim_and_left_out_of_search_engines(client, review):
    claim, version = client.get(review.claim.get_absolute_url()), client.get(review.get_absolute_url())
    handout = client.get(f"/claims/{review.claim.slug}/handout/").content.decode()

    assert f'href="/claims/{review.claim.slug}/handout/"' in claim.content.decode()
    assert f'href="/claims/{review.claim.slug}/reviews/1/handout/"' in version.content.decode()
    assert '<meta name="robots" content="noindex">' in handout
    assert f'rel="canonical" href="http://127.0.0.1:8000{review.claim.get_absolute_url()}"' in handout


def test_a_pinned_handout_keeps_its_version_and_says_that_there_is_a_newer_one(client, review):
    factories.published(review.claim, fact="There are lists.")
    pinned = client.get(f"/claims/{review.claim.slug}/reviews/1/handout/").content.decode()
    live = client.get(f"/claims/{review.claim.slug}/handout/").content.decode()

    assert "Nobody has a national score." in pinned
    assert "There is a newer version." in pinned
    assert "There are lists." in live
    assert "There is a newer version." not in live


def test_the_handout_of_a_withdrawn_claim_says_so_before_anything_else(client, review):
    publishing.withdraw(review=review, reason="It repeated another claim.")
    response = client.get(f"/claims/{review.claim.slug}/handout/")
    page = response.content.decode()

    assert response.status_code == 410
    assert page.index("It repeated another claim.") < page.index("<h1>")


@pytest.mark.parametrize("address", ["handout/", "handout-a4.pdf", "reviews/1/handout/", "reviews/1/handout-letter.pdf"])
def test_an_old_address_leads_to_the_new_one(client, review, address):
    FormerSlug.objects.create(slug="old-name", claim=review.claim)
    response = client.get(f"/claims/old-name/{address}")

    assert (response.status_code, response["Location"]) == (301, f"/claims/{review.claim.slug}/{address}")


def test_a_booklet_asks_before_it_tells_and_says_to_the_teacher_last(client, review):
    lesson(review.claim)
    page = client.get("/collections/a-lesson/handout/").content.decode()
    parts = ["Question 0?", '<h2 class="sheet-h1">Verdicts', "Nobody has a national score.", "For the teacher</h2>", "Prompt 0.", "a-lesson/</p>"]

    assert sorted(parts, key=page.index) == parts
    assert 'href="/collections/a-lesson/handout/"' in client.get("/collections/a-lesson/").content.decode()


@pytest.mark.parametrize(
    ("address", "queries"), [("claims/{}/handout/", 1), ("claims/{}/reviews/1/handout/", 1), ("collections/a-lesson/handout/", 3)]
)
@pytest.mark.parametrize("rows", [1, 4])
def test_a_handout_takes_few_queries_whatever_the_number_of_rows(client, address, queries, rows, page_queries):
    claims = [factories.published(evidence=rows + 1).claim for _ in range(rows)]
    lesson(*claims)

    with page_queries(queries):
        response = client.get("/" + address.format(claims[0].slug))

    assert response.status_code == 200


@pytest.mark.parametrize(
    "address", ["/claims/none/handout/", "/claims/{}/handout-a3.pdf", "/claims/{}/reviews/9/handout/", "/collections/none/handout/"]
)
def test_there_is_no_handout_of_what_is_not_there(client, review, address):
    assert client.get(address.format(review.claim.slug)).status_code == 404


def test_a_lesson_without_published_claims_has_no_booklet(client):
    lesson(factories.claim())

    assert client.get("/collections/a-lesson/handout/").status_code == 404


def test_where_no_pdf_can_be_made_none_is_offered(client, review, monkeypatch):
    monkeypatch.setattr(pdf, "available", lambda: False)
    page = client.get(f"/claims/{review.claim.slug}/handout/").content.decode()

    assert ".pdf" not in page
    assert client.get(f"/claims/{review.claim.slug}/handout-a4.pdf").status_code == 404


@with_pdf
def test_a_pdf_is_tagged_titled_and_carries_its_chinese(client):
    review = factories.published(fact="Nobody has a national score (社会信用分).")
    found = pdf_of(client, f"/claims/{review.claim.slug}/handout-a4.pdf")
    root, text = found.trailer["/Root"], found.pages[0].extract_text()
    fonts = [font.get_object() for font in found.pages[0]["/Resources"]["/Font"].values()]

    assert (root["/MarkInfo"]["/Marked"], root["/Lang"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (True, "en", True)
    assert re.search(rb"pdfuaid:part(=\"|>)1\b", root["/Metadata"].get_object().get_data())
    assert found.metadata.title == "Handout: False: “Everyone has a score.” – Social Credit Claims"
    assert "社会信用分" in text
    assert all("/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts)
    assert _tags(root["/StructTreeRoot"]) >= {"/H1", "/H2", "/P", "/L", "/LI", "/Figure"}


def _tags(node) -> set[str]:
    """The kinds of structure below `node`."""
    node = node.get_object()
    if not isinstance(node, dict):
        return set().union(*map(_tags, node)) if isinstance(node, list) else set()
    return {node.get("/S")} | (_tags(node["/K"]) if "/K" in node else set())


@with_pdf
def test_the_longest_claim_that_the_database_takes_fits_one_page(client):
    review = factories.review(
        evidence=0, statement=filled(300), fact=filled(140), answer=filled(300), scope_note=filled(300), override_note=filled(500),
        systems=["national-policy", "court-list", "credit-registry", "commercial-score", "local-pilot"], places=["china", "rongcheng"],
    )  # fmt: skip
    for stance in ("refutes", "supports", "context") * 3:
        source = factories.source(title=filled(400), publisher=filled(200))
        factories.piece(review, stance=stance, source=source, finding=filled(500), locator=filled(200))
    published = publishing.publish(review=publishing.submit(review=review), approver=factories.account())
    found = pdf_of(client, f"/claims/{published.claim.slug}/handout-letter.pdf")

    assert len(found.pages) == 1
    assert f"/{published.claim.reference}/1" in found.pages[0].extract_text().replace("\n", "")  # the address may run over two lines


@with_pdf
def test_the_verdicts_of_a_booklet_stand_on_a_page_of_their_own_and_it_is_made_once(client, monkeypatch):
    lesson(*(factories.published(statement=f"Statement {n}.").claim for n in range(3)))
    pages = [page.extract_text() for page in pdf_of(client, "/collections/a-lesson/handout-a4.pdf").pages]
    monkeypatch.setattr(pdf, "make", lambda *_: pytest.fail("It was made again."))

    assert [("Question 0?" in page, "False:" in page, "Prompt 0." in page) for page in pages] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    assert client.get("/collections/a-lesson/handout-a4.pdf").status_code == 200


@with_pdf
def test_whoever_has_to_wait_too_long_is_asked_to_come_back(client, review, monkeypatch):
    turn = pdf.turn
    monkeypatch.setattr(pdf, "turn", lambda: turn(patience=0))
    with turn():
        page = client.get(f"/claims/{review.claim.slug}/handout-a4.pdf")
        data = client.get(f"/claims/{review.claim.slug}/handout-a4.pdf", headers={"accept": "application/json"})

    assert (page.status_code, page["Retry-After"]) == (503, "5")
    assert "Please try again in a few seconds" in page.content.decode()
    assert (data.status_code, data["Content-Type"]) == (503, "application/problem+json")
